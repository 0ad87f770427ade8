package dev.hourglass.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.artifact.UntrainedModel;
import dev.hourglass.data.Dataset;
import dev.hourglass.error.WrongModelException;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Arithmetic on codes, traversals and grids. */
final class CodeWalksTest {
    private static final Dataset DATA = UntrainedModel.samples(30, 6);

    @Test
    void whatIsTakenAwayAndGivenBackChangesNothing() {
        TrainedModel model = UntrainedModel.gaussian(3);
        Tensor a = DATA.select(new int[] {0}).tensor();
        Tensor b = DATA.select(new int[] {1}).tensor();

        float[] samples = LatentArithmetic.compute(model, a, b, b).values();

        assertThat(row(samples, 0)).isEqualTo(model.reconstruct(a).values());
        assertThat(row(samples, 1)).isEqualTo(model.reconstruct(b).values());
        assertThat(row(samples, 3)).containsExactly(row(samples, 0), within(1e-6f));
    }

    @Test
    void severalSamplesCountByTheirMean() {
        TrainedModel model = UntrainedModel.point(3);
        Tensor a = DATA.select(new int[] {2, 5}).tensor();
        Tensor b = DATA.select(new int[] {7}).tensor();
        Tensor c = DATA.select(new int[] {1, 4, 9}).tensor();

        float[] samples = LatentArithmetic.compute(model, a, b, c).values();

        float[] code = new float[3];
        float[] codes = model.encode(DATA.tensor()).values();
        for (int j = 0; j < 3; j++) {
            code[j] = (codes[6 + j] + codes[15 + j]) / 2
                    - codes[21 + j]
                    + (codes[3 + j] + codes[12 + j] + codes[27 + j]) / 3;
        }
        float[] expected = model.decode(Tensor.of(Shape.of(1, 3), code)).values();
        assertThat(row(samples, 3)).containsExactly(expected, within(1e-6f));
    }

    @Test
    void aTraversalMovesOneDimension() {
        TrainedModel model = UntrainedModel.gaussian(2);
        float[] centre = Traversal.centre(model, DATA.tensor());

        Tensor samples = Traversal.overPrior(1, 5).walk(model, centre);

        for (int i = 0; i < 5; i++) {
            Tensor code = Tensor.of(Shape.of(1, 2), new float[] {centre[0], -3 + 1.5f * i});
            assertThat(row(samples.values(), i)).isEqualTo(model.decode(code).values());
        }
    }

    @Test
    void dimensionsThatAreNotThereAreRefused() {
        assertThatThrownBy(() -> Traversal.overPrior(2, 5).walk(UntrainedModel.gaussian(2), new float[2]))
                .hasMessage("dimension must be below 2, the size of the code, but was 2");
    }

    @Test
    void theGridOfThePriorLiesAtNormalQuantiles() {
        TrainedModel model = UntrainedModel.gaussian(2);

        Tensor samples = Manifold.overPrior(model, 3);

        // The quantiles of 1/6, 1/2 and 5/6.
        float end = 0.9674216f;
        float[] line = {-end, 0, end};
        for (int i = 0; i < 9; i++) {
            Tensor code = Tensor.of(Shape.of(1, 2), new float[] {line[i % 3], line[2 - i / 3]});
            assertThat(row(samples.values(), i))
                    .containsExactly(model.decode(code).values(), within(1e-6f));
        }
    }

    @Test
    void theGridOfCodesLiesAtTheirQuantiles() {
        TrainedModel model = UntrainedModel.point(2);
        float[] codes = {5, 30, 1, 10, 3, 20, 2, 40};

        Tensor samples = Manifold.overCodes(model, codes, 2);

        float[] expected = model.decode(Tensor.of(Shape.of(4, 2), new float[] {2, 40, 5, 40, 2, 20, 5, 20}))
                .values();
        assertThat(samples.values()).isEqualTo(expected);
    }

    @Test
    void gridsNeedAPlane() {
        assertThatThrownBy(() -> Manifold.overPrior(UntrainedModel.gaussian(3), 4))
                .isInstanceOf(WrongModelException.class)
                .hasMessage("a grid needs codes of 2 values, but those of this model have 3");
        assertThatThrownBy(() -> Manifold.overPrior(UntrainedModel.point(2), 4))
                .isInstanceOf(WrongModelException.class)
                .hasMessage("a grid over the prior needs a model with a gaussian latent variable, but that of this one"
                        + " is point");
    }

    private static float[] row(float[] values, int index) {
        return Arrays.copyOfRange(values, index * UntrainedModel.FEATURES, (index + 1) * UntrainedModel.FEATURES);
    }
}
