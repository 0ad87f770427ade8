package dev.hourglass.anomaly.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ThresholdTableTest {
    @Test
    void countsFalseAlarmsPerDay() {
        ThresholdTable table = ThresholdTable.of(HeldOutScores.of(Draws.pareto(1, 10_000, 0)), 86_400);

        assertThat(table.lines()).hasSize(11);
        for (ThresholdTable.Line line : table.lines()) {
            double truth = StrictMath.exp(-line.threshold()) * 1000;
            assertThat(line.falseAlarmsPerThousand()).isEqualTo(truth, within(0.5 * truth));
            assertThat(line.falseAlarmsPerDay()).isEqualTo(line.falseAlarmsPerThousand() * 86.4, within(1e-9));
            assertThat(line.recall()).isNaN();
        }
        assertThat(table.lines().get(0).isExtrapolated()).isFalse();
        assertThat(table.lines().get(10).isExtrapolated()).isTrue();
    }

    @Test
    void knowsRecallWhereThereAreLabels() {
        double[] scores = Arrays.copyOf(Draws.pareto(1, 1000, 0), 1002);
        scores[1000] = 4;
        scores[1001] = 1e9;
        boolean[] labels = new boolean[1002];
        labels[1000] = true;
        labels[1001] = true;
        ThresholdTable table = ThresholdTable.of(HeldOutScores.of(scores, labels), 1000);

        assertThat(table.lines().get(0).recall()).isEqualTo(1);
        assertThat(table.lines().get(table.lines().size() - 1).recall()).isEqualTo(0.5);
    }

    @Test
    void fewScoresReachOnlyTheirHighest() {
        ThresholdTable table = ThresholdTable.of(HeldOutScores.of(new double[] {1, 2, 3, 4, 5}), 10);

        assertThat(table.lines()).hasSize(1);
        assertThat(table.lines().get(0).threshold()).isEqualTo(5);
        assertThat(table.lines().get(0).falseAlarmsPerThousand()).isEqualTo(1000.0 / 6);
    }

    @Test
    void refusesDaysWithoutRows() {
        assertThatThrownBy(() -> ThresholdTable.of(HeldOutScores.of(new double[] {1}), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rowsPerDay must be a number above 0");
    }
}
