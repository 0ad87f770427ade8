package dev.hourglass.tensor.kernel;

/**
 * Negative log-likelihood of one row in nats, and its gradient in the decoder's outputs times {@code scale}, in one
 * call. Each returns the row's sum, not scaled. Stateless and safe for concurrent use.
 *
 * <p>A likelihood of P parameters a feature takes outputs y and writes gradients g as P planes of D values, [P, D] in
 * one row: plane p starts at {@code from + p * count}, nothing lies between planes and no padding is touched. Targets x
 * are [D]; {@code count} is D. {@code scratch} holds {@value #SCRATCH} floats. A Bernoulli likelihood is
 * {@link LossKernels#crossEntropy}.
 */
public interface LikelihoodKernels {
    /** Features whose classes are looked at together, at most. */
    int CLASS_FEATURES = 64 * Lanes.COUNT;

    /** Floats of scratch: the sums of the losses, and what is kept of features between the passes over planes. */
    int SCRATCH = Lanes.COUNT + 3 * CLASS_FEATURES;

    /** 0.5 log(2 pi). */
    float HALF_LOG_2_PI = 0.9189385f;

    /** The least log-variance; smaller outputs count as it, and their gradient is 0. A deviation of e^-7 = 9.1e-4. */
    float LOG_VARIANCE_MIN = -14f;

    /** The largest log-variance; larger outputs count as it, and their gradient is 0. A deviation of e^7 = 1,097. */
    float LOG_VARIANCE_MAX = 14f;

    /**
     * Normal distributions of one known deviation; y are the means, any x.
     *
     * <pre>{@code
     * sum over features of 0.5 ((y - x) / sigma)^2 + log(sigma) + 0.5 log(2 pi)
     * }</pre>
     *
     * @param deviation sigma, above 0
     */
    float gaussian(
            float[] y,
            int yFrom,
            float[] x,
            int xFrom,
            float[] g,
            int gFrom,
            int count,
            float scale,
            float deviation,
            float[] scratch);

    /**
     * Normal distributions whose variance is learned; planes: means m, log-variances v clamped to
     * [{@value #LOG_VARIANCE_MIN}, {@value #LOG_VARIANCE_MAX}]; any x. The reconstruction is the plane of means.
     *
     * <pre>{@code
     * sum over features of 0.5 ((m - x)^2 e^-v + v + log(2 pi))
     * }</pre>
     *
     * Source: Kingma and Welling 2014, appendix C.2, https://arxiv.org/abs/1312.6114.
     */
    float learnedGaussian(
            float[] y, int yFrom, float[] x, int xFrom, float[] g, int gFrom, int count, float scale, float[] scratch);

    /**
     * Mixtures of M logistic distributions, each cut into 256 levels; planes: M logits, M means, M log-scales; {@code x
     * = k / 255}. {@link LogisticMixture} has the formula, reconstruction and probabilities.
     *
     * @param components M, at least 1
     */
    float logisticMixture(
            float[] y,
            int yFrom,
            float[] x,
            int xFrom,
            float[] g,
            int gFrom,
            int count,
            int components,
            float scale,
            float[] scratch);

    /**
     * One of K classes a feature; planes: K logits; {@code x = k / (K - 1)}. {@link Categorical} has the formula,
     * reconstruction and probabilities.
     *
     * @param classes K, at least 2
     */
    float categorical(
            float[] y,
            int yFrom,
            float[] x,
            int xFrom,
            float[] g,
            int gFrom,
            int count,
            int classes,
            float scale,
            float[] scratch);

    /**
     * Beta-binomial distributions over 256 levels; planes: log(alpha), log(beta); {@code x = k / 255}. In float64 one
     * element at a time, the same code for all kernels. {@link BetaBinomial} has the formula, reconstruction and
     * probabilities.
     */
    default float betaBinomial(
            float[] y, int yFrom, float[] x, int xFrom, float[] g, int gFrom, int count, float scale) {
        return BetaBinomial.row(y, yFrom, x, xFrom, g, gFrom, count, scale);
    }
}
