package dev.hourglass.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hourglass.anomaly.series.Seasonality;
import dev.hourglass.anomaly.series.SeriesConfig;
import org.junit.jupiter.api.Test;

final class FramingTest {
    private static final int ROWS = 20;
    private final Framing windows = Framing.series(SeriesConfig.defaults(4), Seasonality.none(1));
    private final float[] rows = new float[ROWS];

    FramingTest() {
        for (int i = 0; i < ROWS; i++) {
            rows[i] = i;
        }
    }

    @Test
    void fitsOnNoWindowWithARowThatLabelsCallAnAnomaly() {
        boolean[] isLeftOut = new boolean[ROWS];
        isLeftOut[10] = true;
        assertThat(windows.training(rows, ROWS, 0, isLeftOut))
                .hasSize((17 - 4) * 4)
                .doesNotContain(10);
        assertThat(Framing.rows(1).training(rows, ROWS, 0, isLeftOut))
                .hasSize(19)
                .doesNotContain(10);
    }

    @Test
    void fitsOnAllWindowsWhereNothingIsLeftOut() {
        assertThat(windows.training(rows, ROWS, 0, new boolean[0])).hasSize(17 * 4);
        assertThat(windows.training(rows, ROWS, 0, new boolean[ROWS])).isEqualTo(windows.inputs(rows, ROWS, 0));
    }

    @Test
    void saysWhereLabelsLeaveNothing() {
        boolean[] isLeftOut = new boolean[ROWS];
        for (int i = 0; i < ROWS; i += 3) {
            isLeftOut[i] = true;
        }
        assertThatThrownBy(() -> windows.training(rows, ROWS, 0, isLeftOut))
                .hasMessageContaining("4 normal rows in a row");
    }
}
