package dev.hourglass.train;

import dev.hourglass.model.Likelihood;
import dev.hourglass.nn.LossBinding;

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
        throw new AssertionError(objective);
    }

    /** Returns the negative log-likelihood of a sample, in nats. */
    static LossBinding of(Likelihood likelihood) {
        if (likelihood instanceof Likelihood.Bernoulli) {
            return new LossBinding(
                    (kernels, y, yFrom, x, xFrom, g, gFrom, count, scale, lanes) ->
                            kernels.loss().crossEntropy(y, yFrom, x, xFrom, g, gFrom, count, scale, lanes),
                    false,
                    true);
        }
        throw new AssertionError(likelihood);
    }
}
