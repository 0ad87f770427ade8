package dev.hourglass.compress.lossless;

import dev.hourglass.compress.entropy.CumulativeCurve;
import dev.hourglass.compress.entropy.NormalDistribution;
import dev.hourglass.compress.entropy.RansStack;
import dev.hourglass.tensor.kernel.FloatMath;

/**
 * Cuts a latent variable into 2^12 buckets that are equally likely under its standard normal prior. A bucket stands for
 * a code, its middle; the prior's frequency of each is 1 in 2^12, the posterior's is the mass of a normal distribution
 * in it, in 2^24.
 *
 * <pre>{@code
 * edge(b) = round(2^24 Phi^-1(b / 2^12)) / 2^24, code(b) = float32(round(2^24 Phi^-1((b + 1/2) / 2^12)) / 2^24)
 * start(b) = floor(2^24 Phi((edge(b) - mean) / deviation)), with 0 for the first bucket and 2^24 after the last
 * }</pre>
 *
 * A posterior's bucket may have frequency 0: it is then never popped, so that it need not be pushed either. Source:
 * Townsend et al. 2019, https://arxiv.org/abs/1901.04866, section 2.5.
 *
 * <p>Immutable and safe for concurrent use.
 */
final class LatentGrid {
    static final int BITS = 12;
    static final int BUCKETS = 1 << BITS;
    static final int POSTERIOR_BITS = 24;

    /** The least and the largest log-variance of a posterior; others count as these. */
    static final float LOG_VARIANCE_MIN = -20f;

    static final float LOG_VARIANCE_MAX = 4f;

    static final LatentGrid INSTANCE = new LatentGrid();

    private static final double FIXED_POINT = 1 << 24;

    private final double[] edges = new double[BUCKETS]; // the first is never used
    private final float[] codes = new float[BUCKETS];

    private LatentGrid() {
        double half = 2.0 * BUCKETS;
        double x = 0;
        for (int i = BUCKETS; i < 2 * BUCKETS; i++) { // halves of buckets, from the middle up
            x = NormalDistribution.quantile(i / half, x);
            double rounded = Math.rint(x * FIXED_POINT) / FIXED_POINT;
            if (i % 2 == 0) {
                edges[i / 2] = rounded;
                edges[BUCKETS - i / 2] = -rounded;
            } else {
                codes[i / 2] = (float) rounded;
                codes[BUCKETS - 1 - i / 2] = (float) -rounded;
            }
        }
    }

    /** Returns the code that a bucket stands for. */
    float code(int bucket) {
        return codes[bucket];
    }

    /** Returns 1 / deviation. */
    static double inverseDeviation(float logVariance) {
        return FloatMath.exp(-0.5f * Math.max(LOG_VARIANCE_MIN, Math.min(LOG_VARIANCE_MAX, logVariance)));
    }

    private int start(int bucket, float mean, double inverse) {
        if (bucket == 0) {
            return 0;
        }
        return bucket == BUCKETS
                ? 1 << POSTERIOR_BITS
                : CumulativeCurve.NORMAL.at((edges[bucket] - mean) * inverse)
                        >> (CumulativeCurve.BITS - POSTERIOR_BITS);
    }

    /** Pops a bucket that is distributed as a posterior. */
    int popPosterior(RansStack stack, float mean, float logVariance) {
        double inverse = inverseDeviation(logVariance);
        int slot = stack.slot(0, POSTERIOR_BITS);
        int low = 0;
        int high = BUCKETS; // start(low) <= slot < start(high)
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (start(middle, mean, inverse) <= slot) {
                low = middle;
            } else {
                high = middle;
            }
        }
        int start = start(low, mean, inverse);
        stack.pop(0, start, start(high, mean, inverse) - start, POSTERIOR_BITS);
        return low;
    }

    /**
     * Pushes a bucket that {@link #popPosterior} gave for the same posterior.
     *
     * @return whether it could have given it; if not, nothing is pushed
     */
    boolean pushPosterior(RansStack stack, int bucket, float mean, float logVariance) {
        double inverse = inverseDeviation(logVariance);
        int start = start(bucket, mean, inverse);
        int frequency = start(bucket + 1, mean, inverse) - start;
        if (frequency > 0) {
            stack.push(0, start, frequency, POSTERIOR_BITS);
        }
        return frequency > 0;
    }
}
