package dev.hourglass.compress.entropy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LeastSquaresTest {
    private static final double[] WEIGHTS = {3, -2, 0.5, 1};

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void findsTheWeightsThatMadeTheTargets(int rowsPerLesson) {
        Random random = new Random(1);
        LeastSquares regression = new LeastSquares(WEIGHTS.length, rowsPerLesson);
        double[] inputs = new double[WEIGHTS.length];
        double last = Double.NaN;
        for (int row = 0; row < 4096; row++) {
            for (int i = 0; i < inputs.length; i++) {
                inputs[i] = 20 * random.nextGaussian();
            }
            double target = target(inputs);
            last = regression.predict(inputs) - target;
            regression.learn(inputs, target + 0.01 * random.nextGaussian());
        }
        assertThat(last).isCloseTo(0, within(0.05));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void followsWeightsThatChange(int rowsPerLesson) {
        Random random = new Random(2);
        LeastSquares regression = new LeastSquares(1, rowsPerLesson);
        double[] input = new double[1];
        for (int row = 0; row < 20_000; row++) {
            input[0] = 20 * random.nextGaussian();
            regression.learn(input, (row < 4096 ? 1 : 2) * input[0]);
        }
        input[0] = 1;
        assertThat(regression.predict(input)).isCloseTo(2, within(0.01));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, Double.NaN, 1e200})
    void staysFiniteWhateverItLearns(double value) {
        LeastSquares regression = new LeastSquares(2, 1);
        double[] inputs = {value, value};
        for (int row = 0; row < 100; row++) {
            regression.learn(inputs, value);
        }
        assertThat(regression.predict(new double[] {1, 1})).isFinite();
    }

    @Test
    void gathersInputsByHowFarBeforeAPlaceTheyLie() {
        LeastSquares regression = new LeastSquares(WEIGHTS.length, 1);
        Random random = new Random(3);
        double[] from = random.doubles(500).toArray();
        int[] before = {1, 3, 7};
        double[] gathered = {16, 0, 0, 0};
        for (int place = 7; place < from.length; place++) {
            double[] inputs = {16, from[place - 1], from[place - 3], from[place - 7]};
            assertThat(regression.predict(from, place, before, gathered))
                    .isCloseTo(regression.predict(inputs), within(1e-9));
            assertThat(gathered).containsExactly(inputs);
            regression.learn(inputs, target(inputs));
        }
        assertThat(regression.predict(gathered)).isCloseTo(target(gathered), within(0.01));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, -4, Integer.MIN_VALUE})
    void lessonsComeEveryPowerOfTwoRows(int rowsPerLesson) {
        assertThatThrownBy(() -> new LeastSquares(2, rowsPerLesson))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rowsPerLesson must be a power of 2, but was " + rowsPerLesson);
    }

    @Test
    void inputsThatAreNotLookedAtStay() {
        LeastSquares regression = new LeastSquares(3, 1);
        double[] inputs = {16, 5, 2};
        for (int row = 0; row < 100; row++) {
            regression.learn(new double[] {16, row, row % 7}, row + 3 * (row % 7));
        }
        double prediction = regression.predict(new double[] {9, 8}, 1, new int[] {1}, inputs);
        assertThat(inputs).containsExactly(16, 9, 2);
        assertThat(prediction).isCloseTo(15, within(0.1));
    }

    private static double target(double[] inputs) {
        double sum = 0;
        for (int i = 0; i < inputs.length; i++) {
            sum += WEIGHTS[i] * inputs[i];
        }
        return sum;
    }
}
