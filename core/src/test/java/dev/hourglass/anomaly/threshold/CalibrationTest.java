package dev.hourglass.anomaly.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.hourglass.file.Json;
import dev.hourglass.file.JsonView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationTest {
    @Test
    void isTheDistributionOfNormalScores() {
        Calibration calibration = Calibration.fit(HeldOutScores.of(Draws.pareto(1, 20_000, 0)));

        for (double score : new double[] {0.01, 0.1, 0.5, 1, 2, 2.3, 2.4, 4, 7}) {
            double truth = StrictMath.exp(-score);
            double samplingError = Math.sqrt(truth * (1 - truth) / 20_000);
            assertThat(calibration.exceedance(score)).isEqualTo(truth, within(4 * samplingError));
        }
        assertThat(calibration.probability(-1)).isZero();
        assertThat(calibration.exceedance(12)).isBetween(1e-6, 4e-5); // truth 6.1e-6, beyond all that was seen
    }

    @ParameterizedTest(name = "{0} rows")
    @ValueSource(ints = {1, 2, 10, 150, 3000})
    void neverFalls(int rows) {
        double[] scores = Draws.squares(2, rows);
        for (int i = 0; i < rows; i += 3) {
            scores[i] = Math.rint(scores[i]); // ties among others
        }
        Calibration calibration = Calibration.fit(HeldOutScores.of(scores));
        double before = 0;
        for (double score = -1; score < 40; score += 0.001) {
            double probability = calibration.probability(score);
            assertThat(probability).isBetween(before, 1.0);
            before = probability;
        }
        assertThat(before).isGreaterThan(rows == 1 ? 0.7 : 0.8);
    }

    @Test
    void constantScoresAreInTheMiddle() {
        Calibration calibration = Calibration.fit(HeldOutScores.of(new double[] {3, 3, 3, 3}));

        assertThat(calibration.probability(2.9)).isZero();
        assertThat(calibration.probability(3)).isEqualTo(0.5);
        assertThat(calibration.probability(3.1)).isEqualTo(0.9); // half a row in five
        assertThat(calibration.tail()).isEmpty();
    }

    @Test
    void jumpsWhereManyScoresAreEqual() {
        double[] scores = new double[100];
        scores[0] = 1;
        Calibration calibration = Calibration.fit(HeldOutScores.of(scores));

        assertThat(calibration.probability(0)).isEqualTo(0.495);
        assertThat(calibration.probability(0.001)).isBetween(0.99, 0.991);
    }

    @Test
    void comesBackFromJsonToTheBit() {
        Calibration calibration = Calibration.fit(HeldOutScores.of(Draws.squares(5, 5000)));
        Calibration read = Calibration.read(view(calibration.fields()));

        assertThat(calibration.tail()).isPresent();
        assertThat(view(calibration.fields()).numbers("scores")).hasSize(256);
        for (double score = -1; score < 40; score += 0.01) {
            assertThat(read.probability(score)).isEqualTo(calibration.probability(score));
        }
        Calibration small = Calibration.fit(HeldOutScores.of(new double[] {1, 2}));
        assertThat(Calibration.read(view(small.fields())).probability(5)).isEqualTo(small.probability(5));
    }

    @Test
    void refusesFieldsThatAreNoCalibration() {
        Map<String, Object> good =
                Calibration.fit(HeldOutScores.of(Draws.squares(5, 5000))).fields();
        assertRefused(good, "rows", 0, "rows\" must be at least 1");
        assertRefused(good, "scores", List.of(), "must be 1 to 256 numbers, but were 0");
        assertRefused(good, "below", List.of(0.5), "one share below and one up to each score");
        assertRefused(good, "tail", Map.of("start", 1.5, "scale", 1.0, "shape", 0.0, "share", 0.1), "must go on where");
        assertRefused(good, "tail", Map.of("start", 1.5, "scale", -1.0, "shape", 0.0, "share", 0.1), "scale of a tail");
        Map<String, Object> two = new HashMap<>(
                Map.of("rows", 2, "scores", List.of(2.0, 1.0), "below", List.of(0.0, 0.5), "upTo", List.of(0.5, 1.0)));
        assertRefused(two, "scores", List.of(2.0, 1.0), "finite and ascending, but 1.0 came after 2.0");
        two.put("scores", List.of(1.0, 2.0));
        assertRefused(two, "below", List.of(0.0, 0.4), "ascending in [0, 1], but 0.4");
    }

    private static void assertRefused(Map<String, Object> good, String name, Object value, String message) {
        Map<String, Object> fields = new HashMap<>(good);
        fields.put(name, value);
        assertThatThrownBy(() -> Calibration.read(view(fields)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static JsonView view(Map<String, Object> fields) {
        return new JsonView("calibration", Json.parse(Json.print(fields)));
    }
}
