package dev.hourglass.compress.lossless;

import dev.hourglass.compress.entropy.RansStack;

/**
 * Codes levels by running sums of weights: level k of n has the part of the range from {@code start(k) = floor(S(k)
 * ((2^24 - n) / S(n))) + k} on, with S(k) the sum of the weights before it, in float64; the last level ends at 2^24.
 * Each level gets at least 1, because sums of weights of at least 0 never fall.
 */
final class WeightSums {
    private static final int BITS = LevelCoder.PRECISION_BITS;

    private WeightSums() {}

    /**
     * Pushes a level.
     *
     * @param sums S(1) to S(n), from {@code from}, one every {@code stride}
     */
    static void push(RansStack stack, double[] sums, int from, int stride, int levels, int level) {
        double factor = factor(sums, from, stride, levels);
        int start = start(sums, from, stride, levels, level, factor);
        stack.push(0, start, start(sums, from, stride, levels, level + 1, factor) - start, BITS);
    }

    /** Pops a level; the sums are as in {@link #push}. */
    static int pop(RansStack stack, double[] sums, int from, int stride, int levels) {
        double factor = factor(sums, from, stride, levels);
        int slot = stack.slot(0, BITS);
        int low = 0;
        int high = levels; // start(low) <= slot < start(high)
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (start(sums, from, stride, levels, middle, factor) <= slot) {
                low = middle;
            } else {
                high = middle;
            }
        }
        int start = start(sums, from, stride, levels, low, factor);
        stack.pop(0, start, start(sums, from, stride, levels, high, factor) - start, BITS);
        return low;
    }

    /** Returns where the part of a level starts, by sums without gaps. */
    static int start(double[] sums, int levels, int level) {
        return start(sums, 0, 1, levels, level, factor(sums, 0, 1, levels));
    }

    private static double factor(double[] sums, int from, int stride, int levels) {
        return ((1 << BITS) - levels) / sums[from + (levels - 1) * stride];
    }

    private static int start(double[] sums, int from, int stride, int levels, int level, double factor) {
        if (level == 0) {
            return 0;
        }
        return level == levels ? 1 << BITS : (int) (sums[from + (level - 1) * stride] * factor) + level;
    }
}
