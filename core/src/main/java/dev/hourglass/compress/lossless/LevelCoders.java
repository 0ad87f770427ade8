package dev.hourglass.compress.lossless;

import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.error.WrongModelException;
import dev.hourglass.model.Likelihood;

/** Picks the coder of a model's likelihood. */
final class LevelCoders {
    private static final int MAX_LEVELS = 1 << 16;
    private static final int BYTE_LEVELS = 256;

    private LevelCoders() {}

    static LevelCoder create(TrainedModel model, int levels) {
        LevelCoder coder = of(model, levels);
        if (coder.levels() != levels) {
            throw new WrongModelException("a model with a "
                    + model.autoencoder().likelihood().id() + " likelihood codes values of " + coder.levels()
                    + " levels, but they have " + levels);
        }
        return coder;
    }

    /** Returns the levels of bytes that a model codes. */
    static int levels(TrainedModel model) {
        return of(model, BYTE_LEVELS).levels();
    }

    private static LevelCoder of(TrainedModel model, int levels) {
        Likelihood likelihood = model.autoencoder().likelihood();
        int features = model.features();
        if (likelihood instanceof Likelihood.Bernoulli) {
            return new BernoulliLevels(features);
        }
        if (likelihood instanceof Likelihood.Categorical categorical) {
            return new CategoricalLevels(features, categorical.classes());
        }
        if (likelihood instanceof Likelihood.BetaBinomial) {
            return new BetaBinomialLevels(features);
        }
        if (likelihood instanceof Likelihood.LogisticMixture mixture) {
            return new MixtureLevels(features, mixture.components());
        }
        if (likelihood instanceof Likelihood.Gaussian gaussian) {
            return new GaussianLevels(requireLevels(levels), model.normalization(), gaussian.deviation());
        }
        if (likelihood instanceof Likelihood.GaussianVariance) {
            return new GaussianLevels(requireLevels(levels), model.normalization(), 0);
        }
        throw new WrongModelException("lossless coding needs a model with a likelihood, but that of this one is "
                + likelihood.id() + "; train one with likelihood bernoulli, beta-binomial or another");
    }

    private static int requireLevels(int levels) {
        if (levels < 2 || levels > MAX_LEVELS) {
            throw new WrongModelException("values must have 2 to " + MAX_LEVELS + " levels, but have " + levels);
        }
        return levels;
    }
}
