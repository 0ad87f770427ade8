package dev.hourglass.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hourglass.error.MalformedDataException;
import dev.hourglass.tensor.SeededRandom;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvRecordsTest {
    private static final CsvOptions OPTIONS = CsvOptions.defaults();

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void keepsBytesAndLineEnds(String end) throws IOException {
        List<String> records = List.of(
                "a, \"b\" ,c" + end, "1,\"x" + end + end + "y\",3" + end, "  4 ,\"\"\"\",6" + end + end, "7,ü,9");
        assertThat(split(String.join("", records), OPTIONS)).containsExactlyElementsOf(records);
    }

    @Test
    void readsPackedFilesAndFilesWithoutAHeader() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("1,2\n3,4\n".getBytes(StandardCharsets.UTF_8));
        }
        Path file = Files.write(folder.resolve("packed.csv.gz"), packed.toByteArray());
        assertThat(split(file, OPTIONS.withHeader(false))).containsExactly("", "1,2\n", "3,4\n");
    }

    /** Whatever is in the cells, as many records as the reader has rows, and together all bytes. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void agreesWithTheReader(long seed) throws IOException {
        SeededRandom random = new SeededRandom(seed);
        String[] ends = {"\n", "\r\n", "\r"};
        String end = ends[random.nextInt(3)];
        StringBuilder text = new StringBuilder("n,word" + end);
        int rows = 1 + random.nextInt(8);
        for (int i = 0; i < rows; i++) {
            text.append(i).append(',').append(cell(random, ends)).append(i < rows - 1 ? end : "");
            text.append(end.repeat(random.nextInt(2)));
        }
        List<String> records = split(text.toString(), OPTIONS);
        assertThat(String.join("", records)).isEqualTo(text.toString());
        assertThat(records).hasSize(rows + 1);
        for (int i = 0; i < rows; i++) {
            assertThat(records.get(i + 1)).startsWith(i + ",");
        }
    }

    @Test
    void refusesAFileWithoutRows() {
        assertThatThrownBy(() -> split("a,b\n", OPTIONS))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("holds only a header");
    }

    private static List<Long> seeds() {
        List<Long> seeds = new ArrayList<>();
        for (long seed = 0; seed < 200; seed++) {
            seeds.add(seed);
        }
        return seeds;
    }

    private static String cell(SeededRandom random, String... ends) {
        String[] parts = {"x", "\"\"", ",", " ", ends[random.nextInt(3)], "é"};
        StringBuilder cell = new StringBuilder("\"");
        for (int i = random.nextInt(5); i > 0; i--) {
            cell.append(parts[random.nextInt(parts.length)]);
        }
        return cell.append('"').toString();
    }

    private List<String> split(String text, CsvOptions options) throws IOException {
        return split(Files.writeString(folder.resolve("data.csv"), text), options);
    }

    private static List<String> split(Path file, CsvOptions options) throws IOException {
        List<String> records = new ArrayList<>();
        try (CsvRecords source = CsvRecords.open(file, options)) {
            records.add(new String(source.header(), StandardCharsets.UTF_8));
            for (Optional<byte[]> next = source.next(); next.isPresent(); next = source.next()) {
                records.add(new String(next.get(), StandardCharsets.UTF_8));
            }
        }
        return records;
    }
}
