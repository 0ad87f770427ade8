package dev.hourglass.evaluate.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NabScoreTest {
    private static final int ROWS = 100;
    private static final AnomalyRange WINDOW = new AnomalyRange(40, 59);

    /** Rows of 100 with an alarm. */
    private static NabSeries alarms(int... rows) {
        double[] scores = new double[ROWS];
        for (int row : rows) {
            scores[row] = 1;
        }
        return new NabSeries(scores, List.of(WINDOW));
    }

    private static NabScore standard(int... rows) {
        return NabScore.at(List.of(alarms(rows)), NabProfile.STANDARD, 0.5);
    }

    @Test
    void anAlarmOnTheFirstRowOfAWindowIsPerfect() {
        NabScore score = standard(40);

        assertThat(score.raw()).isEqualTo(1);
        assertThat(score.score()).isEqualTo(100);
        assertThat(score.found()).isEqualTo(1);
        assertThat(score.windows()).isEqualTo(1);
        assertThat(score.falseAlarms()).isZero();
    }

    @Test
    void silenceIsWorthNothing() {
        NabScore score = standard();

        assertThat(score.raw()).isEqualTo(-1);
        assertThat(score.score()).isZero();
    }

    /** sigma(-1 / 20) / sigma(-1) and sigma(-5 / 20) / sigma(-1), by hand. */
    @Test
    void laterAlarmsBringLessAndOnlyTheFirstCounts() {
        assertThat(standard(59).raw()).isCloseTo(0.1260401374727592, within(1e-12));
        assertThat(standard(55).raw()).isCloseTo(0.5621241486044827, within(1e-12));
        assertThat(standard(55, 56, 57, 59).raw()).isEqualTo(standard(55).raw());
        assertThat(standard(55, 59).found()).isEqualTo(1);
    }

    /** 0.11 sigma(10 / 19), by hand; before any window and far behind one an alarm costs 0.11. */
    @Test
    void falseAlarmsCostLessRightBehindAWindow() {
        assertThat(standard(40, 20).raw()).isCloseTo(1 - 0.11, within(1e-12));
        assertThat(standard(40, 69).raw()).isCloseTo(1 - 0.11 * 0.8657330022308358, within(1e-12));
        assertThat(standard(20, 30, 99).falseAlarms()).isEqualTo(3);
    }

    @Test
    void judgesNothingInTheFirstRows() {
        assertThat(standard(0, 5, 14).raw()).isEqualTo(-1);
        assertThat(standard(15).raw()).isCloseTo(-1.11, within(1e-12));
        assertThat(NabSeries.probation(4032)).isEqualTo(604);
        assertThat(NabSeries.probation(22695)).isEqualTo(750);
    }

    @Test
    void findsTheThresholdThatIsBestForAllSeriesTogether() {
        double[] first = new double[ROWS];
        double[] second = new double[ROWS];
        first[40] = 0.9;
        first[20] = 0.8; // costs 0.11 and comes along with the window of the second
        second[40] = 0.7;
        second[90] = 0.6;
        List<NabSeries> corpus = List.of(new NabSeries(first, List.of(WINDOW)), new NabSeries(second, List.of(WINDOW)));

        NabScore best = NabScore.best(corpus, NabProfile.STANDARD);

        assertThat(best.raw()).isCloseTo(2 - 0.11, within(1e-12));
        assertThat(best.threshold()).isLessThan(0.7).isGreaterThan(0.6);
        assertThat(NabScore.at(corpus, NabProfile.STANDARD, best.threshold())).isEqualTo(best);
    }

    @Test
    void anotherRowBeforeTheWindowMayBeTooDear() {
        double[] scores = new double[ROWS];
        Arrays.fill(scores, 15, 40, 1);
        scores[59] = 0.5;

        NabScore best = NabScore.best(List.of(new NabSeries(scores, List.of(WINDOW))), NabProfile.STANDARD);

        assertThat(best.score()).isZero();
        assertThat(best.threshold()).isEqualTo(Double.POSITIVE_INFINITY);
    }

    /**
     * The raw sums are those that the benchmark publishes with its data, config/thresholds.json, over 116 windows; the
     * scores those of its table of results.
     */
    @Test
    void putsPublishedSumsOnThePublishedScale() {
        assertThat(NabScore.normalized(46.634450197137596, 116, NabProfile.STANDARD))
                .isCloseTo(70.1, within(0.05));
        assertThat(NabScore.normalized(3.98356657241316, 116, NabProfile.STANDARD))
                .isCloseTo(51.7, within(0.05));
        assertThat(NabScore.normalized(30.431072517124093, 116, NabProfile.FEW_FALSE_ALARMS))
                .isCloseTo(63.1, within(0.05));
        assertThat(NabScore.normalized(26.634450197137568, 116, NabProfile.FEW_MISSES))
                .isCloseTo(74.3, within(0.05));
    }

    @Test
    void refusesWhatCannotBeScored() {
        assertThatThrownBy(
                        () -> NabScore.best(List.of(new NabSeries(new double[ROWS], List.of())), NabProfile.STANDARD))
                .hasMessage("the corpus must have at least one window, but has none");
        assertThatThrownBy(() -> new NabSeries(new double[50], List.of(WINDOW))).hasMessageContaining("within 50 rows");
        assertThatThrownBy(() -> new NabSeries(new double[] {0, Double.NaN}, List.of()))
                .hasMessageContaining("that of row 1 was NaN");
        assertThatThrownBy(() -> new NabProfile(0, 1, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
