package dev.hourglass.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hourglass.anomaly.DriftReport;
import dev.hourglass.data.ImageSchema;
import dev.hourglass.report.DetectionReport.Alarm;
import dev.hourglass.report.DetectionReport.Baseline;
import dev.hourglass.report.DetectionReport.Because;
import dev.hourglass.report.DetectionReport.ColumnShare;
import dev.hourglass.report.DetectionReport.Judged;
import dev.hourglass.report.DetectionReport.Picture;
import dev.hourglass.report.DetectionReport.Point;
import dev.hourglass.report.DetectionReport.Quality;
import dev.hourglass.report.DetectionReport.Scores;
import dev.hourglass.report.DetectionReport.ThresholdRow;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DetectionPageTest {
    private static final String HOSTILE = "</script><script>alert(1)</script>";
    private static final Point WORST = new Point(7, "2024-01-01 " + HOSTILE, 5.5, true);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void showsAlarmsReasonsThresholdsBaselinesDriftAndHowToDoItAgain() throws IOException {
        String page = DetectionPage.page(full());
        assertThat(page)
                .contains("The most anomalous stretches", "rows 7 to 9, 3 rows", "1 in 500", "is 4.000, usually 3.000")
                .contains("Alarms by threshold", "in use", "Beside the baselines", "isolation-forest")
                .contains("Against the labels", "Retrain: pressure moved", "another population")
                .contains("hourglass detect score")
                .contains("id=\"score-chart\"", "id=\"spread-chart\"", "id=\"columns-chart\"");
    }

    @Test
    void putsTheMostChangedValueOfTheCodeFirst() throws IOException {
        String page = DetectionPage.page(full());
        assertThat(page).contains("latent space");
        assertThat(page.indexOf("code 2")).isPositive().isLessThan(page.indexOf("code 1"));
    }

    @Test
    void letsNoTextOfTheDataBecomeMarkup() throws IOException {
        String page = DetectionPage.page(full());
        assertThat(page).doesNotContain("<script>alert").contains("&lt;script&gt;alert(1)");
    }

    @Test
    void showsImagesInPlaceOfColumns() throws IOException {
        Alarm alarm = new Alarm(new Point(4711, "", 5.5, true), "", 0.002, List.of());
        BufferedImage image =
                HeatMap.of(new ImageSchema(1, 1, 2), new float[] {0.5f, 1}, Optional.empty(), new float[] {1, 0});
        String page = DetectionPage.page(full(List.of(new Picture(alarm, image))));
        assertThat(page)
                .contains("The most anomalous images", "4,711: <mark>5.500</mark>, 1 in 500", "data:image/png;base64,")
                .doesNotContain("The most anomalous stretches", "id=\"columns-chart\"");
    }

    @Test
    void leavesOutWhatThereIsNot() throws IOException {
        DetectionReport bare = new DetectionReport(
                "A detector",
                judged(),
                new Scores("held-out rows", 1, 0, List.of(new Point(1, "", 0.5, false)), List.of(0.5f)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                "hourglass detect fit");
        Path file = folder.resolve("page.html");
        DetectionPage.write(file, bare);
        assertThat(Files.readString(file))
                .doesNotContain("most anomalous", "Against the labels", "Beside the baselines", "<h2>Drift")
                .contains("held-out rows");
    }

    private static Judged judged() {
        return new Judged("autoencoder", "it was asked for", 5, "the highest of 80 rows", 0.0123, 320);
    }

    private static DetectionReport full() {
        return full(List.of());
    }

    private static DetectionReport full(List<Picture> pictures) {
        return new DetectionReport(
                "Anomalies " + HOSTILE,
                judged(),
                new Scores("rows", 100, 3, List.of(new Point(1, "", 0.5, false), WORST), List.of(0.5f, 5.5f)),
                List.of(new Alarm(
                        WORST, "rows 7 to 9, 3 rows", 0.002, List.of(new Because(HOSTILE, 0.7, "4.000", "3.000")))),
                List.of(new ColumnShare(HOSTILE, 0.7)),
                pictures,
                List.of(new Baseline("isolation-forest", 0.7, Double.NaN, 0.1, false)),
                List.of(new ThresholdRow(5, 12.3, 17.7, true), new ThresholdRow(6, 1, 1.4, false)),
                Optional.of(new Quality(0.9, 0.5, 0.03, 0.6, 0.7, 0.8)),
                Optional.of(new DriftReport(
                        100,
                        List.of(new DriftReport.ColumnDrift("pressure", 0.9, 3, 4)),
                        List.of(
                                new DriftReport.ColumnDrift("code 1", 0.05, 0, 0),
                                new DriftReport.ColumnDrift("code 2", 0.6, 0, 1)),
                        0.5,
                        0.01,
                        new DriftReport.Advice(true, "pressure moved"))),
                List.of("look " + HOSTILE),
                "hourglass detect score " + HOSTILE);
    }
}
