package dev.hourglass.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TimeColumnTest {
    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource({
        "1970-01-02, 86400",
        "1970-01-01 00:01, 60",
        "1970-01-01 00:00:05, 5",
        "1970-01-01T00:00:05.5Z, 5.5",
        "1970-01-01T01:00:00+01:00, 0",
        "1234.5, 1234.5"
    })
    void readsTimes(String cell, double seconds) {
        assertThat(TimeColumn.seconds(cell)).hasValue(seconds);
    }

    @ParameterizedTest
    @CsvSource({"1970-13-01", "noon", "1970-01-01 25:00"})
    void readsNoTimeWhereThereIsNone(String cell) {
        assertThat(TimeColumn.seconds(cell)).isEmpty();
    }

    @Test
    void findsDatesUnderAnyName() throws IOException {
        Optional<TimeColumn.Found> found = find("value,when\n1,2020-01-01 00:00:00\n2,2020-01-01 00:05:00\n");
        assertThat(found).contains(new TimeColumn.Found("when", 1_577_836_800, 300));
        assertThat(found.orElseThrow().rowsPerDay()).isEqualTo(288);
    }

    @Test
    void findsNumbersByName() throws IOException {
        assertThat(find("Timestamp,value\n10,1\n20,1\n30,1\n")).contains(new TimeColumn.Found("Timestamp", 10, 10));
    }

    @Test
    void findsNothingAmongFeatures() throws IOException {
        assertThat(find("day,lifetime\n1,2\n3,4\n")).isEmpty();
    }

    private Optional<TimeColumn.Found> find(String text) throws IOException {
        Path file = folder.resolve("table.csv");
        Files.writeString(file, text);
        return TimeColumn.find(file, CsvOptions.defaults());
    }
}
