package dev.hourglass.compress.lossless;

import dev.hourglass.compress.entropy.CumulativeCurve;
import dev.hourglass.compress.entropy.CurveLevels;
import dev.hourglass.compress.entropy.RansStack;
import dev.hourglass.tensor.kernel.LogisticMixture;
import dev.hourglass.tensor.kernel.SpecialFunctions;

/**
 * 256 levels under mixtures of logistic distributions. The components' shares are whole numbers of sum 2^16.
 *
 * <pre>{@code
 * share(m) = floor(2^16 E(m + 1) / E(M)) - floor(2^16 E(m) / E(M)), E(m) = sum over j below m of e^(l(j) - largest l)
 * F(k) = floor(sum over m of share(m) logistic(((2 k - 256) / 255 - mu(m)) e^-s(m)) / 2^16)
 * }</pre>
 *
 * Planes and clamps are those of {@link LogisticMixture}. Not thread-safe; confine to one thread.
 */
final class MixtureLevels implements LevelCoder, CurveLevels.Curve {
    private static final int LEVELS = 256;
    private static final int SHARE_BITS = 16;

    private final int features;
    private final int components;
    private final double[] sums;
    private final long[] shares;
    private final double[] means;
    private final double[] inverses;

    MixtureLevels(int features, int components) {
        this.features = features;
        this.components = components;
        this.sums = new double[components];
        this.shares = new long[components];
        this.means = new double[components];
        this.inverses = new double[components];
    }

    @Override
    public int levels() {
        return LEVELS;
    }

    @Override
    public void push(RansStack stack, float[] outputs, int outputsFrom, int[] values, int valuesFrom) {
        for (int i = features - 1; i >= 0; i--) {
            prepare(outputs, outputsFrom + i);
            CurveLevels.push(stack, this, LEVELS, PRECISION_BITS, values[valuesFrom + i]);
        }
    }

    @Override
    public void pop(RansStack stack, float[] outputs, int outputsFrom, int[] values, int valuesFrom) {
        for (int i = 0; i < features; i++) {
            prepare(outputs, outputsFrom + i);
            values[valuesFrom + i] = CurveLevels.pop(stack, this, LEVELS, PRECISION_BITS);
        }
    }

    @Override
    public int below(int k) {
        double x = (2 * k - 256) / 255.0;
        long sum = 0;
        for (int m = 0; m < components; m++) {
            sum += shares[m] * CumulativeCurve.LOGISTIC.at((x - means[m]) * inverses[m]);
        }
        return (int) (sum >> SHARE_BITS);
    }

    private void prepare(float[] outputs, int from) {
        double most = Double.NEGATIVE_INFINITY;
        for (int m = 0; m < components; m++) {
            most = Math.max(most, outputs[from + m * features]);
        }
        double sum = 0;
        for (int m = 0; m < components; m++) {
            sum += SpecialFunctions.exp(outputs[from + m * features] - most);
            sums[m] = sum;
            means[m] = outputs[from + (components + m) * features];
            float logScale = outputs[from + (2 * components + m) * features];
            float clamped = Math.min(Math.max(logScale, LogisticMixture.LOG_SCALE_MIN), LogisticMixture.LOG_SCALE_MAX);
            inverses[m] = SpecialFunctions.exp(-clamped);
        }
        long before = 0;
        for (int m = 0; m < components; m++) {
            long end = m == components - 1 ? 1L << SHARE_BITS : (long) (sums[m] / sum * (1 << SHARE_BITS));
            shares[m] = end - before;
            before = end;
        }
    }
}
