package dev.hourglass.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hourglass.tensor.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class LevelsOperationTest {
    private static final int BLOCK = 16;
    private static final Shape MAPS = Shape.of(2, 3, 3);
    private static final Worker WORKER = new Worker(0, Worker.Sizes.NONE);

    private final float[] steps = new float[2 * BLOCK];
    private final float[] slopes = new float[2 * BLOCK];
    private final Slab numbers = Slab.images(BLOCK, MAPS, false);
    private final Slab noisy = Slab.images(BLOCK, MAPS, true);
    private final LevelsOperation operation = new LevelsOperation(numbers, new RoundingSteps(steps, slopes), noisy);

    private void fill() {
        numbers.allocate();
        noisy.allocate();
        operation.output().allocate();
        for (int i = 0; i < steps.length; i++) {
            steps[i] = 0.25f + 0.01f * i;
        }
        for (int i = 0; i < numbers.values().length; i++) {
            numbers.values()[i] = (i % 23 - 11) * 0.17f;
            noisy.values()[i] = numbers.values()[i] + (i % 7 - 3) * 0.04f;
            noisy.gradients()[i] = (i % 5 - 2) * 0.3f;
        }
    }

    @Test
    void theDecoderSeesNumbersRoundedAtTheirSteps() {
        fill();

        operation.forward(0, BLOCK, WORKER);

        forEach((step, at) -> assertThat(operation.output().values()[at])
                .isEqualTo(steps[step] * DeadZone.round(numbers.values()[at] / steps[step])));
    }

    @Test
    void stepsLearnFromWhatRoundingChanged() {
        fill();
        operation.forward(0, BLOCK, WORKER);
        double[] expected = new double[slopes.length];
        forEach((step, at) -> expected[step] +=
                noisy.gradients()[at] * (double) (operation.output().values()[at] - noisy.values()[at]));
        float[] before = noisy.gradients().clone();

        operation.backward(0, BLOCK, WORKER);

        assertThat(noisy.gradients()).isEqualTo(before);
        assertThat(Arrays.stream(expected).map(Math::abs).max().orElse(0)).isGreaterThan(0.1);
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) slopes[i]).isCloseTo(expected[i], within(1e-4));
        }
    }

    /** Hears of each number: the place of its step and its own. */
    private interface Place {
        void at(int step, int number);
    }

    private void forEach(Place place) {
        for (int y = 0; y < MAPS.dimension(1); y++) {
            int start = ImageRows.start(noisy, 0, y);
            for (int i = 0; i < ImageRows.length(noisy); i++) {
                place.at(i % steps.length, start + i);
            }
        }
    }
}
