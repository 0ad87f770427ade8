package dev.hourglass.generate;

import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.tensor.Tensor;

/**
 * Walks along one dimension of the code and leaves the others where they are: what the dimension means. Immutable and
 * safe for concurrent use.
 *
 * @param dimension which one, counted from 0
 * @param from its first value
 * @param to its last value
 * @param steps samples on the way, both ends among them, at least 2
 */
public record Traversal(int dimension, double from, double to, int steps) {
    public Traversal {
        if (dimension < 0 || steps < 2 || !Double.isFinite(from) || !Double.isFinite(to)) {
            throw new IllegalArgumentException("a traversal needs dimension >= 0, finite ends and steps >= 2, but had "
                    + dimension + ", " + from + " to " + to + " and " + steps);
        }
    }

    /** Returns the walk that goes three standard deviations of the prior either way. */
    public static Traversal overPrior(int dimension, int steps) {
        return new Traversal(dimension, -3, 3, steps);
    }

    /** Returns where a walk that means something may start: the mean of the codes of samples, [L]. */
    public static float[] centre(TrainedModel model, Tensor samples) {
        LatentChecks.requireContinuous(model, "a traversal");
        return LatentArithmetic.meanCode(model, samples);
    }

    /**
     * Makes the samples on the way.
     *
     * @param model the model
     * @param centre the code whose other values stay, [L]; not modified
     * @return samples [steps, ...sample shape], in the units of the data
     * @throws IllegalArgumentException if the code has no such dimension
     * @throws dev.hourglass.error.WrongModelException if codes are entries of a codebook
     */
    public Tensor walk(TrainedModel model, float[] centre) {
        LatentChecks.requireContinuous(model, "a traversal");
        LatentChecks.requireSize(centre.length, model.autoencoder().latent());
        if (dimension >= centre.length) {
            throw new IllegalArgumentException(
                    "dimension must be below " + centre.length + ", the size of the code, but was " + dimension);
        }
        float[] codes = new float[steps * centre.length];
        for (int i = 0; i < steps; i++) {
            System.arraycopy(centre, 0, codes, i * centre.length, centre.length);
            codes[i * centre.length + dimension] = (float) (from + (to - from) * i / (steps - 1));
        }
        float[] samples = model.decode(codes, steps);
        return Tensor.of(model.schema().sampleShape().batch(steps), samples);
    }
}
