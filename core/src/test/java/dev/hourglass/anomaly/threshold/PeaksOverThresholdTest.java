package dev.hourglass.anomaly.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeaksOverThresholdTest {
    @ParameterizedTest(name = "shape {0}")
    @ValueSource(doubles = {-0.5, -0.3, 0, 0.3, 0.7})
    void newRowsPassAtTheStatedRate(double shape) {
        // 40 samples of 3,000; the true rate of each threshold is known, so only the fit varies.
        double sum = 0;
        for (int seed = 0; seed < 40; seed++) {
            Threshold threshold = PeaksOverThreshold.of(0.001).fit(HeldOutScores.of(Draws.pareto(seed, 3000, shape)));
            sum += new ParetoTail(0, 1, shape, 1).exceedance(threshold.value());
        }

        assertThat(sum / 40).isEqualTo(0.001, within(0.0003));
    }

    @Test
    void newReconstructionErrorsPassAtTheStatedRate() {
        double[] fresh = Draws.squares(1000, 400_000);
        double sum = 0;
        for (int seed = 0; seed < 20; seed++) {
            Threshold threshold = PeaksOverThreshold.of(0.001).fit(HeldOutScores.of(Draws.squares(seed, 3000)));
            assertThat(threshold.falseAlarmsPerThousand()).isEqualTo(1);
            sum += Draws.shareAbove(fresh, threshold.value());
        }

        assertThat(sum / 20).isEqualTo(0.001, within(0.0003));
    }

    @ParameterizedTest(name = "shape {0}, {1} rows")
    @CsvSource({"-0.5, 500", "0, 500", "0.4, 500", "0, 20000", "0.4, 20000"})
    void findsTheShapeOfParetoTails(double shape, int rows) {
        double[] scores = Draws.pareto(3, rows, shape);
        Arrays.sort(scores);
        ParetoTail tail = ParetoFit.fit(scores, 0, 1).orElseThrow();
        double error = (1 + Math.abs(shape)) / Math.sqrt(rows); // Hosking and Wallis 1987: (1 + shape) / sqrt n

        assertThat(tail.shape()).isEqualTo(shape, within(3 * error));
        assertThat(tail.scale()).isEqualTo(1, within(6 * error));
    }

    /** The formulas of Zhang and Stephens 2009, written down once more. */
    @ParameterizedTest(name = "{0} rows, shape {1}")
    @CsvSource({"20, 0.4", "25, -0.4", "137, 0.1", "1000, -0.2", "3000, 0.8"})
    void estimatesAreThoseOfThePaper(int rows, double shape) {
        double[] x = Draws.pareto(7, rows, shape);
        Arrays.sort(x);
        int m = 20 + (int) Math.floor(Math.sqrt(rows));
        double quartile = x[(int) Math.floor(rows / 4.0 + 0.5) - 1];
        double[] b = new double[m];
        double[] l = new double[m];
        for (int j = 1; j <= m; j++) {
            b[j - 1] = 1 / x[rows - 1] + (1 - Math.sqrt(m / (j - 0.5))) / (3 * quartile);
            double k = meanLog(x, b[j - 1]);
            l[j - 1] = rows * (Math.log(-b[j - 1] / k) - k - 1);
        }
        double mean = 0;
        for (int j = 0; j < m; j++) {
            double others = 0;
            for (int i = 0; i < m; i++) {
                others += Math.exp(l[i] - l[j]);
            }
            mean += b[j] / others;
        }

        ParetoTail tail = ParetoFit.fit(x, 3, 0.25).orElseThrow();
        assertThat(tail.shape()).isEqualTo(meanLog(x, mean), within(1e-9));
        assertThat(tail.scale()).isEqualTo(-meanLog(x, mean) / mean, within(1e-9));
        assertThat(tail.start()).isEqualTo(3);
        assertThat(tail.share()).isEqualTo(0.25);
    }

    private static double meanLog(double[] x, double b) {
        return Arrays.stream(x).map(value -> Math.log(1 - b * value)).average().orElseThrow();
    }

    @Test
    void aTailTakesFiveThousandScoresAtMost() {
        double[] scores = Draws.squares(11, 40_000);
        Arrays.sort(scores);

        assertThat(ParetoFit.tail(scores, 0.02).orElseThrow().share()).isEqualTo(0.02, within(1e-4));
        assertThat(ParetoFit.tail(scores, 0.5).orElseThrow().share()).isEqualTo(0.125, within(1e-4));
        assertThat(ParetoFit.tail(Arrays.copyOf(scores, 39), 0.5)).isEmpty();
    }

    @Test
    void unitsDoNotMatter() {
        double[] scores = Draws.pareto(5, 1000, 0.2);
        double value =
                PeaksOverThreshold.of(0.001).fit(HeldOutScores.of(scores)).value();
        for (double unit : new double[] {0x1p-900, 0x1p900}) {
            double[] other = Arrays.stream(scores).map(score -> score * unit).toArray();
            assertThat(PeaksOverThreshold.of(0.001).fit(HeldOutScores.of(other)).value() / unit)
                    .isEqualTo(value, within(1e-9 * value));
        }
    }

    @Test
    void aHighRateIsTheQuantile() {
        double[] scores = Draws.pareto(5, 1000, 0);
        Threshold threshold = PeaksOverThreshold.of(0.1).fit(HeldOutScores.of(scores));

        assertThat(Draws.shareAbove(scores, threshold.value())).isEqualTo(0.1);
        assertThat(threshold.reason()).contains("needs no tail");
        assertThat(threshold.falseAlarmsPerThousand()).isEqualTo(1000.0 * 101 / 1001);
    }

    @Test
    void tinySamplesSayThatTheyAreTooFew() {
        Threshold threshold = PeaksOverThreshold.of(0.001).fit(HeldOutScores.of(new double[] {3, 1, 2}));

        assertThat(threshold.value()).isEqualTo(3);
        assertThat(threshold.falseAlarmsPerThousand()).isEqualTo(250);
        assertThat(threshold.reason())
                .isEqualTo("the highest score of 3 normal held-out rows,"
                        + " since too few rows are in the tail to know its shape");
    }

    @Test
    void constantAndTiedScoresGiveNoAlarmForThemselves() {
        double[] constant = new double[1000];
        Arrays.fill(constant, 7);
        assertThat(PeaksOverThreshold.of(0.001).fit(HeldOutScores.of(constant)).value())
                .isEqualTo(7);

        double[] twoValues = new double[1000];
        Arrays.fill(twoValues, 0, 50, 1);
        Threshold threshold = PeaksOverThreshold.of(0.001).fit(HeldOutScores.of(twoValues));
        assertThat(threshold.value()).isGreaterThanOrEqualTo(0).isLessThan(1.5);
        assertThat(threshold.value()).isFinite();
    }

    @Test
    void labelledAnomaliesDoNotMoveIt() {
        double[] scores = Draws.pareto(5, 1000, 0);
        double[] more = Arrays.copyOf(scores, 1010);
        Arrays.fill(more, 1000, 1010, 1e6);
        boolean[] labels = new boolean[1010];
        Arrays.fill(labels, 1000, 1010, true);

        assertThat(PeaksOverThreshold.of(0.001).fit(HeldOutScores.of(more, labels)))
                .isEqualTo(PeaksOverThreshold.of(0.001).fit(HeldOutScores.of(scores)));
    }

    @Test
    void tailsAgreeWithTheirQuantiles() {
        for (double shape : new double[] {-0.7, 0, 1e-12, 0.5}) {
            ParetoTail tail = new ParetoTail(2, 3, shape, 0.1);
            assertThat(tail.exceedance(tail.quantile(0.004))).isEqualTo(0.004, within(1e-12));
            assertThat(tail.quantile(0.1)).isEqualTo(2);
            assertThat(tail.exceedance(2)).isEqualTo(0.1);
        }
        assertThat(new ParetoTail(2, 3, -0.5, 0.1).exceedance(8)).isZero(); // ends at 2 + 3 / 0.5
    }

    @Test
    void refusesRatesThatAreNone() {
        assertThatThrownBy(() -> PeaksOverThreshold.of(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("falseAlarmRate must be above 0 and below 1");
        assertThatThrownBy(() -> new PeaksOverThreshold(0.01, 0.6)).hasMessageContaining("tailShare");
        assertThatThrownBy(() -> new ParetoTail(0, 0, 0, 0.1)).hasMessageContaining("scale");
    }
}
