package dev.hourglass.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hourglass.data.Batch;
import dev.hourglass.data.DataSchema;
import dev.hourglass.data.RowReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link RowReader} keeps to; a reader's test extends this and opens a fresh reader of the same source. */
public abstract class DataReaderContract {
    private static final float UNTOUCHED = -12345;

    /** The folder the source is written to. */
    @TempDir
    protected Path folder;

    /**
     * Opens a reader at its first row; every call opens the same rows.
     *
     * @return a reader of {@link #rows()} rows
     * @throws IOException if the source cannot be written or read
     */
    protected abstract RowReader open() throws IOException;

    /** Returns how many rows the source has; at least 3, so that batches of 2 need several. */
    protected abstract int rows();

    /** Returns whether each row has a label. */
    protected abstract boolean hasLabels();

    private record Read(List<List<Float>> rows, List<String> labels) {}

    private Read readAll(int capacity) throws IOException {
        Read read = new Read(new ArrayList<>(), new ArrayList<>());
        try (RowReader reader = open()) {
            int features = reader.schema().features();
            Batch batch = new Batch(capacity, features);
            for (int count = reader.read(batch); count > 0; count = reader.read(batch)) {
                assertThat(batch.rows()).isEqualTo(count);
                for (int row = 0; row < count; row++) {
                    List<Float> values = new ArrayList<>();
                    for (int i = 0; i < features; i++) {
                        values.add(batch.values()[row * features + i]);
                    }
                    read.rows().add(values);
                    read.labels().add(String.valueOf(batch.label(row)));
                }
            }
        }
        return read;
    }

    @ParameterizedTest(name = "batches of {0}")
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    final void givesTheSameRowsInBatchesOfAnySize(int capacity) throws IOException {
        Read expected = readAll(5);

        assertThat(expected.rows()).hasSize(rows());
        assertThat(readAll(capacity)).isEqualTo(expected);
    }

    @Test
    final void givesAllLabelsOrNone() throws IOException {
        assertThat(readAll(2).labels()).hasSize(rows()).allMatch(label -> hasLabels() != label.equals("null"));
    }

    @Test
    final void clearsLabelsOfRowsThatHaveNone() throws IOException {
        try (RowReader reader = open()) {
            Batch batch = new Batch(2, reader.schema().features());
            batch.label(0, "stale");
            assertThat(reader.read(batch)).isEqualTo(2);
            assertThat(batch.label(0)).isNotEqualTo("stale");
        }
    }

    @Test
    final void staysAtTheEnd() throws IOException {
        try (RowReader reader = open()) {
            Batch batch = new Batch(rows(), reader.schema().features());
            assertThat(reader.read(batch)).isEqualTo(rows());
            for (int i = 0; i < 3; i++) {
                assertThat(reader.read(batch)).isZero();
                assertThat(batch.rows()).isZero();
            }
        }
    }

    @Test
    final void leavesTheRestOfABatchAlone() throws IOException {
        try (RowReader reader = open()) {
            int features = reader.schema().features();
            Batch batch = new Batch(rows() + 1, features);
            Arrays.fill(batch.values(), UNTOUCHED);
            assertThat(reader.read(batch)).isEqualTo(rows());
            float[] rest = Arrays.copyOfRange(batch.values(), rows() * features, batch.values().length);
            assertThat(rest).containsOnly(UNTOUCHED);
        }
    }

    @Test
    final void keepsItsSchema() throws IOException {
        try (RowReader reader = open();
                RowReader another = open()) {
            DataSchema before = reader.schema();
            Batch batch = new Batch(2, before.features());
            assertThat(reader.read(batch)).isEqualTo(2);
            assertThat(reader.schema()).isEqualTo(before).isEqualTo(another.schema());
        }
    }

    @Test
    final void tellsTheNumberOfRowsOrMinusOne() throws IOException {
        try (RowReader reader = open()) {
            assertThat(reader.knownRows()).isIn((long) rows(), -1L);
        }
    }

    @Test
    final void closesMoreThanOnce() throws IOException {
        RowReader reader = open();
        reader.close();
        reader.close();
        assertThat(reader.schema().features()).isPositive();
    }

    @Test
    final void refusesBatchesOfAnotherWidth() throws IOException {
        try (RowReader reader = open()) {
            int features = reader.schema().features();
            assertThatThrownBy(() -> reader.read(new Batch(2, features + 1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a batch must have " + features + " features, as its reader has, but had "
                            + (features + 1));
        }
    }
}
