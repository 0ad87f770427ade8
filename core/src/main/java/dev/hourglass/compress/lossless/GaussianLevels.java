package dev.hourglass.compress.lossless;

import dev.hourglass.compress.entropy.CumulativeCurve;
import dev.hourglass.compress.entropy.CurveLevels;
import dev.hourglass.compress.entropy.RansStack;
import dev.hourglass.data.Normalization;
import dev.hourglass.tensor.kernel.FloatMath;
import dev.hourglass.tensor.kernel.LikelihoodKernels;

/**
 * 2 to 65,536 levels under normal distributions: level k has the mass between {@code k - 1/2} and {@code k + 1/2},
 * where k stands for the value {@code k / (n - 1)}, normalised as the network's inputs are.
 *
 * <pre>{@code
 * F(k) = normal((((k - 1/2) / (n - 1) - offset) scale - mean) / deviation)
 * }</pre>
 *
 * Frequencies sum to 2^24 for up to 4096 levels, to 2^28 for more. Not thread-safe; confine to one thread.
 */
final class GaussianLevels implements LevelCoder, CurveLevels.Curve {
    private static final int FEW = 4096;
    private static final int MANY_PRECISION_BITS = 28;

    private final int features;
    private final int levels;
    private final int precisionBits;
    private final float[] offsets;
    private final float[] scales;
    /** The inverse of the deviation, or 0 where each value has its own. */
    private final double fixedInverse;

    private double offset;
    private double scale;
    private double mean;
    private double inverse;

    /**
     * Builds a coder.
     *
     * @param levels n
     * @param normalization between values and the network
     * @param deviation of every value, or 0 if the second plane of outputs holds log-variances
     * @throws IllegalArgumentException if the normalization turns a feature's order round
     */
    GaussianLevels(int levels, Normalization normalization, double deviation) {
        this.features = normalization.features();
        this.levels = levels;
        this.precisionBits = levels > FEW ? MANY_PRECISION_BITS : PRECISION_BITS;
        this.offsets = normalization.offset();
        this.scales = normalization.scale();
        this.fixedInverse = deviation == 0 ? 0 : 1 / deviation;
        for (float each : scales) {
            if (each < 0) {
                throw new IllegalArgumentException(
                        "scales of the normalization must be above 0 to code levels, but one was " + each);
            }
        }
    }

    @Override
    public int levels() {
        return levels;
    }

    @Override
    public void push(RansStack stack, float[] outputs, int outputsFrom, int[] values, int valuesFrom) {
        for (int i = features - 1; i >= 0; i--) {
            prepare(outputs, outputsFrom, i);
            CurveLevels.push(stack, this, levels, precisionBits, values[valuesFrom + i]);
        }
    }

    @Override
    public void pop(RansStack stack, float[] outputs, int outputsFrom, int[] values, int valuesFrom) {
        for (int i = 0; i < features; i++) {
            prepare(outputs, outputsFrom, i);
            values[valuesFrom + i] = CurveLevels.pop(stack, this, levels, precisionBits);
        }
    }

    @Override
    public int below(int k) {
        return CumulativeCurve.NORMAL.at((((k - 0.5) / (levels - 1) - offset) * scale - mean) * inverse);
    }

    private void prepare(float[] outputs, int from, int feature) {
        offset = offsets[feature];
        scale = scales[feature];
        mean = outputs[from + feature];
        inverse = fixedInverse;
        if (fixedInverse == 0) {
            float logVariance = Math.min(
                    Math.max(outputs[from + features + feature], LikelihoodKernels.LOG_VARIANCE_MIN),
                    LikelihoodKernels.LOG_VARIANCE_MAX);
            inverse = FloatMath.exp(-0.5f * logVariance);
        }
    }
}
