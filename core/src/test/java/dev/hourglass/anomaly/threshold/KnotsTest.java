package dev.hourglass.anomaly.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KnotsTest {
    @Test
    void sharesBetweenKnotsLieOnALine() {
        Knots knots = new Knots(List.of(1.0, 3.0, 7.0), List.of(0.1, 0.4, 0.9), List.of(0.2, 0.5, 0.9));

        assertThat(knots.at(0.99)).isZero();
        assertThat(knots.at(1)).as("equal ones counted half").isEqualTo(0.15, within(1e-15));
        assertThat(knots.at(1.5)).isEqualTo(0.25, within(1e-15));
        assertThat(knots.at(2.5)).isEqualTo(0.35, within(1e-15));
        assertThat(knots.at(3)).isEqualTo(0.45, within(1e-15));
        assertThat(knots.at(4)).isEqualTo(0.6, within(1e-15));
        assertThat(knots.at(7)).isEqualTo(0.9);
        assertThat(knots.at(8)).isEqualTo(0.9);
        assertThat(knots.last()).isEqualTo(7);
    }

    @Test
    void knotsFurtherApartThanAnyNumberHaveALineBetweenThem() {
        Knots knots = new Knots(List.of(-Double.MAX_VALUE, Double.MAX_VALUE), List.of(0.25, 0.75), List.of(0.25, 0.75));

        assertThat(knots.at(0)).isEqualTo(0.5, within(1e-15));
    }

    @Test
    void takesEvenlySpacedRanksWithTheFirstAndTheLast() {
        double[] scores = IntStream.rangeClosed(1, 101).asDoubleStream().toArray();
        Knots knots = Knots.of(scores, 81, 5);

        assertThat(knots.scores()).containsExactly(1.0, 21.0, 41.0, 61.0, 81.0);
        assertThat(knots.below()).isEqualTo(knots.upTo());
        assertThat(knots.below()).containsExactly(0.5 / 101, 20.5 / 101, 40.5 / 101, 60.5 / 101, 80.5 / 101);
        assertThat(Knots.of(scores, 81, 1).scores()).containsExactly(81.0);
        assertThat(Knots.of(scores, 3, 5).scores()).containsExactly(1.0, 2.0, 3.0);
    }

    @Test
    void equalScoresAreOneKnotWithAJump() {
        Knots knots = Knots.of(new double[] {1, 2, 2, 2, 5}, 5, 5);

        assertThat(knots.scores()).containsExactly(1.0, 2.0, 5.0);
        assertThat(knots.below()).containsExactly(0.1, 0.2, 0.9);
        assertThat(knots.upTo()).containsExactly(0.1, 0.8, 0.9);
    }
}
