package dev.hourglass.evaluate.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

final class PointAdjustedTest {
    private static final boolean[] ANOMALOUS = {false, true, true, true, true, false, false, true};

    @Test
    void findsRuns() {
        assertThat(AnomalyRange.of(ANOMALOUS)).isEqualTo(List.of(new AnomalyRange(1, 4), new AnomalyRange(7, 7)));
        assertThat(AnomalyRange.of(false, false)).isEmpty();
        assertThat(new AnomalyRange(1, 4).rows()).isEqualTo(4);
    }

    @Test
    void oneAlarmStandsForItsRange() {
        double[] scores = {0, 0, 0, 9, 0, 3, 0, 2};

        assertThat(PointAdjusted.adjust(scores, ANOMALOUS)).containsExactly(0, 9, 9, 9, 9, 3, 0, 2);
        // 5 caught, 1 false alarm; plainly the best are 2 caught, 1 false alarm, 3 missed, or an alarm on every row
        assertThat(PointAdjusted.bestF1(scores, ANOMALOUS)).isCloseTo(10.0 / 11, within(1e-12));
        assertThat(RankingMetrics.of(scores, ANOMALOUS).bestF1().f1()).isCloseTo(10.0 / 13, within(1e-12));
    }
}
