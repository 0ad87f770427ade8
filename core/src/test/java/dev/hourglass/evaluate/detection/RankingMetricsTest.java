package dev.hourglass.evaluate.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.hourglass.tensor.SeededRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Expected numbers are those of scikit-learn 1.x: {@code roc_auc_score(y, s)}, {@code average_precision_score(y, s)}
 * and the largest {@code 2 p r / (p + r)} of {@code precision_recall_curve(y, s)}.
 */
class RankingMetricsTest {
    private static final double[] SCORES = {1, 3, 2, 2, 5, 3, 0, 2, 4, 3};
    private static final boolean[] LABELS = {false, true, false, true, true, false, false, false, false, true};

    @Test
    void agreesWithScikitLearnOnTies() {
        RankingMetrics metrics = RankingMetrics.of(SCORES, LABELS);

        assertThat(metrics.rocAuc()).isEqualTo(0.75);
        assertThat(metrics.averagePrecision()).isEqualTo(0.675, within(1e-15));
        assertThat(metrics.bestF1().f1()).isEqualTo(2.0 / 3, within(1e-15));
        assertThat(metrics.prevalence()).isEqualTo(0.4);
    }

    @Test
    void agreesWithScikitLearnOnSixtyRows() {
        double[] scores = new double[60];
        boolean[] labels = new boolean[60];
        for (int i = 0; i < 60; i++) {
            scores[i] = i * i * 7919 % 31;
            labels[i] = i * i * i % 11 < 3;
        }
        RankingMetrics metrics = RankingMetrics.of(scores, labels);

        assertThat(metrics.rocAuc()).isEqualTo(0.5608755129958961, within(1e-15));
        assertThat(metrics.averagePrecision()).isEqualTo(0.34665598774714496, within(1e-15));
        assertThat(metrics.bestF1().f1()).isEqualTo(0.46808510638297873, within(1e-15));
        assertThat(metrics.bestF1().precision()).isEqualTo(0.36666666666666664, within(1e-15));
        assertThat(metrics.bestF1().recall()).isEqualTo(0.6470588235294118, within(1e-15));
    }

    @Test
    void theBestThresholdGivesItsCountsAndIsTheHighestOfEquals() {
        // Both "3 and up" and "2 and up" have F1 = 2/3; the first raises fewer alarms.
        AlarmCounts best = RankingMetrics.of(SCORES, LABELS).bestF1();

        assertThat(best).isEqualTo(new AlarmCounts(2.5, 3, 1, 2, 4));
        assertThat(AlarmCounts.of(SCORES, LABELS, best.threshold())).isEqualTo(best);
    }

    @Test
    void constantScoresKnowNothing() {
        RankingMetrics metrics = RankingMetrics.of(new double[10], LABELS);

        assertThat(metrics.rocAuc()).isEqualTo(0.5);
        assertThat(metrics.averagePrecision()).isEqualTo(metrics.prevalence(), within(1e-15));
        assertThat(metrics.bestF1().alarms()).isEqualTo(10);
        assertThat(AlarmCounts.of(new double[10], LABELS, metrics.bestF1().threshold()))
                .isEqualTo(metrics.bestF1());
    }

    @Test
    void perfectAndReversedScoresAreAtTheEnds() {
        double[] scores = {0, 1, 2, 3};
        boolean[] high = {false, false, true, true};
        boolean[] low = {true, true, false, false};

        assertThat(RankingMetrics.of(scores, high))
                .isEqualTo(new RankingMetrics(1, 1, new AlarmCounts(1.5, 2, 0, 0, 2)));
        assertThat(RankingMetrics.of(scores, low).rocAuc()).isZero();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void agreesWithCountingPairsAndTryingEveryThreshold(long seed) {
        SeededRandom random = new SeededRandom(seed);
        double[] scores = new double[80];
        boolean[] labels = new boolean[80];
        for (int i = 0; i < 80; i++) {
            scores[i] = random.nextInt(25) * 0.1;
            labels[i] = i == 0 || (i != 1 && random.nextInt(4) == 0);
        }
        double pairs = 0;
        double ordered = 0;
        double best = 0;
        for (int i = 0; i < 80; i++) {
            best = Math.max(
                    best,
                    AlarmCounts.of(scores, labels, Math.nextDown(scores[i])).f1());
            for (int j = 0; j < 80; j++) {
                if (labels[i] && !labels[j]) {
                    pairs++;
                    ordered += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                }
            }
        }
        RankingMetrics metrics = RankingMetrics.of(scores, labels);

        assertThat(metrics.rocAuc()).isEqualTo(ordered / pairs, within(1e-12));
        assertThat(metrics.bestF1().f1()).isEqualTo(best, within(1e-12));
        assertThat(AlarmCounts.of(scores, labels, metrics.bestF1().threshold())).isEqualTo(metrics.bestF1());
    }

    @Test
    void neighbouringAndInfiniteScoresHaveAThresholdBetween() {
        double[] scores = {1, Math.nextUp(1.0), Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY};
        boolean[] labels = {false, true, false, true};

        assertThat(RankingMetrics.of(scores, labels).bestF1()).isEqualTo(new AlarmCounts(1, 2, 0, 0, 2));
    }

    @Test
    void refusesWhatCannotBeRanked() {
        assertThatThrownBy(() -> RankingMetrics.of(new double[] {1, 2}, new boolean[] {false, false}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("labels must name at least 1 anomalous and 1 normal row, but named 0 and 2");
        assertThatThrownBy(() -> RankingMetrics.of(new double[] {1}, new boolean[] {false, true}))
                .hasMessageContaining("1 scores and 2 labels");
        assertThatThrownBy(() -> RankingMetrics.of(new double[] {1, Double.NaN}, new boolean[] {false, true}))
                .hasMessageContaining("row 1 was NaN");
    }
}
