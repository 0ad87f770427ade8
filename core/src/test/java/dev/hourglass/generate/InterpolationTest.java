package dev.hourglass.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.artifact.UntrainedModel;
import dev.hourglass.error.WrongModelException;
import dev.hourglass.generate.Interpolation.Path;
import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class InterpolationTest {
    @Test
    void theStraightLineHasEqualSteps() {
        assertThat(new Interpolation(Path.LINEAR, 5).codes(new float[] {0, 8}, new float[] {4, 0}))
                .containsExactly(0, 8, 1, 6, 2, 4, 3, 2, 4, 0);
    }

    @Test
    void theArcKeepsItsDistanceFromZero() {
        float[] codes = new Interpolation(Path.SPHERICAL, 4).codes(new float[] {2, 0}, new float[] {0, 2});

        double third = Math.PI / 6;
        assertThat(codes)
                .containsExactly(
                        new float[] {
                            2,
                            0,
                            (float) (2 * StrictMath.cos(third)),
                            (float) (2 * StrictMath.sin(third)),
                            (float) (2 * StrictMath.sin(third)),
                            (float) (2 * StrictMath.cos(third)),
                            0,
                            2
                        },
                        within(1e-6f));
    }

    @Test
    void withoutAnAngleTheArcIsTheLine() {
        Interpolation arc = new Interpolation(Path.SPHERICAL, 3);

        assertThat(arc.codes(new float[] {1, 1}, new float[] {3, 3})).containsExactly(1, 1, 2, 2, 3, 3);
        assertThat(arc.codes(new float[] {1, 1}, new float[] {-1, -1})).containsExactly(1, 1, 0, 0, -1, -1);
        assertThat(arc.codes(new float[] {0, 0}, new float[] {2, 4})).containsExactly(0, 0, 1, 2, 2, 4);
    }

    @ParameterizedTest
    @EnumSource(Path.class)
    void endsAreKeptToTheBit(Path path) {
        SeededRandom random = new SeededRandom(11);
        for (int trial = 0; trial < 200; trial++) {
            float[] first = normal(random, 16);
            float[] last = normal(random, 16);
            float[] codes = new Interpolation(path, 7).codes(first, last);

            assertThat(Arrays.copyOf(codes, 16)).isEqualTo(first);
            assertThat(Arrays.copyOfRange(codes, 6 * 16, 7 * 16)).isEqualTo(last);
        }
    }

    @Test
    void endsAreReconstructions() {
        TrainedModel model = UntrainedModel.gaussian(3);
        Tensor ends = UntrainedModel.samples(2, 4).tensor();

        float[] samples =
                new Interpolation(Path.SPHERICAL, 6).between(model, ends).values();

        float[] restored = model.reconstruct(ends).values();
        int features = UntrainedModel.FEATURES;
        assertThat(samples).hasSize(6 * features);
        assertThat(Arrays.copyOf(samples, features)).isEqualTo(Arrays.copyOf(restored, features));
        assertThat(Arrays.copyOfRange(samples, 5 * features, 6 * features))
                .isEqualTo(Arrays.copyOfRange(restored, features, 2 * features));
    }

    @Test
    void nothingLiesBetweenEntriesOfACodebook() {
        Tensor ends = UntrainedModel.samples(2, 4).tensor();

        assertThatThrownBy(() -> new Interpolation(Path.LINEAR, 3).between(UntrainedModel.quantized(), ends))
                .isInstanceOf(WrongModelException.class)
                .hasMessage("interpolation needs codes that may lie between others, but those of this model are"
                        + " entries of a codebook; use a model with a point or gaussian latent variable");
    }

    @Test
    void lessThanTwoStepsAreRefused() {
        assertThatThrownBy(() -> new Interpolation(Path.LINEAR, 1)).hasMessage("steps must be at least 2, but were 1");
    }

    private static float[] normal(SeededRandom random, int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
