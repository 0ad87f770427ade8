package dev.hourglass.train;

import dev.hourglass.model.Likelihood;
import dev.hourglass.nn.LossBinding;
import dev.hourglass.nn.RowLoss;
import dev.hourglass.nn.SimilarityLoss;
import dev.hourglass.tensor.Shape;

/** Binds objectives to the kernels that compute them. */
final class Losses {
    private Losses() {}

    static LossBinding bind(Objective objective) {
        if (objective instanceof Objective.MeanSquaredError) {
            return new LossBinding(
                    (kernels, y, yFrom, x, xFrom, g, gFrom, count, scale, lanes) ->
                            kernels.loss().squaredError(y, yFrom, x, xFrom, g, gFrom, count, scale, lanes),
                    false);
        }
        if (objective instanceof Objective.BinaryCrossEntropy) {
            return new LossBinding(
                    (kernels, y, yFrom, x, xFrom, g, gFrom, count, scale, lanes) ->
                            kernels.loss().crossEntropy(y, yFrom, x, xFrom, g, gFrom, count, scale, lanes),
                    true);
        }
        if (objective instanceof Objective.MeanAbsoluteError) {
            return new LossBinding(
                    (kernels, y, yFrom, x, xFrom, g, gFrom, count, scale, lanes) ->
                            kernels.loss().absoluteError(y, yFrom, x, xFrom, g, gFrom, count, scale, lanes),
                    false);
        }
        if (objective instanceof Objective.Huber huber) {
            float delta = (float) huber.delta();
            return new LossBinding(
                    (kernels, y, yFrom, x, xFrom, g, gFrom, count, scale, lanes) ->
                            kernels.loss().huber(y, yFrom, x, xFrom, g, gFrom, count, scale, delta, lanes),
                    false);
        }
        if (objective instanceof Objective.LabelCrossEntropy) {
            return new LossBinding(
                    (kernels, y, yFrom, x, xFrom, g, gFrom, count, scale, lanes) ->
                            kernels.loss().softmaxCrossEntropy(y, yFrom, x, xFrom, g, gFrom, count, scale, lanes),
                    false,
                    true);
        }
        throw new AssertionError(objective);
    }

    /** Binds an objective that counts only for a share. */
    static LossBinding scaled(Objective objective, float share) {
        LossBinding whole = bind(objective);
        return new LossBinding(
                (kernels, y, yFrom, x, xFrom, g, gFrom, count, scale, lanes) ->
                        share * whole.loss().row(kernels, y, yFrom, x, xFrom, g, gFrom, count, share * scale, lanes),
                whole.isFromLogits());
    }

    /** Binds a distortion of images [C, H, W]; {@code weight} multiplies it. */
    static LossBinding of(Distortion distortion, Shape image, double weight) {
        double factor = distortion.unit() * weight;
        return distortion == Distortion.MS_SSIM
                ? new LossBinding(new SimilarityLoss(image, factor), false, true)
                : scaled(new Objective.MeanSquaredError(), (float) factor);
    }

    /** Returns the negative log-likelihood of a sample, in nats. */
    static LossBinding of(Likelihood likelihood) {
        return new LossBinding(rowOf(likelihood), false, true);
    }

    private static RowLoss rowOf(Likelihood likelihood) {
        if (likelihood instanceof Likelihood.Bernoulli) {
            return (kernels, y, yFrom, x, xFrom, g, gFrom, count, scale, lanes) ->
                    kernels.loss().crossEntropy(y, yFrom, x, xFrom, g, gFrom, count, scale, lanes);
        }
        if (likelihood instanceof Likelihood.Gaussian gaussian) {
            float deviation = (float) gaussian.deviation();
            return (kernels, y, yFrom, x, xFrom, g, gFrom, count, scale, lanes) ->
                    kernels.likelihood().gaussian(y, yFrom, x, xFrom, g, gFrom, count, scale, deviation, lanes);
        }
        if (likelihood instanceof Likelihood.GaussianVariance) {
            return (kernels, y, yFrom, x, xFrom, g, gFrom, count, scale, lanes) ->
                    kernels.likelihood().learnedGaussian(y, yFrom, x, xFrom, g, gFrom, count, scale, lanes);
        }
        if (likelihood instanceof Likelihood.LogisticMixture mixture) {
            int components = mixture.components();
            return (kernels, y, yFrom, x, xFrom, g, gFrom, count, scale, lanes) ->
                    kernels.likelihood().logisticMixture(y, yFrom, x, xFrom, g, gFrom, count, components, scale, lanes);
        }
        if (likelihood instanceof Likelihood.BetaBinomial) {
            return (kernels, y, yFrom, x, xFrom, g, gFrom, count, scale, lanes) ->
                    kernels.likelihood().betaBinomial(y, yFrom, x, xFrom, g, gFrom, count, scale);
        }
        if (likelihood instanceof Likelihood.Categorical categorical) {
            int classes = categorical.classes();
            return (kernels, y, yFrom, x, xFrom, g, gFrom, count, scale, lanes) ->
                    kernels.likelihood().categorical(y, yFrom, x, xFrom, g, gFrom, count, classes, scale, lanes);
        }
        throw new AssertionError(likelihood);
    }
}
