package dev.hourglass.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hourglass.data.CsvOptions.CategoricalColumn;
import dev.hourglass.data.TableSchema.HashedColumn;
import dev.hourglass.data.TableSchema.NumericColumn;
import dev.hourglass.data.TableSchema.OneHotColumn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CsvReaderTest {
    private static final CsvOptions DEFAULTS = CsvOptions.defaults();
    private static final CsvOptions MEAN =
            DEFAULTS.withMissing(CsvOptions.Missing.defaults().withPolicy(MissingPolicy.MEAN));

    @TempDir
    private Path folder;

    private Path csv(String content) throws IOException {
        return Files.writeString(folder.resolve("train.csv"), content);
    }

    private Dataset load(String content, CsvOptions options) throws IOException {
        return TestFiles.load(CsvReader.open(csv(content), options));
    }

    @Test
    void readsNumbersAndSetsLabelsAside() throws IOException {
        Dataset data = load("a,class,b\n1,cat,2.5\n-3, dog ,4e1\n", DEFAULTS.withLabelColumns("class"));

        assertThat(data.schema())
                .isEqualTo(new TableSchema(List.of(new NumericColumn("a", false), new NumericColumn("b", false))));
        assertThat(data.values()).containsExactly(1, 2.5f, -3, 40);
        assertThat(data.labels()).containsExactly("cat", "dog");
    }

    @Test
    void joinsSeveralLabelsAndLeavesIgnoredColumnsOut() throws IOException {
        Dataset data =
                load("x,y,z,w\n1,2,3,4\n", DEFAULTS.withLabelColumns("x", "z").withIgnoredColumns("w"));

        assertThat(data.labels()).containsExactly("1|3");
        assertThat(data.values()).containsExactly(2);
    }

    @Test
    void encodesTextAsOneHotAndUnknownCategoriesAsZeros() throws IOException {
        Path train = csv("color,size\nred,1\nblue,2\nred,3\n");
        TableSchema schema = CsvSchema.infer(train, DEFAULTS);
        Path later = Files.writeString(folder.resolve("later.csv"), "size,color\n5,green\n6,red\n");

        assertThat(schema.columns())
                .containsExactly(new OneHotColumn("color", List.of("blue", "red")), new NumericColumn("size", false));
        assertThat(TestFiles.load(CsvReader.open(train, DEFAULTS)).values()).containsExactly(0, 1, 1, 1, 0, 2, 0, 1, 3);
        assertThat(TestFiles.load(CsvReader.open(later, schema, DEFAULTS)).values())
                .containsExactly(0, 0, 5, 0, 1, 6);
    }

    @Test
    void hashesCategoriesIntoFixedBuckets() throws IOException {
        Dataset data = load("c\na\nfoobar\n", DEFAULTS.withCategoricalColumns(CategoricalColumn.hashed("c", 8)));

        assertThat(data.schema()).isEqualTo(new TableSchema(List.of(new HashedColumn("c", 8))));
        // FNV-1a 64 of "a" is af63dc4c8601ec8c, of "foobar" 85944171f73967e8: the test vectors of its draft.
        assertThat(data.values()).containsExactly(0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void takesNumbersForCategoriesWhereTold() throws IOException {
        Dataset data = load("c\n10\n9\n", DEFAULTS.withCategoricalColumns(CategoricalColumn.oneHot("c")));

        assertThat(data.schema()).isEqualTo(new TableSchema(List.of(new OneHotColumn("c", List.of("10", "9")))));
        assertThat(data.values()).containsExactly(1, 0, 0, 1);
    }

    @Test
    void marksMissingCells() throws IOException {
        Dataset data =
                load("a,b,c\n1,NA,x\n,2,?\n", MEAN.withMissing(MEAN.missing().withIndicator(true)));

        assertThat(((TableSchema) data.schema()).featureNames())
                .containsExactly("a", "a?missing", "b", "b?missing", "c=x");
        assertThat(data.values()).containsExactly(1, 0, Float.NaN, 1, 1, Float.NaN, 1, 2, 0, 0);
    }

    @Test
    void readsGzipByteOrderMarkTabsAndQuotes() throws IOException {
        byte[] content = "\uFEFF\"a\"\t\"b, c\"\r\n1\t2\r\n".getBytes(StandardCharsets.UTF_8);
        Path file = Files.write(folder.resolve("a.tsv.gz"), TestFiles.gzip(content));

        Dataset data = TestFiles.load(Datasets.open(file, DataOptions.defaults()));

        assertThat(((TableSchema) data.schema()).featureNames()).containsExactly("a", "b, c");
        assertThat(data.values()).containsExactly(1, 2);
    }

    @Test
    void namesColumnsByNumberWithoutHeader() throws IOException {
        Dataset data = load("1,2,9\n3,4,8\n", DEFAULTS.withHeader(false).withLabelColumns("3"));

        assertThat(data.values()).containsExactly(1, 2, 3, 4);
        assertThat(data.labels()).containsExactly("9", "8");
    }

    @Test
    void appliesAStoredSchemaWithoutLabels() throws IOException {
        CsvOptions options = DEFAULTS.withLabelColumns("class");
        TableSchema schema = CsvSchema.infer(csv("a,class,b\n1,x,2\n"), options);
        Path later = Files.writeString(folder.resolve("later.csv"), "extra,b,a\nz,4,3\n");

        Dataset data = TestFiles.load(CsvReader.open(later, schema, options));

        assertThat(data.values()).containsExactly(3, 4);
        assertThat(data.labels()).isEmpty();
    }

    @Test
    void rejectsColumnsThatTheModelNeedsAndTheFileLacks() throws IOException {
        TableSchema schema = CsvSchema.infer(csv("a,b,c\n1,2,3\n"), DEFAULTS);
        Path later = Files.writeString(folder.resolve("later.csv"), "b\n4\n");

        assertThatThrownBy(() -> CsvReader.open(later, schema, DEFAULTS))
                .hasMessage(later + ": the header must name every column of the model, but \"a\", \"c\" are missing");
    }

    @Test
    void streamsMoreRowsThanABatchHolds() throws IOException {
        StringBuilder content = new StringBuilder("a,b\n");
        for (int i = 0; i < 5000; i++) {
            content.append(i).append(',').append(i / 4.0).append('\n');
        }
        try (CsvReader reader = CsvReader.open(csv(content.toString()), DEFAULTS)) {
            Batch batch = new Batch(64, 2);
            int rows = 0;
            while (reader.read(batch) > 0) {
                assertThat(batch.values()[2 * batch.rows() - 2]).isEqualTo(rows + batch.rows() - 1);
                rows += batch.rows();
            }
            assertThat(rows).isEqualTo(5000);
        }
    }
}
