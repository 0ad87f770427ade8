package dev.hourglass.tensor.kernel;

/**
 * Beta-binomial distributions over the 256 levels {@code x = k / 255}, n = 255.
 *
 * <p>Outputs are planes [2, D]: log(alpha) and log(beta), each clamped to [-10, 10] (outside, its gradient is 0). Their
 * logarithms, because the gradient in them stays within n.
 *
 * <pre>{@code
 * P(k) = C(n, k) B(k + alpha, n - k + beta) / B(alpha, beta)
 * d log P / d alpha = psi(k + alpha) - psi(alpha) - psi(n + alpha + beta) + psi(alpha + beta)
 * }</pre>
 *
 * Source: Townsend, Bird and Barber 2019, "Practical lossless compression with latent variables using bits back
 * coding", section 3.2, https://arxiv.org/abs/1901.04866.
 *
 * <p>Stateless and safe for concurrent use.
 */
public final class BetaBinomial {
    /** The least log(alpha) and log(beta); e^-10 = 4.5e-5. */
    public static final float LOG_MIN = -10f;
    /** The largest log(alpha) and log(beta); e^10 = 22,026. */
    public static final float LOG_MAX = 10f;

    private static final int TRIALS = 255;
    /** log C(255, k). */
    private static final double[] LOG_CHOICES = logChoices();
    /** Weights above this are scaled down, so that they do not overflow. */
    private static final double LARGE = 0x1p600;

    private static final double DOWN = 0x1p-600;

    private BetaBinomial() {}

    private static double[] logChoices() {
        double[] logs = new double[TRIALS + 1];
        for (int k = 0; k < TRIALS; k++) {
            logs[k + 1] = logs[k] + StrictMath.log((TRIALS - k) / (k + 1.0));
        }
        return logs;
    }

    /**
     * Sums one row; see {@link LikelihoodKernels} for the arrays.
     *
     * @return the negative log-likelihood in nats, summed in float64
     */
    public static float row(float[] y, int yFrom, float[] x, int xFrom, float[] g, int gFrom, int count, float scale) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += feature(y, yFrom + i, x[xFrom + i], g, gFrom + i, count, scale);
        }
        return (float) sum;
    }

    private static double feature(float[] y, int yAt, float x, float[] g, int gAt, int plane, float scale) {
        float outputAlpha = y[yAt];
        float outputBeta = y[yAt + plane];
        float logAlpha = Math.min(Math.max(outputAlpha, LOG_MIN), LOG_MAX);
        float logBeta = Math.min(Math.max(outputBeta, LOG_MIN), LOG_MAX);
        double alpha = FloatMath.exp(logAlpha);
        double beta = FloatMath.exp(logBeta);
        int k = (int) Math.fma(Math.min(Math.max(x, 0f), 1f), TRIALS, 0.5f);
        double slope = SpecialFunctions.risingSlope(alpha + beta, TRIALS);
        double slopeAlpha = alpha * (slope - SpecialFunctions.risingSlope(alpha, k));
        double slopeBeta = beta * (slope - SpecialFunctions.risingSlope(beta, TRIALS - k));
        g[gAt] = logAlpha == outputAlpha ? (float) slopeAlpha * scale : 0f;
        g[gAt + plane] = logBeta == outputBeta ? (float) slopeBeta * scale : 0f;
        double series = SpecialFunctions.seriesRising(alpha + beta, TRIALS)
                - SpecialFunctions.seriesRising(alpha, k)
                - SpecialFunctions.seriesRising(beta, TRIALS - k);
        double leading = SpecialFunctions.leading(alpha + beta, TRIALS)
                / (SpecialFunctions.leading(alpha, k) * SpecialFunctions.leading(beta, TRIALS - k));
        return series + SpecialFunctions.log(leading) - LOG_CHOICES[k];
    }

    /**
     * Writes the reconstruction of one row, {@code alpha / (alpha + beta)}.
     *
     * @param y outputs [2, D], from yFrom
     * @param target overwritten from {@code from} with D values in [0, 1]
     * @param count D
     */
    public static void mean(float[] y, int yFrom, float[] target, int from, int count) {
        for (int i = 0; i < count; i++) {
            float alpha = parameter(y[yFrom + i]);
            target[from + i] = alpha / (alpha + parameter(y[yFrom + count + i]));
        }
    }

    private static float parameter(float logarithm) {
        return FloatMath.exp(Math.min(Math.max(logarithm, LOG_MIN), LOG_MAX));
    }

    /**
     * Writes the probability of each level of one feature, in float64 with the same bits on every machine: weights by
     * the ratio of neighbours, {@code P(k + 1) / P(k) = (n - k) (k + alpha) / ((k + 1) (n - k - 1 + beta))}.
     *
     * @param y outputs [2, D], from yFrom
     * @param count D
     * @param feature which, in [0, D)
     * @param target [256]; overwritten with numbers of at least 0 whose sum is 1 but for rounding
     */
    public static void probabilities(float[] y, int yFrom, int count, int feature, double[] target) {
        double alpha = parameter(y[yFrom + feature]);
        double beta = parameter(y[yFrom + count + feature]);
        target[0] = 1;
        double sum = 1;
        for (int k = 0; k < TRIALS; k++) {
            double weight = target[k] * ((TRIALS - k) * (k + alpha) / ((k + 1) * (TRIALS - k - 1 + beta)));
            if (weight > LARGE) {
                scaleDown(target, k);
                sum *= DOWN;
                weight *= DOWN;
            }
            target[k + 1] = weight;
            sum += weight;
        }
        for (int k = 0; k <= TRIALS; k++) {
            target[k] = target[k] / sum;
        }
    }

    private static void scaleDown(double[] weights, int last) {
        for (int k = 0; k <= last; k++) {
            weights[k] *= DOWN;
        }
    }
}
