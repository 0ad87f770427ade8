package dev.hourglass.compress.entropy;

/**
 * Codes levels by the cumulative function of a distribution: level k of n has the part of the range from
 * {@code start(k) = floor(F(k) (2^p - n) / 2^30) + k} on, where F(k), of 2^30, lies below it; F(0) counts as 0, F(n) as
 * 2^30.
 */
public final class CurveLevels {
    /** Returns F(k) for one value, rising in k. */
    public interface Curve {
        /** Returns what lies below level k, for k in [1, n - 1]. */
        int below(int k);
    }

    private CurveLevels() {}

    public static void push(RansStack stack, Curve curve, int levels, int precisionBits, int level) {
        int start = start(curve, levels, precisionBits, level);
        stack.push(0, start, start(curve, levels, precisionBits, level + 1) - start, precisionBits);
    }

    public static int pop(RansStack stack, Curve curve, int levels, int precisionBits) {
        int slot = stack.slot(0, precisionBits);
        int low = 0;
        int high = levels; // start(low) <= slot < start(high)
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (start(curve, levels, precisionBits, middle) <= slot) {
                low = middle;
            } else {
                high = middle;
            }
        }
        int start = start(curve, levels, precisionBits, low);
        stack.pop(0, start, start(curve, levels, precisionBits, high) - start, precisionBits);
        return low;
    }

    private static int start(Curve curve, int levels, int precisionBits, int level) {
        if (level == 0) {
            return 0;
        }
        if (level == levels) {
            return 1 << precisionBits;
        }
        return (int) ((curve.below(level) * ((1L << precisionBits) - levels)) >> CumulativeCurve.BITS) + level;
    }
}
