package dev.hourglass.nn;

import dev.hourglass.tensor.kernel.FloatMath;

/**
 * How two outputs of a hyper-decoder tell the logistic distribution of a number before its gain, in units in which a
 * fresh network's outputs, around 0, are soon where they must be:
 *
 * <pre>{@code
 * mean = 4 a        s = e^(8 b - 3) + 0.08 h, the power at most 5, h half a step
 * }</pre>
 *
 * At scales that small a number at its mean costs nothing to speak of. The hyper-encoder sees {@code log(1 + 16 |y|)}
 * of numbers y, which tells of scales whatever their size, and side information is rounded in steps of 1/8, so that
 * little of it is lost at first.
 */
public final class CodedDistribution {
    /** The step in which side information is rounded. */
    public static final float SIDE_STEP = 0.125f;

    private static final float MAGNIFICATION = 16f;

    /** What the first output is multiplied by. */
    static final float MEAN_UNIT = 4f;

    /** What the second output is multiplied by. */
    static final float UNIT = 8f;

    private static final float MIDDLE_LOG = -3f;
    private static final float LARGEST_LOG = 5f;
    private static final float LEAST = 0.08f;

    private CodedDistribution() {}

    /** Returns what a hyper-encoder sees of a number. */
    public static float magnitude(float number) {
        return FloatMath.log(Math.fma(MAGNIFICATION, Math.abs(number), 1f));
    }

    /** Returns the mean that the first output tells. */
    public static float mean(float output) {
        return MEAN_UNIT * output;
    }

    /** Returns the scale that the second output tells, for numbers rounded in steps of {@code 2 half}. */
    public static float scale(float output, float half) {
        return power(output) + LEAST * half;
    }

    /** Returns e to the power that the second output tells. */
    static float power(float output) {
        return FloatMath.exp(Math.min(Math.fma(UNIT, output, MIDDLE_LOG), LARGEST_LOG));
    }

    /** Returns whether a step against a slope is to change the second output: not from beyond the top further up. */
    static boolean isFree(float output, float slope) {
        return slope > 0 || Math.fma(UNIT, output, MIDDLE_LOG) < LARGEST_LOG;
    }
}
