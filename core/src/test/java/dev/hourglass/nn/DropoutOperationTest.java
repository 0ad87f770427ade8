package dev.hourglass.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class DropoutOperationTest {
    private static final long SEED = 4;
    private static final long STEP = 9;
    private static final double RATE = 0.3;

    @Test
    void dropsRowsByTheNumbersOfTheirElements() {
        dropsByNumber(Slab.rows(16, 20, false));
    }

    @Test
    void dropsImagesByTheNumbersOfTheirElements() {
        Slab images = Slab.images(16, Shape.of(2, 3, 3), false);
        images.allocate();
        dropsByNumber(images);
    }

    /** Where the first element lies in its array must not matter. */
    private static void dropsByNumber(Slab input) {
        Arrays.fill(input.values(), 1f);
        DropoutOperation operation = new DropoutOperation(input, RATE, SEED);
        operation.output().allocate();
        operation.begin(STEP, 16);
        operation.forward(0, 16, new Worker(0, Worker.Sizes.NONE));

        long key = SeededRandom.mix(SEED + SeededRandom.mix(STEP));
        float kept = (float) (1 / (1 - RATE));
        int count = input.start(16) - input.start(0);
        for (int number = 0; number < count; number++) {
            boolean isDropped = (SeededRandom.mix(key + number) >>> 32) < (long) (RATE * 0x1p32);
            assertThat(operation.output().values()[input.start(0) + number])
                    .as("element %d", number)
                    .isEqualTo(isDropped ? 0f : kept);
        }
    }
}
