package dev.hourglass.nn;

import dev.hourglass.tensor.kernel.FloatMath;
import dev.hourglass.tensor.kernel.UpdateKernels;

/**
 * Turns rows into shares that add up to 1.
 *
 * <pre>{@code
 * y = exp(x - max) / sum(exp(x - max))        dx = y (dy - sum(y dy))
 * }</pre>
 */
final class SoftmaxOperation implements Operation {
    private final UpdateKernels kernels;
    private final Slab input;
    private final Slab output;

    SoftmaxOperation(UpdateKernels kernels, Slab input) {
        this.kernels = kernels;
        this.input = input;
        this.output = input.withOwnValues();
    }

    @Override
    public void forward(int from, int to, Worker worker) {
        for (int i = from; i < to; i++) {
            share(input.start(i));
        }
    }

    private void share(int row) {
        float[] x = input.values();
        float[] y = output.values();
        int end = row + input.columns();
        float largest = x[row];
        for (int j = row; j < end; j++) {
            largest = Math.max(largest, x[j]);
        }
        double sum = 0;
        for (int j = row; j < end; j++) {
            y[j] = FloatMath.exp(x[j] - largest);
            sum += y[j];
        }
        float scale = (float) (1 / sum);
        for (int j = row; j < end; j++) {
            y[j] *= scale;
        }
    }

    @Override
    public void backward(int from, int to, Worker worker) {
        if (!input.hasGradients()) {
            return;
        }
        float[] y = output.values();
        float[] g = input.gradients();
        for (int i = from; i < to; i++) {
            int row = input.start(i);
            double sum = 0;
            for (int j = row; j < row + input.columns(); j++) {
                sum += y[j] * g[j];
            }
            for (int j = row; j < row + input.columns(); j++) {
                g[j] = y[j] * (g[j] - (float) sum);
            }
        }
        TinyGradients.flush(kernels, g, input.start(from), (to - from) * input.stride());
    }

    @Override
    public Slab output() {
        return output;
    }
}
