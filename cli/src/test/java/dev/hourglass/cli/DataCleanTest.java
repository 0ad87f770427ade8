package dev.hourglass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hourglass.file.Json;
import dev.hourglass.file.NpyFile;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Outlying rows are left out or marked, and all others stay as they were, byte by byte. */
final class DataCleanTest {
    private static final int BROKEN = 70;

    @TempDir
    private static Path folder = Path.of("");

    private static Path detector = Path.of("");
    private static Path dirty = Path.of("");
    private static List<String> lines = List.of();

    @BeforeAll
    static void fitOnce() throws IOException {
        detector = folder.resolve("sensors.detector");
        Path normal = SensorFile.write(folder.resolve("normal.csv"), 600, 1, 0);
        assertThat(CommandRun.of("detect", "fit", normal, "-o", detector, "--quiet")
                        .code())
                .isZero();
        lines = SensorFile.lines(150, 2, 0);
        lines.set(BROKEN, "50.0,  1000.00 ,\"9\"");
        lines.set(BROKEN + 1, "\"50.5\",1003.1,  3.05");
        dirty = folder.resolve("dirty.csv");
        Files.writeString(dirty, String.join("\r\n", lines) + "\r\n");
    }

    @Test
    void dropsAlarmsAndKeepsAllOtherBytes() throws IOException {
        Path out = folder.resolve("dropped.csv");
        CommandRun run = CommandRun.of("data", "clean", dirty, "-m", detector, "-o", out);
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        List<String> kept = List.of(Files.readString(out).split("\r\n", -1));
        assertThat(kept).doesNotContain(lines.get(BROKEN)).contains(lines.get(BROKEN + 1));
        List<String> expected = new ArrayList<>(lines);
        expected.retainAll(kept);
        expected.add("");
        assertThat(kept).containsExactlyElementsOf(expected).hasSizeGreaterThan(140);
        int dropped = 152 - kept.size();
        assertThat(run.out())
                .contains("most to blame", "pressure", dropped + " of 150 rows dropped")
                .contains(150 - dropped + " rows written to");
    }

    @Test
    void flagsEveryRow() throws IOException {
        Path out = folder.resolve("flagged.csv");
        CommandRun run = CommandRun.of("data", "clean", packed(), "-m", detector, "-o", out, "--flag");
        assertThat(run.out()).contains(" of 150 rows flagged").contains("150 rows written to");
        String[] flagged = Files.readString(out).split("\r\n", -1);
        assertThat(flagged).hasSize(152);
        assertThat(flagged[0]).isEqualTo("flow,power,pressure,score,alarm");
        for (int i = 1; i <= 150; i++) {
            assertThat(flagged[i]).matches(Pattern.quote(lines.get(i)) + ",-?[0-9.E-]+,[01]");
        }
        assertThat(flagged[BROKEN]).endsWith(",1");
        assertThat(flagged[BROKEN + 1]).endsWith(",0");
        Path again = folder.resolve("again.csv");
        assertThat(CommandRun.of("data", "clean", out, "-m", detector, "-o", again, "--flag")
                        .err())
                .contains("must have none of these names, but has \"score\"");
        assertThat(again).doesNotExist();
        assertThat(CommandRun.of("data", "clean", out, "-m", detector, "-o", again, "--quiet")
                        .code())
                .isZero();
        assertThat(again).content().startsWith("flow,power,pressure,score,alarm\r\n");
    }

    @Test
    void withoutADetectorLeavesOutTheShareThatScoresHighest() throws IOException {
        Path out = folder.resolve("alone.csv");
        List<String> labelled = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            labelled.add(lines.get(i) + (i == 0 ? ",machine" : i % 2 == 0 ? ",left" : ",right"));
        }
        Path data = Files.write(folder.resolve("labelled.csv"), labelled);
        CommandRun run = CommandRun.of(
                "data", "clean", data, "--contamination", 0.04, "--label", "machine", "-o", out, "--json");
        assertThat(run.code()).isZero();
        Map<String, Object> fields = Json.parse(run.out());
        assertThat(fields)
                .containsEntry("alarms", 6L)
                .containsEntry("rows", 150L)
                .containsEntry("action", "drop");
        assertThat(Files.readAllLines(out)).hasSize(145).doesNotContain(labelled.get(BROKEN));
        Path again = folder.resolve("threads.csv");
        CommandRun threads = CommandRun.of(
                "data",
                "clean",
                data,
                "--contamination",
                0.04,
                "--label",
                "machine",
                "-o",
                again,
                "--threads",
                3,
                "--quiet");
        assertThat(threads.err()).isEmpty();
        assertThat(again).hasSameBinaryContentAs(out);
    }

    @Test
    void cleansArrays() throws IOException {
        float[] values = new float[200 * 3];
        for (int i = 0; i < 200; i++) {
            for (int j = 0; j < 3; j++) {
                values[i * 3 + j] = (float) StrictMath.sin(i * 0.7) * (j + 1) + 0.01f * (i * 31 % 7);
            }
        }
        values[33 * 3 + 1] = 40;
        Path data = folder.resolve("values.npy");
        NpyFile.write(data, Tensor.of(Shape.of(200, 3), values));
        Path out = folder.resolve("clean.npy");
        CommandRun run = CommandRun.of("data", "clean", data, "--contamination", 0.005, "-o", out, "--quiet");
        assertThat(run.code()).isZero();
        Path csv = folder.resolve("clean-values.csv");
        CommandRun.of("data", out, "--export", csv, "--quiet");
        assertThat(Files.readAllLines(csv)).hasSize(200).noneMatch(line -> line.contains(",40.0,"));
        assertThat(CommandRun.of("data", "clean", data, "--contamination", 0.005, "-o", out, "--flag")
                        .err())
                .contains("--flag adds columns to a CSV file");
    }

    @Test
    void refusesToWriteOverItsDataAndToGuess() throws IOException {
        byte[] before = Files.readAllBytes(dirty);
        CommandRun same = CommandRun.of("data", "clean", dirty, "-m", detector, "-o", dirty);
        assertThat(same.code()).isEqualTo(2);
        assertThat(same.err()).contains("OUT must be another file than DATA");
        assertThat(Files.readAllBytes(dirty)).isEqualTo(before);
        Path out = folder.resolve("never.csv");
        assertThat(CommandRun.of("data", "clean", dirty, "-o", out).err()).contains("--contamination");
        assertThat(CommandRun.of("data", "clean", dirty, "--contamination", 0.7, "-o", out)
                        .err())
                .contains("rate must be above 0 and at most 0.5");
        assertThat(CommandRun.of("data", "clean", dirty, "-m", detector, "--label", "flow", "-o", out)
                        .err())
                .contains("--label must fit the other settings");
        assertThat(CommandRun.of("data", "clean", dirty, "-m", detector, "-o", folder.resolve("a.csv.gz"))
                        .err())
                .contains("must end in .csv or .tsv");
        assertThat(out).doesNotExist();
    }

    private static Path packed() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(Files.readString(dirty).getBytes(StandardCharsets.UTF_8));
        }
        return Files.write(folder.resolve("dirty.csv.gz"), bytes.toByteArray());
    }
}
