package dev.hourglass.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hourglass.error.MalformedDataException;
import dev.hourglass.file.NpyFile;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DatasetsTest {
    private static final DataOptions DEFAULTS = DataOptions.defaults();

    @TempDir
    private Path folder;

    /** Gives rows of one value. */
    private static final class OneValueReader implements RowReader {
        private final DataSchema schema;
        private final float value;
        private int left;

        OneValueReader(DataSchema schema, float value, int rows) {
            this.schema = schema;
            this.value = value;
            this.left = rows;
        }

        @Override
        public DataSchema schema() {
            return schema;
        }

        @Override
        public int read(Batch batch) {
            int count = Math.min(left, 3);
            java.util.Arrays.fill(batch.values(), value);
            batch.rows(count);
            left -= count;
            return count;
        }

        @Override
        public void close() {}
    }

    private static final VectorSchema PAIRS = new VectorSchema(Shape.of(2));

    @Test
    void opensByContentWhereTheNameSaysNothing() throws IOException {
        Path npy = folder.resolve("array");
        NpyFile.write(npy, Tensor.of(Shape.of(2, 2), new float[] {1, 2, 3, 4}));
        Path idx = Files.write(folder.resolve("images"), TestFiles.gzip(TestFiles.idx(2, 2, 2)));

        assertThat(TestFiles.load(Datasets.open(npy, DEFAULTS)).values()).containsExactly(1, 2, 3, 4);
        assertThat(TestFiles.load(Datasets.open(idx, DEFAULTS)).schema()).isEqualTo(new ImageSchema(1, 2, 2));
    }

    @Test
    void rejectsFilesOfNoKnownKind() throws IOException {
        Path file = Files.writeString(folder.resolve("notes.txt"), "dear diary");

        assertThatThrownBy(() -> Datasets.open(file, DEFAULTS))
                .isInstanceOf(MalformedDataException.class)
                .hasMessage(
                        file + ": data must be CSV, TSV, NPY, NPZ, IDX or a folder of PNG or JPEG images, but this is"
                                + " none by name or content; give it the ending of what it is, such as .csv");
    }

    @Test
    void opensNewDataInTheShapeOfTheOld() throws IOException {
        TestFiles.png(folder.resolve("a.png"), 2, 1, 2, 3, 4);

        try (RowReader reader = Datasets.open(folder, DEFAULTS, new ImageSchema(3, 2, 2))) {
            assertThat(reader.schema()).isEqualTo(new ImageSchema(3, 2, 2));
        }
        assertThatThrownBy(() -> Datasets.open(folder, DEFAULTS, new ImageSchema(1, 28, 28)))
                .isInstanceOf(MalformedDataException.class)
                .hasMessage(folder + ": a sample must have shape [1, 28, 28], as in training, but has [1, 2, 2]");
    }

    @Test
    void growsWhereTheSourceDoesNotSayHowManyRowsCome() throws IOException {
        assertThat(Datasets.load(new OneValueReader(PAIRS, 5, 10), "x").values())
                .hasSize(20)
                .containsOnly(5);
    }

    @Test
    void rejectsMoreRowsThanAllowed() {
        assertThatThrownBy(() -> Datasets.load(new OneValueReader(PAIRS, 5, 10), "x", 7))
                .isInstanceOf(MalformedDataException.class)
                .hasMessage(
                        "x: data read into memory must have at most 7 rows of 2 values, but has more; take fewer rows"
                                + " or stream it in batches");
    }

    @Test
    void rejectsWhatTheHeapCannotHold() {
        RowReader endless = new RowReader() {
            @Override
            public DataSchema schema() {
                return new VectorSchema(Shape.of(1));
            }

            @Override
            public long knownRows() {
                return 2_000_000_000L;
            }

            @Override
            public int read(Batch batch) {
                throw new AssertionError("must not be read");
            }

            @Override
            public void close() {}
        };

        assertThatThrownBy(() -> Datasets.load(endless, "x"))
                .isInstanceOf(MalformedDataException.class)
                .hasMessage("x: data read into memory needs 7629 MiB, but the JVM has "
                        + (Runtime.getRuntime().maxMemory() >> 20)
                        + " MiB; start it with a larger -Xmx or stream the data in batches");
    }

    @Test
    void rejectsNoRows() {
        assertThatThrownBy(() -> Datasets.load(new OneValueReader(PAIRS, 5, 0), "x"))
                .hasMessage("x: the data must hold at least one row, but holds none");
    }

    @Test
    void letsMissingCellsOfTablesPassButNoInfinities() throws IOException {
        TableSchema table = new TableSchema(List.of(new TableSchema.NumericColumn("amount", false)));

        assertThat(Datasets.load(new OneValueReader(table, Float.NaN, 1), "x").values())
                .containsExactly(Float.NaN);
        assertThatThrownBy(() -> Datasets.load(new OneValueReader(PAIRS, Float.NaN, 1), "x"))
                .hasMessage("x: feature 1 of row 1 must be a finite number, but was NaN");
        assertThatThrownBy(() -> Datasets.load(new OneValueReader(table, Float.POSITIVE_INFINITY, 1), "x"))
                .hasMessage("x: \"amount\" of row 1 must be a finite number, but was Infinity");
    }
}
