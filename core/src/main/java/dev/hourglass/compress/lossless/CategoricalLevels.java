package dev.hourglass.compress.lossless;

import dev.hourglass.compress.entropy.RansStack;
import dev.hourglass.tensor.kernel.FloatMath;

/** One of K classes; weights are {@code e^(logit - largest logit)} in float32, summed in float64. */
final class CategoricalLevels implements LevelCoder {
    private final int features;
    private final int classes;
    private final double[] sums;

    CategoricalLevels(int features, int classes) {
        this.features = features;
        this.classes = classes;
        this.sums = new double[classes];
    }

    @Override
    public int levels() {
        return classes;
    }

    @Override
    public void push(RansStack stack, float[] outputs, int outputsFrom, int[] values, int valuesFrom) {
        for (int i = features - 1; i >= 0; i--) {
            prepare(outputs, outputsFrom + i);
            WeightSums.push(stack, sums, 0, 1, classes, values[valuesFrom + i]);
        }
    }

    @Override
    public void pop(RansStack stack, float[] outputs, int outputsFrom, int[] values, int valuesFrom) {
        for (int i = 0; i < features; i++) {
            prepare(outputs, outputsFrom + i);
            values[valuesFrom + i] = WeightSums.pop(stack, sums, 0, 1, classes);
        }
    }

    private void prepare(float[] outputs, int from) {
        float most = Float.NEGATIVE_INFINITY;
        for (int k = 0; k < classes; k++) {
            most = Math.max(most, outputs[from + k * features]);
        }
        double sum = 0;
        for (int k = 0; k < classes; k++) {
            sum += FloatMath.exp(outputs[from + k * features] - most);
            sums[k] = sum;
        }
    }
}
