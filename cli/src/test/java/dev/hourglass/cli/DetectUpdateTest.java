package dev.hourglass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hourglass.file.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DetectUpdateTest {
    @TempDir
    private static Path folder = Path.of("");

    private static Path detector = Path.of("");
    private static Path moved = Path.of("");

    @BeforeAll
    static void fitOnce() throws IOException {
        detector = folder.resolve("old.detector");
        moved = SensorFile.write(folder.resolve("moved.csv"), 400, 2, 15);
        Path normal = SensorFile.write(folder.resolve("normal.csv"), 300, 1, 0);
        assertThat(CommandRun.of("detect", "fit", normal, "-o", detector, "--quiet")
                        .code())
                .isZero();
    }

    @Test
    void tellsTheThresholdsAndTheDriftAndLeavesTheOldFileAlone() throws IOException {
        byte[] before = Files.readAllBytes(detector);
        Path out = folder.resolve("new.detector");
        CommandRun run = CommandRun.of("detect", "update", detector, moved, "-o", out);
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("autoencoder, trained further")
                .contains("320, 80 more held out")
                .contains("threshold before")
                .contains("threshold now")
                .contains("flow ")
                .contains("retrain on them");
        assertThat(Files.readAllBytes(detector)).isEqualTo(before);
        Path more = SensorFile.write(folder.resolve("more.csv"), 400, 3, 15);
        assertThat(alarms(out, more)).isLessThan(20);
        assertThat(alarms(detector, more)).isGreaterThan(200);
        Path again = folder.resolve("again.detector");
        CommandRun.of("detect", "update", detector, moved, "-o", again, "--threads", 3, "--quiet");
        assertThat(again).hasSameBinaryContentAs(out);
    }

    @Test
    void saysWhereAScorerIsFittedAnewAndPrintsJson() throws IOException {
        Path pca = folder.resolve("pca.detector");
        CommandRun.of("detect", "fit", folder.resolve("normal.csv"), "-o", pca, "--model", "pca", "--quiet");
        CommandRun run = CommandRun.of("detect", "update", pca, moved, "-o", pca, "--threshold", "quantile:0.95");
        assertThat(run.out()).contains("pca, fitted anew on the new rows alone").contains("at most 5");
        CommandRun json = CommandRun.of("detect", "update", pca, moved, "-o", pca, "--json");
        Map<String, Object> fields = Json.parse(json.out());
        assertThat(fields).containsEntry("isContinued", false).containsEntry("trainingRows", 320L);
        assertThat(json.out()).contains("\"rule\":\"quantile:0.95\"").contains("\"retrain\":false");
    }

    @Test
    void refusesRulesThatNeedLabels() {
        Path out = folder.resolve("none.detector");
        CommandRun run = CommandRun.of("detect", "update", detector, moved, "-o", out, "--threshold", "f-beta:1");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("must do without labels");
        assertThat(out).doesNotExist();
    }

    private static int alarms(Path with, Path data) {
        CommandRun run = CommandRun.of("detect", "score", with, data, "--json");
        return Integer.parseInt(String.valueOf(Json.parse(run.out()).get("alarms")));
    }
}
