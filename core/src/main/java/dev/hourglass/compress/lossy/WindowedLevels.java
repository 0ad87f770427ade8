package dev.hourglass.compress.lossy;

import dev.hourglass.compress.entropy.CurveLevels;
import dev.hourglass.compress.entropy.RansStack;

/**
 * Codes whole numbers of any size under the cumulative function of a distribution. Those within {@value #REACH} of its
 * centre have levels of their own in {@link CurveLevels}; the first and the last level say that a number lies beyond,
 * and how far follows: 6 bits for the number of bits of {@code distance + 1} but the leading one, then those bits.
 */
final class WindowedLevels {
    /** Numbers on each side of the centre that have levels of their own. */
    static final int REACH = 254;

    private static final int LEVELS = 2 * REACH + 3;
    private static final int PRECISION_BITS = 24;
    private static final int LENGTH_BITS = 6;
    /** Of the distance of two whole numbers of 32 bits, plus 1. */
    private static final int MOST_BITS = 33;

    private static final int HALF_BITS = 16;
    private static final long HALF_MASK = (1L << HALF_BITS) - 1;
    /** Centres are kept within this. */
    private static final int LARGEST = 30_000;

    /** Returns the share of a distribution below x, of 2^30, rising in x. */
    @FunctionalInterface
    interface Below {
        /** Returns what lies below a number and a half. */
        int at(double x);
    }

    private WindowedLevels() {}

    /** Returns the whole number at the middle of the window of a mean. */
    static int centre(double mean) {
        return (int) Math.rint(Math.min(Math.max(mean, -LARGEST), LARGEST));
    }

    static void push(RansStack stack, Below below, int centre, int number) {
        long level = (long) number - centre + REACH + 1;
        if (level < 1) {
            pushDistance(stack, -level);
            level = 0;
        } else if (level > LEVELS - 2) {
            pushDistance(stack, level - (LEVELS - 1));
            level = LEVELS - 1;
        }
        CurveLevels.push(stack, curve(below, centre), LEVELS, PRECISION_BITS, (int) level);
    }

    private static void pushDistance(RansStack stack, long distance) {
        int length = Long.SIZE - 1 - Long.numberOfLeadingZeros(distance + 1);
        long rest = distance + 1 - (1L << length);
        stack.pushUniform(0, (int) (rest >>> HALF_BITS), Math.max(0, length - HALF_BITS));
        stack.pushUniform(0, (int) (rest & HALF_MASK), Math.min(length, HALF_BITS));
        stack.pushUniform(0, length, LENGTH_BITS);
    }

    static int pop(RansStack stack, Below below, int centre) {
        int level = CurveLevels.pop(stack, curve(below, centre), LEVELS, PRECISION_BITS);
        if (level == 0) {
            return (int) (centre - REACH - 1 - popDistance(stack));
        }
        if (level == LEVELS - 1) {
            return (int) (centre + REACH + 1 + popDistance(stack));
        }
        return level + centre - REACH - 1;
    }

    private static long popDistance(RansStack stack) {
        int length = Math.min(stack.popUniform(0, LENGTH_BITS), MOST_BITS);
        long low = stack.popUniform(0, Math.min(length, HALF_BITS));
        long high = stack.popUniform(0, Math.max(0, length - HALF_BITS));
        return (high << HALF_BITS) + low + (1L << length) - 1;
    }

    private static CurveLevels.Curve curve(Below below, int centre) {
        return level -> below.at(level + centre - REACH - 1.5);
    }
}
