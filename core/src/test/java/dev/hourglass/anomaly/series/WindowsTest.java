package dev.hourglass.anomaly.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class WindowsTest {
    private static final float[] ROWS = {1, 10, 2, 20, 3, 30, 4, 40}; // [4, 2]

    @Test
    void cutsRowsOneAfterTheOther() {
        Windows windows = new Windows(2, 2);

        assertThat(windows.count(4)).isEqualTo(3);
        assertThat(windows.cut(ROWS, 0, 3)).containsExactly(1, 10, 2, 20, 2, 20, 3, 30, 3, 30, 4, 40);
        assertThat(windows.cut(ROWS, 2, 1)).containsExactly(3, 30, 4, 40);
        assertThat(windows.cut(ROWS, 4, 0)).isEmpty();
    }

    @Test
    void aSeriesShorterThanAWindowHasNone() {
        assertThat(new Windows(5, 2).count(4)).isZero();
    }

    /** Rows 0 to 4 lie in 1, 2, 3, 2 and 1 of 3 windows. */
    @Test
    void aPointHasTheMeanOfItsWindows() {
        assertThat(new Windows(3, 1).merge(new double[] {3, 6, 12})).containsExactly(3, 4.5, 7, 9, 12);
        assertThat(new Windows(3, 1).merge(new double[] {3})).containsExactly(3, 3, 3);
        assertThat(new Windows(1, 1).merge(new double[] {3, 4})).containsExactly(3, 4);
    }

    @Test
    void aValueHasTheMeanOfItsPlaces() {
        Windows windows = new Windows(2, 2);
        double[] sums = new double[6];
        windows.add(new float[] {1, 2, 3, 4}, 0, 1, sums);
        windows.add(new float[] {5, 6, 7, 8}, 1, 1, sums);

        assertThat(windows.means(sums)).containsExactly(1, 2, 4, 5, 7, 8);
    }

    @Test
    void refusesWindowsThatLeaveTheRows() {
        assertThatThrownBy(() -> new Windows(2, 2).cut(ROWS, 2, 2))
                .hasMessage("2 windows of 2 rows from row 2 must lie within 4 rows, but do not");
        assertThatThrownBy(() -> new Windows(0, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SeriesConfig(0, 0)).hasMessageContaining("window must be in [1, 65536]");
        assertThatThrownBy(() -> new SeriesConfig(1, -1)).hasMessageContaining("maxPeriod");
    }
}
