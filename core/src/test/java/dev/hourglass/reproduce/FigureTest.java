package dev.hourglass.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class FigureTest {
    @Test
    void takesWhateverIsAtMostTheStatedFigure() {
        Figure figure = Figure.atMost("loss", 0.0916, 0.0920);

        assertThat(figure.isReachedBy(0.0920)).isTrue();
        assertThat(figure.isReachedBy(0.01)).isTrue();
        assertThat(figure.isReachedBy(0.09201)).isFalse();
        assertThat(figure.isReachedBy(Double.NaN)).isFalse();
    }

    @Test
    void doesNotTakeADrawForAWin() {
        Figure figure = Figure.below("error", 0.5);

        assertThat(figure.isReachedBy(0.5)).isFalse();
        assertThat(figure.isReachedBy(0.4999999)).isTrue();
    }

    @Test
    void refusesAMatchThatIsTooGood() {
        Figure figure = Figure.within("error", 13.193, 0.002);

        assertThat(figure.isReachedBy(13.194)).isTrue();
        assertThat(figure.isReachedBy(13.190)).isFalse();
        assertThat(figure.isReachedBy(13.196)).isFalse();
    }

    @Test
    void rejectsAnEmptyRange() {
        assertThatThrownBy(() -> new Figure("loss", 1, 2, 1, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("least must be at most most, but were 2.0 and 1.0");
    }

    @Test
    void neverCallsAQuickRunAMiss() {
        Figure figure = Figure.atMost("loss", 0.0916, 0.0920);
        Finding full = new Finding("name", figure, 0.2, 1, 1, "CPU", false);
        Finding quick = new Finding("name", figure, 0.2, 1, 1, "CPU", true);

        assertThat(full.isReached()).isFalse();
        assertThat(full.isMissed()).isTrue();
        assertThat(quick.isReached()).isFalse();
        assertThat(quick.isMissed()).isFalse();
        assertThat(quick.deviation()).isEqualTo(0.2 - 0.0916);
    }
}
