package dev.hourglass.evaluate.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Long cases come from a program of a few lines in numpy that follows the formulas of the authors' own. */
final class VusPrTest {
    private static final double TOLERANCE = 1e-12;

    private static double[] scattered(int rows, int modulus) {
        double[] scores = new double[rows];
        for (int i = 0; i < rows; i++) {
            scores[i] = i * 7919 % modulus;
        }
        return scores;
    }

    /**
     * Recall 1/2 of the rows times 1/2 of the ranges, then the same with precision 1/2, then all with precision 2/3:
     * 1/4 + 3/4 (1/2 + 2/3) / 2.
     */
    @Test
    void agreesWithACaseByHand() {
        double[] scores = {4, 3, 2, 1};
        boolean[] anomalous = {true, false, true, false};

        assertThat(VusPr.of(scores, anomalous, 0)).isCloseTo(0.6875, within(TOLERANCE));
    }

    @Test
    void agreesWithTheFormulasForManyRims() {
        boolean[] anomalous = new boolean[40];
        Arrays.fill(anomalous, 5, 9, true);
        Arrays.fill(anomalous, 11, 13, true);
        anomalous[30] = true;
        anomalous[39] = true;
        double[] scores = scattered(40, 101);
        Arrays.setAll(scores, i -> scores[i] / 10);
        scores[6] = 9.5;
        scores[13] = 9.9;
        scores[29] = 9.9;

        assertThat(VusPr.of(scores, anomalous, 0)).isCloseTo(0.2321122199089568, within(TOLERANCE));
        assertThat(VusPr.of(scores, anomalous, 2)).isCloseTo(0.28790366624631075, within(TOLERANCE));
        assertThat(VusPr.of(scores, anomalous, 5)).isCloseTo(0.4065517339047873, within(TOLERANCE));
        assertThat(VusPr.of(scores, anomalous, 12)).isCloseTo(0.6026483654854218, within(TOLERANCE));
        assertThat(VusPr.of(scattered(40, 7), anomalous, 5)).isCloseTo(0.3863896803648981, within(TOLERANCE));
    }

    @Test
    void takesThresholdsFromLongSeriesAtEvenRanks() {
        boolean[] anomalous = new boolean[2000];
        Arrays.fill(anomalous, 300, 340, true);
        Arrays.fill(anomalous, 1500, 1510, true);
        double[] scores = scattered(2000, 2003);
        Arrays.setAll(scores, i -> scores[i] / 10 + (i >= 300 && i < 345 ? 120 : 0) + (i >= 1495 && i < 1512 ? 80 : 0));

        assertThat(VusPr.of(scores, anomalous, 20)).isCloseTo(0.5644213866088356, within(TOLERANCE));
        assertThat(VusPr.of(scores, anomalous, 60)).isCloseTo(0.4958893407287965, within(TOLERANCE));
    }

    @Test
    void anAlarmBesideARangeCountsOnlyWithARim() {
        boolean[] anomalous = new boolean[100];
        Arrays.fill(anomalous, 50, 60, true);
        double[] late = new double[100];
        Arrays.fill(late, 61, 64, 1);

        assertThat(VusPr.of(late, anomalous, 16)).isGreaterThan(1.5 * VusPr.of(late, anomalous, 0));
    }

    @Test
    void refusesSeriesWithoutAnomaly() {
        assertThatThrownBy(() -> VusPr.of(new double[3], new boolean[3], 2))
                .hasMessageContaining("at least one row must be anomalous");
        assertThatThrownBy(() -> VusPr.of(new double[3], new boolean[] {true, false, false}, -1))
                .hasMessageContaining("the rim was -1");
    }
}
