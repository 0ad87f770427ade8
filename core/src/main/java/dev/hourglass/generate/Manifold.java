package dev.hourglass.generate;

import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.error.WrongModelException;
import dev.hourglass.tensor.Tensor;
import dev.hourglass.tensor.kernel.Noise;
import java.util.Arrays;

/**
 * Lays a square grid over codes of two dimensions and decodes every crossing: all that the model can say, on one page.
 * Lines lie at equal shares of the distribution, so that each stands for as many codes. Source: Kingma and Welling
 * 2014, https://arxiv.org/abs/1312.6114, appendix A. Stateless and safe for concurrent use.
 */
public final class Manifold {
    private Manifold() {}

    /**
     * Makes the samples of a grid over the prior, at its quantiles (i + 1/2) / side.
     *
     * @param model a model with a Gaussian latent variable of 2 values
     * @param side crossings a line, at least 2
     * @return samples [side * side, ...sample shape]; the first value grows to the right, the second upwards
     * @throws WrongModelException if codes have no prior, or not two values
     */
    public static Tensor overPrior(TrainedModel model, int side) {
        if (!StandardNormal.isPriorOf(model)) {
            throw new WrongModelException(
                    "a grid over the prior needs a model with a gaussian latent variable, but that" + " of this one is "
                            + model.autoencoder().latent().id());
        }
        requirePlane(model);
        requireSide(side);
        float[] line = new float[side];
        for (int i = 0; i < side; i++) {
            float share = (i + 0.5f) / side;
            line[i] = share < 0.5f ? -Noise.normal(share) : share > 0.5f ? Noise.normal(1 - share) : 0;
        }
        return decode(model, line, line);
    }

    /**
     * Makes the samples of a grid over codes, at the quantiles (i + 1/2) / side of each of their dimensions.
     *
     * @param model a model whose codes have 2 values
     * @param codes [.., 2], at least one; not modified
     * @param side crossings a line, at least 2
     * @return samples [side * side, ...sample shape]; the first value grows to the right, the second upwards
     * @throws WrongModelException if codes are entries of a codebook, or have not two values
     */
    public static Tensor overCodes(TrainedModel model, float[] codes, int side) {
        LatentChecks.requireContinuous(model, "a grid over codes");
        requirePlane(model);
        requireSide(side);
        return decode(model, quantiles(codes, 0, side), quantiles(codes, 1, side));
    }

    private static float[] quantiles(float[] codes, int dimension, int side) {
        int rows = codes.length / 2;
        if (rows == 0) {
            throw new IllegalArgumentException("a grid over codes needs at least one, but there was none");
        }
        float[] sorted = new float[rows];
        for (int i = 0; i < rows; i++) {
            sorted[i] = codes[2 * i + dimension];
        }
        Arrays.sort(sorted);
        float[] line = new float[side];
        for (int i = 0; i < side; i++) {
            line[i] = sorted[(int) ((2L * i + 1) * rows / (2L * side))];
        }
        return line;
    }

    private static Tensor decode(TrainedModel model, float[] across, float[] upwards) {
        int side = across.length;
        float[] codes = new float[2 * side * side];
        for (int i = 0; i < side * side; i++) {
            codes[2 * i] = across[i % side];
            codes[2 * i + 1] = upwards[side - 1 - i / side];
        }
        return Tensor.of(model.schema().sampleShape().batch(side * side), model.decode(codes, side * side));
    }

    private static void requirePlane(TrainedModel model) {
        if (model.latentSize() != 2) {
            throw new WrongModelException(
                    "a grid needs codes of 2 values, but those of this model have " + model.latentSize());
        }
    }

    private static void requireSide(int side) {
        if (side < 2) {
            throw new IllegalArgumentException("side must be at least 2, but was " + side);
        }
    }
}
