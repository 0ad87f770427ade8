package dev.hourglass.nn;

import dev.hourglass.tensor.kernel.FloatMath;

/**
 * What a rounded number costs, in bits, under a logistic distribution of which it takes half a step on each side, and
 * how that changes with the number, the scale and the step:
 *
 * <pre>{@code
 * P = a - b,  a = sigmoid((h - t) / s),  b = sigmoid((-h - t) / s),  t = |v - mean|, h half a step
 * }</pre>
 *
 * <p>Not thread-safe: holds the last result.
 */
final class LogisticBits {
    /** Beyond so many scales P is that of this distance, and what it falls by from there on is told apart. */
    private static final float FAR = 60f;

    private float probability;
    private float byNumber;
    private float byLogScale;
    private float byLogStep;
    private float excess;

    /**
     * Computes P and its slopes.
     *
     * @param distance v - mean
     * @param scale s, above 0
     * @param half h, above 0
     */
    void compute(float distance, float scale, float half) {
        float inverse = 1f / scale;
        float far = half + FAR * scale;
        excess = Math.max(0f, (Math.abs(distance) - far) * inverse);
        float t = Math.min(Math.abs(distance), far);
        float upper = (half - t) * inverse;
        float lower = (-half - t) * inverse;
        float a = FloatMath.sigmoid(upper);
        float b = FloatMath.sigmoid(lower);
        float slopeA = a * (1f - a);
        float slopeB = b * (1f - b);
        probability = Math.max(a - b, Float.MIN_NORMAL);
        float byDistance = (slopeB - slopeA) * inverse;
        byNumber = distance < 0 ? -byDistance : byDistance;
        byLogScale = slopeB * lower - slopeA * upper + probability * excess;
        byLogStep = (slopeA + slopeB) * half * inverse;
    }

    /** Returns P. */
    float probability() {
        return probability;
    }

    /** Returns the bits of the number, however far away. */
    float bits() {
        return bits(probability) + FloatMath.LOG2_E * excess;
    }

    /** Returns what P was left alone for: it counts as {@code P e^-excess}. */
    float excess() {
        return excess;
    }

    /** Returns dP / dv, which is -dP / dmean. */
    float byNumber() {
        return byNumber;
    }

    /** Returns dP / d log s. */
    float byLogScale() {
        return byLogScale;
    }

    /** Returns dP / d log h. */
    float byLogStep() {
        return byLogStep;
    }

    /** Returns the bits of a probability. */
    static float bits(float probability) {
        return -FloatMath.LOG2_E * FloatMath.ln(probability);
    }
}
