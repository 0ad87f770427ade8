package dev.hourglass.nn;

import dev.hourglass.tensor.kernel.FloatMath;

/**
 * What a whole number costs, in bits, under a logistic distribution of which it takes the half unit around it, and how
 * that changes with the number and the scale:
 *
 * <pre>{@code
 * P = a - b,  a = sigmoid((1/2 - t) / s),  b = sigmoid((-1/2 - t) / s),  t = |v - mean|
 * }</pre>
 *
 * <p>Not thread-safe: holds the last result.
 */
final class LogisticBits {
    /** Probabilities below count as this. */
    private static final float LEAST = 1e-30f;

    private float probability;
    private float byNumber;
    private float byLogScale;

    /**
     * Computes P and its slopes.
     *
     * @param distance v - mean
     * @param scale s, above 0
     */
    void compute(float distance, float scale) {
        float t = Math.abs(distance);
        float inverse = 1f / scale;
        float upper = (0.5f - t) * inverse;
        float lower = (-0.5f - t) * inverse;
        float a = FloatMath.sigmoid(upper);
        float b = FloatMath.sigmoid(lower);
        float slopeA = a * (1f - a);
        float slopeB = b * (1f - b);
        probability = Math.max(a - b, LEAST);
        float byDistance = (slopeB - slopeA) * inverse;
        byNumber = distance < 0 ? -byDistance : byDistance;
        byLogScale = slopeB * lower - slopeA * upper;
    }

    /** Returns P. */
    float probability() {
        return probability;
    }

    /** Returns dP / dv, which is -dP / dmean. */
    float byNumber() {
        return byNumber;
    }

    /** Returns dP / d log s. */
    float byLogScale() {
        return byLogScale;
    }

    /** Returns the bits of a probability. */
    static float bits(float probability) {
        return -FloatMath.LOG2_E * FloatMath.ln(probability);
    }
}
