package dev.hourglass.nn;

import dev.hourglass.tensor.kernel.FloatMath;

/**
 * How two outputs of a hyper-decoder tell the logistic distribution of a number before its gain, in units in which a
 * fresh network's outputs, around 0, are soon where they must be:
 *
 * <pre>{@code
 * mean = a        log s = 4 b - 3, at most 5, and s at least 0.08 of half a step
 * }</pre>
 *
 * At the least scale a number at its mean costs nothing to speak of.
 */
public final class CodedDistribution {
    /** What the second output is multiplied by. */
    static final float UNIT = 4f;

    private static final float MIDDLE_LOG = -3f;
    private static final float LARGEST_LOG = 5f;
    private static final float LEAST = 0.08f;

    private CodedDistribution() {}

    /** Returns the mean that the first output tells. */
    public static float mean(float output) {
        return output;
    }

    /** Returns the scale that the second output tells, for numbers rounded in steps of {@code 2 half}. */
    public static float scale(float output, float half) {
        return Math.max(LEAST * half, plain(output));
    }

    private static float plain(float output) {
        return FloatMath.exp(Math.min(Math.fma(UNIT, output, MIDDLE_LOG), LARGEST_LOG));
    }

    /** Returns whether the scale is the least one. */
    static boolean isLeast(float output, float half) {
        return plain(output) < LEAST * half;
    }

    /** Returns whether a step against a slope is to change the output: not from beyond its range further out. */
    static boolean isFree(float output, float half, float slope) {
        return isLeast(output, half) ? slope < 0 : slope > 0 || Math.fma(UNIT, output, MIDDLE_LOG) < LARGEST_LOG;
    }
}
