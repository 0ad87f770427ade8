package dev.hourglass.compress.lossless;

import dev.hourglass.compress.entropy.CumulativeCurve;
import dev.hourglass.compress.entropy.NormalDistribution;
import dev.hourglass.compress.entropy.RansStack;
import dev.hourglass.tensor.kernel.FloatMath;

/**
 * Cuts a latent variable into buckets, each of which stands for a code, its middle. What a normal posterior has in a
 * bucket is counted in 2^24; it may be 0: such a bucket is never popped, so that it need not be pushed either.
 *
 * <p>{@link #EQUAL} has 2^12 buckets that are equally likely under a standard normal prior:
 *
 * <pre>{@code
 * edge(b) = round(2^24 Phi^-1(b / 2^12)) / 2^24, code(b) = float32(round(2^24 Phi^-1((b + 1/2) / 2^12)) / 2^24)
 * start(b) = floor(2^24 Phi((edge(b) - mean) / deviation)), with 0 for the first bucket and 2^24 after the last
 * }</pre>
 *
 * {@link #EVEN} has 2^14 of one width, 2^-8, over [-32, 32), the first and the last reaching on: for a variable whose
 * prior is another one for each sample. There each bucket has a part of the prior, be it 1 in 2^24:
 *
 * <pre>{@code
 * start(b) = floor((2^24 - 2^14) Phi((edge(b) - mean) / deviation)) + b
 * }</pre>
 *
 * Source: Townsend et al. 2019, https://arxiv.org/abs/1901.04866, section 2.5.
 *
 * <p>Immutable and safe for concurrent use.
 */
final class LatentGrid {
    /** The share of each bucket of {@link #EQUAL}, as a power of two. */
    static final int BITS = 12;

    /** What a normal distribution sums to, as a power of two. */
    static final int NORMAL_BITS = 24;

    /** The least and the largest log-variance of a posterior; others count as these. */
    static final float LOG_VARIANCE_MIN = -20f;

    static final float LOG_VARIANCE_MAX = 4f;

    private static final double FIXED_POINT = 1 << 24;
    private static final int EVEN_BITS = 14;
    private static final double EVEN_WIDTH = 1.0 / 256;

    /** Buckets that are equally likely under a standard normal prior. */
    static final LatentGrid EQUAL = equal();

    /** Buckets of one width. */
    static final LatentGrid EVEN = even();

    private final double[] edges; // the first is never used
    private final float[] codes;

    private LatentGrid(int buckets) {
        this.edges = new double[buckets];
        this.codes = new float[buckets];
    }

    private static LatentGrid equal() {
        int buckets = 1 << BITS;
        LatentGrid grid = new LatentGrid(buckets);
        double half = 2.0 * buckets;
        double x = 0;
        for (int i = buckets; i < 2 * buckets; i++) { // halves of buckets, from the middle up
            x = NormalDistribution.quantile(i / half, x);
            double rounded = Math.rint(x * FIXED_POINT) / FIXED_POINT;
            if (i % 2 == 0) {
                grid.edges[i / 2] = rounded;
                grid.edges[buckets - i / 2] = -rounded;
            } else {
                grid.codes[i / 2] = (float) rounded;
                grid.codes[buckets - 1 - i / 2] = (float) -rounded;
            }
        }
        return grid;
    }

    private static LatentGrid even() {
        int buckets = 1 << EVEN_BITS;
        LatentGrid grid = new LatentGrid(buckets);
        for (int i = 0; i < buckets; i++) {
            grid.edges[i] = (i - buckets / 2) * EVEN_WIDTH;
            grid.codes[i] = (float) (grid.edges[i] + EVEN_WIDTH / 2);
        }
        return grid;
    }

    /** Returns the number of buckets. */
    int buckets() {
        return codes.length;
    }

    /** Returns the code that a bucket stands for. */
    float code(int bucket) {
        return codes[bucket];
    }

    /** Returns 1 / deviation. */
    static double inverseDeviation(float logVariance) {
        return FloatMath.exp(-0.5f * Math.max(LOG_VARIANCE_MIN, Math.min(LOG_VARIANCE_MAX, logVariance)));
    }

    /** Returns the share of a normal distribution below a bucket, in 2^30. */
    private int below(int bucket, float mean, double inverse) {
        if (bucket == 0) {
            return 0;
        }
        return bucket == codes.length
                ? 1 << CumulativeCurve.BITS
                : CumulativeCurve.NORMAL.at((edges[bucket] - mean) * inverse);
    }

    /** With {@code reserved} of 0 for a posterior, with the number of buckets for a prior. */
    private int start(int bucket, float mean, double inverse, int reserved) {
        long share = below(bucket, mean, inverse) * ((1L << NORMAL_BITS) - reserved);
        return (int) (share >> CumulativeCurve.BITS) + (reserved == 0 ? 0 : bucket);
    }

    private int pop(RansStack stack, float mean, float logVariance, int reserved) {
        double inverse = inverseDeviation(logVariance);
        int slot = stack.slot(0, NORMAL_BITS);
        int low = 0;
        int high = codes.length; // start(low) <= slot < start(high)
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (start(middle, mean, inverse, reserved) <= slot) {
                low = middle;
            } else {
                high = middle;
            }
        }
        int start = start(low, mean, inverse, reserved);
        stack.pop(0, start, start(high, mean, inverse, reserved) - start, NORMAL_BITS);
        return low;
    }

    private boolean push(RansStack stack, int bucket, float mean, float logVariance, int reserved) {
        double inverse = inverseDeviation(logVariance);
        int start = start(bucket, mean, inverse, reserved);
        int frequency = start(bucket + 1, mean, inverse, reserved) - start;
        if (frequency > 0) {
            stack.push(0, start, frequency, NORMAL_BITS);
        }
        return frequency > 0;
    }

    /** Pops a bucket that is distributed as a posterior. */
    int popPosterior(RansStack stack, float mean, float logVariance) {
        return pop(stack, mean, logVariance, 0);
    }

    /**
     * Pushes a bucket that {@link #popPosterior} gave for the same posterior.
     *
     * @return whether it could have given it; if not, nothing is pushed
     */
    boolean pushPosterior(RansStack stack, int bucket, float mean, float logVariance) {
        return push(stack, bucket, mean, logVariance, 0);
    }

    /** Pops a bucket that is distributed as a prior. */
    int popPrior(RansStack stack, float mean, float logVariance) {
        return pop(stack, mean, logVariance, codes.length);
    }

    /** Pushes any bucket under a prior. */
    void pushPrior(RansStack stack, int bucket, float mean, float logVariance) {
        if (!push(stack, bucket, mean, logVariance, codes.length)) {
            throw new AssertionError("a prior has a part for each bucket");
        }
    }
}
