package dev.hourglass.data;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hourglass.data.CsvOptions.CategoricalColumn;
import dev.hourglass.error.MalformedDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way a table can be wrong, and the sentence that says so. */
final class CsvFailureTest {
    private static final CsvOptions DEFAULTS = CsvOptions.defaults();

    @TempDir
    private Path folder;

    private void refuses(String content, CsvOptions options, String afterFileName) throws IOException {
        Path file = Files.writeString(folder.resolve("train.csv"), content);
        assertThatThrownBy(() -> TestFiles.load(CsvReader.open(file, options)))
                .isInstanceOf(MalformedDataException.class)
                .hasMessage(file + afterFileName);
    }

    private void refuses(String content, String afterFileName) throws IOException {
        refuses(content, DEFAULTS, afterFileName);
    }

    @Test
    void rejectsTextAmongNumbers() throws IOException {
        refuses(
                "id,amount\n1,2\n2,n/a\n",
                ":3: column 2 (\"amount\") must be a number, but was \"n/a\"; if the column holds categories, name it as"
                        + " categorical");
    }

    @Test
    void rejectsMissingCells() throws IOException {
        refuses(
                "id,amount\n1,2\n2,\n",
                ":3: column 2 (\"amount\") must not be missing, but was empty; choose mean or median to fill what is"
                        + " missing");
        refuses(
                "id,amount\n1,NaN\n",
                ":2: column 2 (\"amount\") must not be missing, but was \"NaN\"; choose mean or median to fill what is"
                        + " missing");
    }

    @Test
    void rejectsInfinitiesAndNanThatIsNoToken() throws IOException {
        refuses("a\n1\ninf\n", ":3: column 1 (\"a\") must be a finite number, but was \"inf\"");
        refuses("a\n-Infinity\n", ":2: column 1 (\"a\") must be a finite number, but was \"-Infinity\"");
        refuses("a\n1\nnan\n", ":3: column 1 (\"a\") must be a finite number, but was \"nan\"");
    }

    @Test
    void rejectsNumbersBeyondFloat32() throws IOException {
        refuses("a\n1e300\n", ":2: column 1 (\"a\") must fit into float32 (at most 3.4e38 in size), but was \"1e300\"");
    }

    @Test
    void rejectsRaggedRows() throws IOException {
        refuses("a,b\n1,2\n3\n", ":3: a row must have 2 cells, as the first line has, but had 1");
        refuses("a,b\n1,2\n3,4,5\n", ":3: a row must have 2 cells, as the first line has, but had 3");
    }

    @Test
    void rejectsEmptyAndHeaderOnlyFiles() throws IOException {
        refuses("", ": the file must hold data, but is empty (0 bytes)");
        refuses("\n\n", ": the file must hold a header and rows, but holds only blank lines");
        refuses("a,b\n", ": the file must hold at least one row below its header, but holds none");
    }

    @Test
    void rejectsDuplicateNames() throws IOException {
        refuses("a,b,a\n1,2,3\n", ":1: column 3 (\"a\") must have a name of its own, but column 1 has the same");
    }

    @Test
    void rejectsColumnsThatAreNotThere() throws IOException {
        refuses(
                "a,b\n1,2\n",
                DEFAULTS.withLabelColumns("class"),
                ": the label column \"class\" must be in the header, but that has a, b");
        refuses(
                "a,b\n1,2\n",
                DEFAULTS.withCategoricalColumns(CategoricalColumn.oneHot("c")),
                ": the categorical column \"c\" must be in the header, but that has a, b");
    }

    @Test
    void rejectsColumnsWithNothingInThem() throws IOException {
        CsvOptions mean = DEFAULTS.withMissing(DEFAULTS.missing().withPolicy(MissingPolicy.MEAN));

        refuses(
                "a,b\n1,\n2,NA\n",
                mean,
                ": column 2 (\"b\") must have a value in some row, but all are missing; ignore it");
    }

    @Test
    void rejectsTooManyCategories() throws IOException {
        StringBuilder content = new StringBuilder("c\n");
        for (int i = 0; i <= 1000; i++) {
            content.append('c').append(i).append('\n');
        }

        refuses(
                content.toString(),
                ":1002: column 1 (\"c\") must have at most 1000 categories to be one-hot, but has more; hash it into"
                        + " buckets or ignore it");
    }

    @Test
    void rejectsTablesWithoutFeatures() throws IOException {
        refuses(
                "a\n1\n",
                DEFAULTS.withLabelColumns("a"),
                ": the file must have a feature column, but all are labels or ignored");
    }

    @Test
    void rejectsTruncatedGzip() throws IOException {
        byte[] packed = TestFiles.gzip("a,b\n1,2\n3,4\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        Path file = Files.write(folder.resolve("a.csv.gz"), Arrays.copyOf(packed, packed.length - 10));

        assertThatThrownBy(() -> CsvReader.open(file, DEFAULTS))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageStartingWith(file + ": the gzip stream must be whole, but is cut off after ");
    }

    @Test
    void rejectsAnotherDelimiter() throws IOException {
        refuses("a;b\n1;2\n", ":1: the first line must be divided by ',', but is divided by ';'; set the delimiter");
        refuses(
                "a\tb\n1\t2\n",
                ":1: the first line must be divided by ',', but is divided by a tab; set the delimiter");
    }

    @Test
    void rejectsQuotesThatAreNotClosed() throws IOException {
        refuses(
                "a,b\n1,\"2\n3,4\n",
                ":2: the file must be valid CSV, but is not (Unclosed quoted field at end of input (record starting at line"
                        + " 2))");
    }
}
