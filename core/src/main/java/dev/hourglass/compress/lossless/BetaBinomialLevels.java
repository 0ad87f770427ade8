package dev.hourglass.compress.lossless;

import dev.hourglass.compress.entropy.RansStack;
import dev.hourglass.tensor.kernel.BetaBinomial;
import dev.hourglass.tensor.kernel.FloatMath;
import java.util.Arrays;

/**
 * 256 levels under beta-binomial distributions, n = 255; a block of features at a time, so that loops run over features
 * and are sums and products only.
 *
 * <pre>{@code
 * P(k) ~ A(k) B(n - k), A(0) = 1, A(k + 1) = A(k) ((alpha t + k t) / (k + 1)), B likewise with beta
 * t = 1 / max(1, (alpha + beta) / 94)
 * }</pre>
 *
 * t to the power n is common to all levels; it keeps the products in the range of float64. Both parameters are
 * exponentials of outputs clamped as {@link BetaBinomial} does. Not thread-safe; confine to one thread.
 */
final class BetaBinomialLevels implements LevelCoder {
    private static final int LEVELS = 256;
    private static final int BLOCK = 64;
    /** Near 255 / e, where the middle of the products starts to grow. */
    private static final double SMALL = 94;

    private static final double[] RECIPROCALS = reciprocals();

    private final int features;
    private final double[] alpha = new double[BLOCK]; // times t
    private final double[] beta = new double[BLOCK];
    private final double[] scale = new double[BLOCK]; // t
    private final double[] running = new double[BLOCK];
    private final double[] sums = new double[LEVELS * BLOCK]; // [level, feature]: sums up to and with the level

    BetaBinomialLevels(int features) {
        this.features = features;
    }

    private static double[] reciprocals() {
        double[] reciprocals = new double[LEVELS];
        for (int k = 0; k < LEVELS; k++) {
            reciprocals[k] = 1.0 / (k + 1);
        }
        return reciprocals;
    }

    @Override
    public int levels() {
        return LEVELS;
    }

    @Override
    public void push(RansStack stack, float[] outputs, int outputsFrom, int[] values, int valuesFrom) {
        for (int first = (features - 1) / BLOCK * BLOCK; first >= 0; first -= BLOCK) {
            int count = Math.min(BLOCK, features - first);
            prepare(outputs, outputsFrom + first, count);
            for (int i = count - 1; i >= 0; i--) {
                WeightSums.push(stack, sums, i, BLOCK, LEVELS, values[valuesFrom + first + i]);
            }
        }
    }

    @Override
    public void pop(RansStack stack, float[] outputs, int outputsFrom, int[] values, int valuesFrom) {
        for (int first = 0; first < features; first += BLOCK) {
            int count = Math.min(BLOCK, features - first);
            prepare(outputs, outputsFrom + first, count);
            for (int i = 0; i < count; i++) {
                values[valuesFrom + first + i] = WeightSums.pop(stack, sums, i, BLOCK, LEVELS);
            }
        }
    }

    private void prepare(float[] outputs, int from, int count) {
        for (int i = 0; i < count; i++) {
            double a = parameter(outputs[from + i]);
            double b = parameter(outputs[from + features + i]);
            double t = 1 / Math.max(1, (a + b) / SMALL);
            scale[i] = t;
            alpha[i] = a * t;
            beta[i] = b * t;
        }
        Arrays.fill(running, 1);
        for (int k = 0; k < LEVELS; k++) {
            System.arraycopy(running, 0, sums, k * BLOCK, BLOCK);
            step(running, alpha, scale, k);
        }
        Arrays.fill(running, 1);
        for (int k = 0; k < LEVELS; k++) {
            multiply(sums, (LEVELS - 1 - k) * BLOCK, running);
            step(running, beta, scale, k);
        }
        for (int k = 1; k < LEVELS; k++) {
            add(sums, k * BLOCK);
        }
    }

    private static float parameter(float logarithm) {
        return FloatMath.exp(Math.min(Math.max(logarithm, BetaBinomial.LOG_MIN), BetaBinomial.LOG_MAX));
    }

    /** Goes from A(k) to A(k + 1). */
    private static void step(double[] running, double[] parameter, double[] scale, int k) {
        double reciprocal = RECIPROCALS[k];
        double number = k;
        for (int i = 0; i < BLOCK; i++) {
            running[i] = running[i] * ((parameter[i] + number * scale[i]) * reciprocal);
        }
    }

    private static void multiply(double[] sums, int from, double[] running) {
        for (int i = 0; i < BLOCK; i++) {
            sums[from + i] = sums[from + i] * running[i];
        }
    }

    private static void add(double[] sums, int from) {
        for (int i = 0; i < BLOCK; i++) {
            sums[from + i] = sums[from + i] + sums[from - BLOCK + i];
        }
    }
}
