package dev.hourglass.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hourglass.anomaly.DetectorConfig.Alarms;
import dev.hourglass.anomaly.threshold.Quantile;
import dev.hourglass.anomaly.threshold.ThresholdRule;
import dev.hourglass.error.WrongModelException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class DetectorFitTest {
    private static final DetectorConfig CONFIG = DetectorConfig.defaults();

    @Test
    void callsRowsWhoseColumnsDoNotBelongTogetherAlarmsAndNamesTheColumn() {
        Detector detector = SensorRows.fit(CONFIG, 2).detector();
        float[] rows = SensorRows.normal(200, 2);
        // Usual for the column, but not with this flow and this power.
        rows[7 * SensorRows.FEATURES] = 60;
        rows[7 * SensorRows.FEATURES + 1] = 1200;
        rows[7 * SensorRows.FEATURES + 2] = 4;
        Verdicts verdicts = detector.judge(rows, 200);
        assertThat(verdicts.isAlarm(7)).isTrue();
        assertThat(verdicts.probability(7)).isGreaterThan(0.99);
        assertThat(verdicts.reasons(7, 1).get(0).column()).isEqualTo("pressure");
        assertThat(verdicts.reasons(7, 1).get(0).found()).isEqualTo(4);
        assertThat(verdicts.reasons(7, 1).get(0).usual()).isCloseTo(3, org.assertj.core.data.Offset.offset(0.3f));
        // Of 80 held-out rows none passes the threshold, so about one in 81 normal rows does.
        assertThat(verdicts.alarms()).isBetween(1, 10);
    }

    @ParameterizedTest
    @EnumSource(
            value = ModelChoice.class,
            names = {"AUTOENCODER", "PCA", "ISOLATION_FOREST", "ONE_CLASS_SVM"})
    void letsTheChosenScorerJudgeAndFitsTheOthersBesideIt(ModelChoice choice) {
        DetectorFit.Result result = SensorRows.fit(CONFIG.withModel(choice), 2);
        assertThat(result.detector().scorer().id())
                .isEqualTo(choice.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
        assertThat(result.summary().candidates()).hasSize(4);
        assertThat(result.summary().candidates())
                .filteredOn(FitSummary.Candidate::isChosen)
                .hasSize(1);
        assertThat(result.summary().candidates())
                .allSatisfy(candidate -> assertThat(candidate.rehearsal()).isBetween(0.3, 1.0));
    }

    @Test
    void choosesWhatDoesBestInTheRehearsal() {
        FitSummary summary =
                SensorRows.fit(CONFIG.withModel(ModelChoice.AUTO), 2).summary();
        double best = summary.candidates().stream()
                .mapToDouble(FitSummary.Candidate::rehearsal)
                .max()
                .orElseThrow();
        assertThat(summary.candidates())
                .filteredOn(FitSummary.Candidate::isChosen)
                .allSatisfy(candidate -> assertThat(candidate.rehearsal()).isEqualTo(best));
    }

    @Test
    void givesTheSameScoresWithAnyNumberOfThreadsAndAloneOrInBatch() {
        Detector one = SensorRows.fit(CONFIG, 1).detector();
        Detector three = SensorRows.fit(CONFIG, 3).detector().withThreads(3);
        float[] rows = SensorRows.normal(50, 3);
        double[] scores = one.score(rows, 50);
        assertThat(three.score(rows, 50)).isEqualTo(scores);
        for (int i = 0; i < 50; i++) {
            float[] alone = java.util.Arrays.copyOfRange(rows, i * SensorRows.FEATURES, (i + 1) * SensorRows.FEATURES);
            assertThat(one.score(alone, 1)).containsExactly(scores[i]);
        }
    }

    @Test
    void learnsNothingFromRowsLabelledAsAnomalies() {
        float[] normal = SensorRows.normal(400, 1);
        float[] rows = java.util.Arrays.copyOf(normal, 410 * SensorRows.FEATURES);
        boolean[] isAnomaly = new boolean[410];
        for (int i = 400; i < 410; i++) {
            isAnomaly[i] = true;
            rows[i * SensorRows.FEATURES] = 500;
        }
        DetectorConfig config = CONFIG.withAlarms(new Alarms(Optional.of(ThresholdRule.from("f-beta:1")), 0, 0.2));
        DetectorFit.Result result =
                new DetectorFit(config, 1, 2).fit(SensorRows.subject(), SensorRows.data(rows), isAnomaly, text -> {});
        assertThat(result.summary().trainingRows()).isEqualTo(320);
        assertThat(result.summary().heldOutRows()).isEqualTo(90);
        assertThat(result.summary().candidates().get(0).labelled()).isEqualTo(1);
        Verdicts verdicts = result.detector().judge(rows, 410);
        for (int i = 400; i < 410; i++) {
            assertThat(verdicts.isAlarm(i)).isTrue();
        }
    }

    @Test
    void warnsOfAColumnThatIsTheLabel() {
        float[] rows = SensorRows.normal(400, 1);
        boolean[] isAnomaly = new boolean[400];
        for (int i = 0; i < 400; i++) {
            isAnomaly[i] = i % 10 == 0;
            rows[i * SensorRows.FEATURES + 3] = isAnomaly[i] ? 1 : 0;
        }
        FitSummary summary = new DetectorFit(CONFIG, 1, 2)
                .fit(SensorRows.subject(), SensorRows.data(rows), isAnomaly, text -> {})
                .summary();
        assertThat(summary.warnings())
                .anySatisfy(
                        text -> assertThat(text).contains("column \"noise\" alone tells anomalies from normal rows"));
    }

    @Test
    void judgesSeriesByWindowsAndStreamsThemWithTheirOwnThreshold() {
        Subject subject = SensorRows.subject().withKind(DetectorKind.SERIES);
        float[] training = SensorRows.series(600, 1);
        Detector detector = new DetectorFit(CONFIG.withWindow(8), 1, 2)
                .fit(subject, SensorRows.data(training), new boolean[0], text -> {})
                .detector();
        assertThat(detector.window()).isEqualTo(8);
        float[] rows = SensorRows.series(200, 2);
        for (int i = 100; i < 104; i++) {
            rows[i * SensorRows.FEATURES + 2] = 3;
        }
        Verdicts verdicts = detector.judge(rows, 200);
        int worst = 0;
        for (int i = 0; i < 200; i++) {
            worst = verdicts.score(i) > verdicts.score(worst) ? i : worst;
        }
        assertThat(worst).isBetween(93, 110);
        assertThat(verdicts.isAlarm(worst)).isTrue();
        double[] streamed = detector.stream(0).score(rows, 200);
        for (int i = 0; i < 7; i++) {
            assertThat(streamed[i]).isNaN();
        }
        assertThat(streamed[103])
                .isGreaterThan(detector.streamedAlarming().threshold().value());
        assertThatThrownBy(() -> detector.judge(rows, 7))
                .isInstanceOf(WrongModelException.class)
                .hasMessageContaining("at least 8 rows");
    }

    @Test
    void fillsWhatIsMissingWithTheMedian() {
        Detector detector = SensorRows.fit(CONFIG, 2).detector();
        float[] row = SensorRows.normal(1, 5);
        row[3] = Float.NaN;
        float[] filled = row.clone();
        filled[3] = detector.normalization().fill()[3];
        assertThat(detector.score(row, 1)).isEqualTo(detector.score(filled, 1));
    }

    @Test
    void refusesTooFewRowsAndBadShares() {
        assertThatThrownBy(() -> new DetectorFit(CONFIG, 1, 1)
                        .fit(SensorRows.subject(), SensorRows.data(SensorRows.normal(5, 1)), new boolean[0], t -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 10 normal rows");
        assertThatThrownBy(() -> new Alarms(Optional.empty(), 0.5, 0.2)).hasMessageContaining("contamination");
        assertThatThrownBy(() -> new Alarms(Optional.of(new Quantile(0.9)), 0, 0))
                .hasMessageContaining("heldOutShare");
    }
}
