package dev.hourglass.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hourglass.anomaly.scorer.AutoencoderScorer;
import dev.hourglass.anomaly.threshold.ThresholdRule;
import dev.hourglass.error.WrongModelException;
import dev.hourglass.evaluate.detection.RankingMetrics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class DetectorUpdateTest {
    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @EnumSource(
            value = ModelChoice.class,
            names = {"AUTOENCODER", "PCA", "ISOLATION_FOREST", "ONE_CLASS_SVM"})
    void takesWhatMovedForNormalAndStillFindsAnomalies(ModelChoice choice) {
        Detector before = fitted(choice, 2);
        DetectorUpdate.Result result = new DetectorUpdate(before).update(SensorRows.data(moved(1000, 3)), 0);
        Detector after = result.detector();
        assertThat(result.trainingRows()).isEqualTo(800);
        assertThat(result.heldOutRows()).isEqualTo(200);
        assertThat(result.isContinued()).isEqualTo(choice == ModelChoice.AUTOENCODER);
        float[] rows = moved(500, 4);
        double alarmsBefore = before.judge(rows, 500).alarms() / 500.0;
        double alarmsAfter = after.judge(rows, 500).alarms() / 500.0;
        assertThat(alarmsAfter).isLessThan(0.03).isLessThan(alarmsBefore);
        assertThat(DriftCheck.run(before, rows, 500).columns().get(0).word()).isEqualTo("another population");
        assertThat(DriftCheck.run(after, rows, 500).columns())
                .allSatisfy(column -> assertThat(column.word()).isEqualTo("as before"));
        rows[0] = 200;
        rows[1] = 5000;
        rows[2] = 30;
        assertThat(after.judge(rows, 1).probability(0)).isGreaterThan(0.98);
    }

    @Test
    void goesOnFromWhatTheEnsembleKnows() {
        Detector before = fitted(ModelChoice.AUTOENCODER, 2);
        // 40 rows are too few to learn from alone.
        Detector after = new DetectorUpdate(before)
                .update(SensorRows.data(SensorRows.normal(50, 3)), 0)
                .detector();
        assertThat(after.normalization()).isSameAs(before.normalization());
        float[] rows = SensorRows.normal(600, 5);
        boolean[] isWrong = new boolean[600];
        for (int i = 300; i < 600; i++) {
            rows[i * SensorRows.FEATURES + 2] += 0.6f;
            isWrong[i] = true;
        }
        assertThat(((AutoencoderScorer) after.scorer()).kind()).isEqualTo(((AutoencoderScorer) before.scorer()).kind());
        assertThat(RankingMetrics.of(after.score(rows, 600), isWrong).rocAuc()).isGreaterThan(0.9);
    }

    @Test
    void isTheSameWithAnyNumberOfThreadsAndLeavesTheOldOneAlone() throws IOException {
        Detector one = fitted(ModelChoice.AUTOENCODER, 1);
        float[] rows = SensorRows.normal(40, 6);
        double[] before = one.score(rows, 40);
        Path first = folder.resolve("1.safetensors");
        Path second = folder.resolve("3.safetensors");
        DetectorFile.write(updated(one), first);
        DetectorFile.write(updated(one.withThreads(3)), second);
        assertThat(second).hasSameBinaryContentAs(first);
        assertThat(one.score(rows, 40)).isEqualTo(before);
        assertThat(DetectorFile.read(first).score(rows, 40)).isNotEqualTo(before);
    }

    @Test
    void saysWhatItWasUpdatedFrom() {
        Detector first = fitted(ModelChoice.PCA, 1);
        Detector second = updated(first);
        Detector third = updated(second);
        assertThat(second.provenance().dataRows()).isEqualTo(240);
        assertThat(second.provenance().dataHash())
                .isNotEqualTo(first.provenance().dataHash());
        assertThat(second.provenance().settings())
                .containsEntry("updatedFrom", first.provenance().dataHash());
        assertThat(third.provenance().settings())
                .containsEntry(
                        "updatedFrom",
                        first.provenance().dataHash() + " "
                                + second.provenance().dataHash());
    }

    @Test
    void keepsTheRuleOfTheThreshold() {
        DetectorConfig config = DetectorConfig.defaults()
                .withModel(ModelChoice.PCA)
                .withAlarms(new DetectorConfig.Alarms(Optional.of(ThresholdRule.from("quantile:0.9")), 0, 0.2));
        Detector before = SensorRows.fit(config, 1).detector();
        assertThat(updated(before).threshold().rule()).isEqualTo(ThresholdRule.from("quantile:0.9"));
        assertThat(new DetectorUpdate(before, ThresholdRule.from("quantile:0.5"))
                        .update(SensorRows.data(SensorRows.normal(300, 3)), 0)
                        .detector()
                        .threshold()
                        .rule())
                .isEqualTo(ThresholdRule.from("quantile:0.5"));
        assertThatThrownBy(() -> new DetectorUpdate(before, ThresholdRule.from("f-beta:1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must do without labels");
    }

    @Test
    void updatesASeriesInItsSeason() {
        Subject subject = SensorRows.subject().withKind(DetectorKind.SERIES).withTiming(new Timing("time", 1000, 60));
        Detector before = new DetectorFit(DetectorConfig.defaults().withWindow(4), 1, 2)
                .fit(subject, SensorRows.data(SensorRows.series(600, 1)), new boolean[0], text -> {})
                .detector();
        float[] rows = SensorRows.series(300, 4);
        Detector after =
                new DetectorUpdate(before).update(SensorRows.data(rows), 24).detector();
        assertThat(after.period()).isEqualTo(24);
        float[] next = SensorRows.series(96, 5);
        assertThat(after.judge(next, 96, 0).alarms()).isLessThan(10);
        assertThat(after.judge(next, 96, 12).alarms()).isGreaterThan(80);
        assertThat(after.streamedAlarming().threshold())
                .isNotEqualTo(before.streamedAlarming().threshold());
        assertThatThrownBy(() -> new DetectorUpdate(before).update(SensorRows.data(SensorRows.series(14, 4)), 0))
                .isInstanceOf(WrongModelException.class)
                .hasMessageContaining("at least 4, the window of the detector, but is 3");
    }

    private static Detector fitted(ModelChoice choice, int threads) {
        return SensorRows.fit(DetectorConfig.defaults().withModel(choice), threads)
                .detector();
    }

    private static Detector updated(Detector detector) {
        return new DetectorUpdate(detector)
                .update(SensorRows.data(SensorRows.normal(300, 3)), 0)
                .detector();
    }

    /** The flow meter was changed: it shows 15 more than it did. */
    private static float[] moved(int count, long seed) {
        float[] rows = SensorRows.normal(count, seed);
        for (int i = 0; i < count; i++) {
            rows[i * SensorRows.FEATURES] += 15;
        }
        return rows;
    }
}
