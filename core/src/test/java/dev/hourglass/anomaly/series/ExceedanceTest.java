package dev.hourglass.anomaly.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.hourglass.tensor.SeededRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ExceedanceTest {
    @Test
    void onlyRecordsExceed() {
        Exceedance exceedance = new Exceedance();

        assertThat(exceedance.add(0)).isEqualTo(Exceedance.NONE);
        assertThat(exceedance.add(2)).isEqualTo(2.5);
        assertThat(exceedance.add(2)).isZero();
        assertThat(exceedance.add(0)).isEqualTo(Exceedance.NONE);
        assertThat(exceedance.add(1)).isCloseTo(-0.6931, within(1e-4));
        assertThat(exceedance.add(0.001)).isEqualTo(Exceedance.NONE);
        assertThat(exceedance.add(4)).isCloseTo(0.6931, within(1e-4));
        assertThat(exceedance.add(3)).isNegative();
    }

    /** The expected number of records among n is 1 + 1/2 + .. + 1/n, here 7.49 with deviation 2.4. */
    @Test
    void recordsAreRare() {
        SeededRandom random = new SeededRandom(1);
        double sum = 0;
        for (int run = 0; run < 200; run++) {
            Exceedance exceedance = new Exceedance();
            for (int i = 0; i < 1000; i++) {
                sum += exceedance.add(random.nextDouble()) > 0 ? 1 : 0;
            }
        }
        assertThat(sum / 200).isCloseTo(7.49, within(0.6));
    }

    @Test
    void refusesWhatIsNoMeasure() {
        Exceedance exceedance = new Exceedance();
        assertThatThrownBy(() -> exceedance.add(-1)).hasMessageContaining("but one was -1");
        assertThatThrownBy(() -> exceedance.add(Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> exceedance.add(Double.POSITIVE_INFINITY)).hasMessageContaining("Infinity");
    }

    @ParameterizedTest(name = "rest {0}")
    @ValueSource(ints = {1, 2, 7, 100, 5000})
    void aScoreCountsWhereNoneOfTheLastWasAsHigh(int length) {
        SeededRandom random = new SeededRandom(length);
        double[] scores = new double[2000];
        Rest rest = new Rest(length, -9);
        for (int i = 0; i < scores.length; i++) {
            // falling stretches fill the memory
            scores[i] = i % 500 < 250 ? -i : random.nextInt(20);
            double highest = Double.NEGATIVE_INFINITY;
            for (int k = Math.max(0, i - length); k < i; k++) {
                highest = Math.max(highest, scores[k]);
            }
            assertThat(rest.add(scores[i])).isEqualTo(scores[i] > highest ? scores[i] : -9);
        }
    }

    @Test
    void refusesNoRest() {
        assertThatThrownBy(() -> new Rest(0, 0)).hasMessageContaining("at least 1 row");
    }
}
