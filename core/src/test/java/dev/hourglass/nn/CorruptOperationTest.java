package dev.hourglass.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hourglass.data.Corruption;
import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.kernel.Kernels;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CorruptOperationTest {
    private static final Shape SHAPE = Shape.of(1, 5, 7);

    static List<Corruption> corruptions() {
        return List.of(
                new Corruption.Gaussian(0.3),
                new Corruption.Masking(0.3),
                new Corruption.SaltAndPepper(0.3),
                new Corruption.Blur(1));
    }

    @ParameterizedTest
    @MethodSource("corruptions")
    void damagesRowsToTheBitAsTheCorruptionDoes(Corruption corruption) {
        Slab samples = Slab.rows(16, SHAPE.size(), false);
        SeededRandom random = new SeededRandom(2);
        for (int i = 0; i < 9 * samples.stride(); i++) {
            samples.values()[samples.start(0) + i] =
                    i % samples.stride() < SHAPE.size() ? (float) random.nextDouble() : 0f;
        }
        CorruptOperation operation = new CorruptOperation(Kernels.best().noise(), corruption, SHAPE, samples, 6);
        operation.begin(4, 9);
        operation.forward(0, 16, new Worker(0, Worker.Sizes.NONE));

        float[] expected = new float[samples.values().length];
        long key = SeededRandom.mix(6 + SeededRandom.mix(4));
        for (int i = 0; i < 9; i++) {
            int row = samples.start(i);
            corruption.apply(samples.values(), row, expected, row, SHAPE, SeededRandom.mix(key + i));
        }
        assertThat(operation.output().values()).isEqualTo(expected);
        assertThat(operation.output().values()).isNotEqualTo(samples.values());
    }
}
