package dev.hourglass.compress.lossy;

import dev.hourglass.compress.entropy.CurveLevels;
import dev.hourglass.compress.entropy.RansStack;

/**
 * Codes whole numbers of any size under the cumulative function of a distribution. Those within {@value #REACH} of its
 * centre have levels of their own in {@link CurveLevels}; the first and the last level say that a number lies beyond,
 * and how far follows: 5 bits for the number of bits of {@code distance + 1} but the leading one, then those bits.
 */
final class WindowedLevels {
    /** Numbers on each side of the centre that have levels of their own. */
    static final int REACH = 254;

    private static final int LEVELS = 2 * REACH + 3;
    private static final int PRECISION_BITS = 24;
    private static final int LENGTH_BITS = 5;
    /** Numbers are kept within this, so that distances have at most {@value #MOST_BITS} bits. */
    static final int LARGEST = 30_000;

    private static final int MOST_BITS = 16;

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
        int level = number - centre + REACH + 1;
        if (level < 1) {
            pushDistance(stack, -level);
            level = 0;
        } else if (level > LEVELS - 2) {
            pushDistance(stack, level - (LEVELS - 1));
            level = LEVELS - 1;
        }
        CurveLevels.push(stack, curve(below, centre), LEVELS, PRECISION_BITS, level);
    }

    private static void pushDistance(RansStack stack, int distance) {
        int length = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(distance + 1);
        stack.pushUniform(0, distance + 1 - (1 << length), length);
        stack.pushUniform(0, length, LENGTH_BITS);
    }

    static int pop(RansStack stack, Below below, int centre) {
        int level = CurveLevels.pop(stack, curve(below, centre), LEVELS, PRECISION_BITS);
        if (level == 0) {
            return centre - REACH - 1 - popDistance(stack);
        }
        if (level == LEVELS - 1) {
            return centre + REACH + 1 + popDistance(stack);
        }
        return level + centre - REACH - 1;
    }

    private static int popDistance(RansStack stack) {
        int length = Math.min(stack.popUniform(0, LENGTH_BITS), MOST_BITS);
        return stack.popUniform(0, length) + (1 << length) - 1;
    }

    private static CurveLevels.Curve curve(Below below, int centre) {
        return level -> below.at(level + centre - REACH - 1.5);
    }
}
