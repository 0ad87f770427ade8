package dev.hourglass.evaluate.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AlarmCountsTest {
    private static final AlarmCounts COUNTS = new AlarmCounts(0.5, 6, 2, 3, 89);

    @Test
    void countsAlarmsStrictlyAboveTheThreshold() {
        double[] scores = {1, 2, 3, 4};
        boolean[] labels = {false, true, false, true};

        assertThat(AlarmCounts.of(scores, labels, 2)).isEqualTo(new AlarmCounts(2, 1, 1, 1, 1));
        assertThat(AlarmCounts.of(scores, labels, Math.nextDown(2.0)).caught()).isEqualTo(2);
    }

    @Test
    void ratesAreShares() {
        assertThat(COUNTS.rows()).isEqualTo(100);
        assertThat(COUNTS.alarms()).isEqualTo(9);
        assertThat(COUNTS.precision()).isEqualTo(6.0 / 9);
        assertThat(COUNTS.recall()).isEqualTo(0.75);
        assertThat(COUNTS.falseAlarmRate()).isEqualTo(3.0 / 92);
        assertThat(COUNTS.f1()).isEqualTo(12.0 / 17, within(1e-15));
    }

    @Test
    void betaWeighsRecall() {
        // By hand: (1 + b^2) P R / (b^2 P + R).
        double precision = 6.0 / 9;

        assertThat(COUNTS.fBeta(2)).isEqualTo(5 * precision * 0.75 / (4 * precision + 0.75), within(1e-15));
        assertThat(COUNTS.fBeta(0.5)).isEqualTo(1.25 * precision * 0.75 / (0.25 * precision + 0.75), within(1e-15));
    }

    @Test
    void nothingCaughtIsZeroAndNothingToCatchIsNoNumber() {
        assertThat(new AlarmCounts(0, 0, 3, 0, 5).f1()).isZero();
        assertThat(new AlarmCounts(0, 0, 3, 0, 5).precision()).isNaN();
        assertThat(new AlarmCounts(0, 0, 0, 2, 5).recall()).isNaN();
    }

    @Test
    void refusesWhatIsNoCount() {
        assertThatThrownBy(() -> new AlarmCounts(Double.NaN, 0, 0, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> new AlarmCounts(0, 1, -1, 0, 0)).hasMessageContaining("1, -1, 0, 0");
        assertThatThrownBy(() -> COUNTS.fBeta(0)).hasMessage("beta must be a number above 0, but was 0.0");
    }
}
