package dev.hourglass.anomaly.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AdaptiveThresholdTest {
    @Test
    void aSteadyStreamGivesAlarmsAtAboutTheRate() {
        int early = 0;
        int late = 0;
        for (int seed = 0; seed < 10; seed++) {
            AdaptiveThreshold threshold =
                    AdaptiveThreshold.start(AdaptiveThresholdConfig.defaults(0.001), Draws.squares(seed, 2000));
            early += alarms(threshold, Draws.squares(100 + seed, 10_000));
            late += alarms(threshold, Draws.squares(200 + seed, 10_000));
        }

        // 100 are due in each half; without learning from alarms it was 154 and 208.
        assertThat(early).isBetween(65, 140);
        assertThat(late).isBetween(65, 140);
    }

    @Test
    void learnsFromTheStreamWhatTheStartDidNotKnow() {
        // 100 rows leave 2 in the tail: no shape yet. The stream teaches it.
        AdaptiveThreshold threshold =
                AdaptiveThreshold.start(AdaptiveThresholdConfig.defaults(0.0001), Draws.pareto(1, 100, 0));
        double first = threshold.threshold();
        int alarms = alarms(threshold, Draws.pareto(2, 20_000, 0));

        assertThat(threshold.threshold()).isGreaterThan(first);
        assertThat(threshold.threshold()).isEqualTo(-StrictMath.log(0.0001), within(3.0));
        assertThat(alarms).isLessThan(200);
    }

    @Test
    void aWindowFollowsSlowDrift() {
        double[] stream = Draws.squares(3, 20_000);
        for (int i = 0; i < stream.length; i++) {
            stream[i] += i * 0.005; // by 100 in all
        }
        double[] start = Arrays.copyOf(stream, 2000);
        double[] rest = Arrays.copyOfRange(stream, 2000, stream.length);
        AdaptiveThresholdConfig config = AdaptiveThresholdConfig.defaults(0.001);
        AdaptiveThreshold following = AdaptiveThreshold.start(config.withWindow(100), start);

        assertThat(alarms(following, rest)).isLessThan(100);
        assertThat(following.threshold()).isGreaterThan(100);
        assertThat(alarms(AdaptiveThreshold.start(config, start), rest)).isGreaterThan(10_000);
    }

    @Test
    void aWindowIsTheMeanOfTheLatestScores() {
        double[] first = Draws.squares(4, 300);
        AdaptiveThreshold threshold =
                AdaptiveThreshold.start(AdaptiveThresholdConfig.defaults(0.001).withWindow(4), first);
        double[] all = Arrays.copyOf(first, 320);
        double limit = threshold.threshold() - meanOfFour(all, 300);
        for (int i = 300; i < all.length; i++) {
            all[i] = 0.01 * (i % 7); // low scores teach nothing but the mean
            assertThat(threshold.isAlarm(all[i])).isFalse();
            assertThat(threshold.threshold()).isEqualTo(limit + meanOfFour(all, i + 1), within(1e-12));
        }
    }

    private static double meanOfFour(double[] scores, int end) {
        return (scores[end - 1] + scores[end - 2] + scores[end - 3] + scores[end - 4]) / 4;
    }

    @Test
    void highScoresAndSomeAlarmsRaiseIt() {
        AdaptiveThreshold threshold =
                AdaptiveThreshold.start(AdaptiveThresholdConfig.defaults(0.001), Draws.squares(1, 2000));
        double first = threshold.threshold();
        assertThat(threshold.isAlarm(0.999 * first)).isFalse();
        double second = threshold.threshold();
        assertThat(second).isGreaterThan(first);
        assertThat(threshold.isAlarm(2 * second)).isTrue();
        assertThat(threshold.threshold()).isGreaterThan(second);
    }

    @Test
    void aBurstOfAlarmsMovesItLittle() {
        AdaptiveThreshold threshold =
                AdaptiveThreshold.start(AdaptiveThresholdConfig.defaults(0.001).withWindow(50), Draws.squares(1, 2000));
        double before = threshold.threshold();
        for (int i = 0; i < 100; i++) {
            assertThat(threshold.isAlarm(1e6)).isTrue();
        }

        assertThat(threshold.threshold()).isBetween(before, 1.5 * before);
    }

    @Test
    void constantStreamsGiveNoAlarm() {
        double[] constant = new double[500];
        Arrays.fill(constant, 0.1);
        for (int window : new int[] {0, 30}) {
            AdaptiveThreshold threshold = AdaptiveThreshold.start(
                    AdaptiveThresholdConfig.defaults(0.001).withWindow(window), constant);
            assertThat(threshold.threshold()).isEqualTo(0.1, within(1e-12));
            assertThat(threshold.isAlarm(0.2)).isTrue();
        }
        AdaptiveThreshold threshold = AdaptiveThreshold.start(AdaptiveThresholdConfig.defaults(0.001), constant);
        assertThat(alarms(threshold, constant)).isZero();
    }

    @Test
    void theSameStreamGivesTheSameBits() {
        AdaptiveThresholdConfig config = AdaptiveThresholdConfig.defaults(0.001).withWindow(70);
        AdaptiveThreshold one = AdaptiveThreshold.start(config, Draws.squares(1, 500));
        AdaptiveThreshold other = AdaptiveThreshold.start(config, Draws.squares(1, 500));

        assertThat(alarms(one, Draws.squares(2, 3000))).isEqualTo(alarms(other, Draws.squares(2, 3000)));
        assertThat(one.threshold()).isEqualTo(other.threshold());
    }

    @Test
    void refusesWhatIsNoStream() {
        AdaptiveThresholdConfig config = AdaptiveThresholdConfig.defaults(0.001);
        assertThatThrownBy(() -> AdaptiveThreshold.start(config.withWindow(3), new double[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must start from more than 3 scores");
        assertThatThrownBy(() ->
                        AdaptiveThreshold.start(config, new double[] {1, 2}).isAlarm(Double.NaN))
                .hasMessageContaining("must be finite");
        assertThatThrownBy(() -> AdaptiveThreshold.start(config, new double[] {1, Double.POSITIVE_INFINITY, 2}))
                .hasMessage("scores of a stream must be finite, but one was Infinity");
        assertThatThrownBy(() -> AdaptiveThresholdConfig.defaults(0.02)).hasMessageContaining("below tailShare 0.02");
        assertThatThrownBy(() -> config.withWindow(-1)).hasMessageContaining("window must be in");
        assertThatThrownBy(() -> new AdaptiveThresholdConfig(0.001, 0.1, 0, 19))
                .hasMessageContaining("maxPeaks must be in [20, 10000]");
    }

    private static int alarms(AdaptiveThreshold threshold, double[] scores) {
        int alarms = 0;
        for (double score : scores) {
            alarms += threshold.isAlarm(score) ? 1 : 0;
        }
        return alarms;
    }
}
