package dev.hourglass.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hourglass.compress.container.EntryKind;
import dev.hourglass.data.DataLocator;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The first rows of real tables: sensors, times and values, features and labels. */
@EnabledIfEnvironmentVariable(named = DataLocator.VARIABLE, matches = ".+")
final class BoundedTableDataTest {
    private static final int LINES = 3000;

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "smd/machine-1-6_test.csv.gz, ',', 20",
        "nab/data/realKnownCause/machine_temperature_system_failure.csv, ',', 30",
        "adbench/csv/22_magic.gamma.csv.gz, ',', 12",
        "adbench/csv/5_campaign.csv.gz, ',', 20",
        "cmapss-fd001/train_FD001.txt, ' ', 12"
    })
    void decimalsAreWithinAPartOfTheirColumnsRangeAndAllElseIsExact(String name, char delimiter, int ratio)
            throws IOException {
        Path file = Path.of(System.getenv(DataLocator.VARIABLE)).resolve(name);
        assumeTrue(Files.exists(file));
        byte[] csv = head(file);
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        EntryResult entry = Compressor.of(CompressorConfig.defaults())
                .withMaxError(ErrorBound.relative(0.01))
                .compress(List.of(new CompressorInput("a.csv", () -> new ByteArrayInputStream(csv))), compressed)
                .entries()
                .get(0);
        ByteArrayOutputStream back = new ByteArrayOutputStream();
        Decompressor.of(DecompressorConfig.defaults())
                .decompress(new ByteArrayInputStream(compressed.toByteArray()), "a.hgz", new StreamOutput(back));

        assertThat(entry.kind()).isEqualTo(EntryKind.TABLE);
        assertThat(compressed.size()).isLessThan(csv.length / ratio);
        assertWithin(cells(csv, delimiter), cells(back.toByteArray(), delimiter));
    }

    private static byte[] head(Path file) throws IOException {
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            StringBuilder text = new StringBuilder();
            lines.lines().limit(LINES).forEach(line -> text.append(line).append('\n'));
            return text.toString().getBytes(StandardCharsets.UTF_8);
        }
    }

    private static String[][] cells(byte[] csv, char delimiter) {
        String[] lines = new String(csv, StandardCharsets.UTF_8).split("\n", -1);
        String[][] cells = new String[lines.length][];
        for (int i = 0; i < lines.length; i++) {
            cells[i] = lines[i].split(String.valueOf(delimiter), -1);
        }
        return cells;
    }

    private static void assertWithin(String[][] before, String[][] after) {
        assertThat(after.length).isEqualTo(before.length);
        assertThat(after[0]).isEqualTo(before[0]);
        for (int column = 0; column < before[1].length; column++) {
            double bound = bound(before, column);
            for (int row = 1; row < before.length - 1; row++) {
                String old = before[row][column];
                String now = after[row][column];
                if (!old.equals(now)) {
                    assertThat(Math.abs(Double.parseDouble(old) - Double.parseDouble(now)))
                            .as("row %d, column %d: %s came back as %s", row, column, old, now)
                            .isLessThanOrEqualTo(bound);
                }
            }
        }
    }

    /** Returns a hundredth of a column's range; 0 where no cell has a point. */
    private static double bound(String[][] cells, int column) {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        boolean hasPoint = false;
        for (int row = 1; row < cells.length - 1; row++) {
            String cell = cells[row][column];
            if (cell.matches("-?[0-9]+(\\.[0-9]+)?(e-?[0-9]+)?")) {
                hasPoint |= cell.contains(".");
                min = Math.min(min, Double.parseDouble(cell));
                max = Math.max(max, Double.parseDouble(cell));
            }
        }
        return hasPoint ? 0.01 * (max - min) : 0;
    }
}
