package dev.hourglass.anomaly.scorer;

import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.kernel.FloatMath;
import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.tensor.kernel.LikelihoodKernels;

/**
 * Draws codes of one row from what a variational encoder says of it, and weighs them. The noise is the same for every
 * row, so that scores do not depend on what stands beside a row. Not thread-safe.
 *
 * <pre>{@code
 * z_k = mu + sigma e_k,  log w_k = log p(x | z_k) + log p(z_k) - log q(z_k | x)
 *                                = log p(x | z_k) + sum_l (e_kl^2 - z_kl^2) / 2 + log sigma_l
 * }</pre>
 *
 * Sources: Kingma and Welling 2014, https://arxiv.org/abs/1312.6114; Burda et al. 2016, eq. 8,
 * https://arxiv.org/abs/1509.00519.
 */
final class ImportanceDraws {
    /** K: enough that the order of rows hardly changes with more. */
    static final int DRAWS = 16;

    private static final float LOG_VARIANCE_LIMIT = LikelihoodKernels.LOG_VARIANCE_MAX;

    private final int size;
    private final float[] noise; // [K, L]
    private final float[] codes; // [K, L]
    private final double[] priorTerms = new double[DRAWS];
    private final double[] weights = new double[DRAWS];
    private final float[] gradients;
    private final float[] scratch = new float[LikelihoodKernels.SCRATCH];

    /**
     * Prepares it.
     *
     * @param size L
     * @param features D
     */
    ImportanceDraws(int size, int features) {
        this.size = size;
        this.noise = new float[DRAWS * size];
        this.codes = new float[DRAWS * size];
        this.gradients = new float[2 * features];
        SeededRandom random = new SeededRandom(0).fork("noise of codes");
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) random.nextGaussian();
        }
    }

    /**
     * Draws.
     *
     * @param encoded L means, then L logarithms of variances, from {@code from} on
     * @return codes [K, L], to be decoded; overwritten by the next call
     */
    float[] draw(float[] encoded, int from) {
        for (int k = 0; k < DRAWS; k++) {
            double sum = 0;
            for (int l = 0; l < size; l++) {
                float logVariance = encoded[from + size + l];
                logVariance = Math.max(-LOG_VARIANCE_LIMIT, Math.min(LOG_VARIANCE_LIMIT, logVariance));
                float unit = noise[k * size + l];
                float code = encoded[from + l] + FloatMath.exp(0.5f * logVariance) * unit;
                codes[k * size + l] = code;
                sum += 0.5 * ((double) unit * unit - (double) code * code + logVariance);
            }
            priorTerms[k] = sum;
        }
        return codes;
    }

    /**
     * Weighs the draws.
     *
     * @param decoded [K, 2 D]: means and logarithms of variances of each
     * @param row x, from {@code from} on
     * @param features D
     * @param isImportanceWeighted whether weights are averaged, not their logarithms
     * @return nats
     */
    double nats(float[] decoded, float[] row, int from, int features, boolean isImportanceWeighted) {
        double best = Double.NEGATIVE_INFINITY;
        double sum = 0;
        for (int k = 0; k < DRAWS; k++) {
            float nats = Kernels.best()
                    .likelihood()
                    .learnedGaussian(decoded, k * 2 * features, row, from, gradients, 0, features, 1f, scratch);
            weights[k] = priorTerms[k] - nats;
            best = Math.max(best, weights[k]);
            sum += weights[k];
        }
        if (!isImportanceWeighted) {
            return -sum / DRAWS;
        }
        double shares = 0;
        for (double weight : weights) {
            shares += StrictMath.exp(weight - best);
        }
        return -best - StrictMath.log(shares / DRAWS);
    }
}
