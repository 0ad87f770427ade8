package dev.hourglass.nn;

import dev.hourglass.model.ActivationFunction;
import dev.hourglass.tensor.kernel.ActivationKernels;
import dev.hourglass.tensor.kernel.Lanes;

/**
 * Applies a function in place; GELU, whose slope its output does not tell, writes to a slab of its own, and so does a
 * sigmoid that is told to.
 */
final class ActivationOperation implements Operation {
    private final ActivationKernels kernels;
    private final ActivationFunction function;
    private final Slab input;
    private final Slab output;

    ActivationOperation(ActivationKernels kernels, ActivationFunction function, Slab input) {
        this(kernels, function, input, function == ActivationFunction.GELU ? input.withOwnValues() : input);
    }

    private ActivationOperation(ActivationKernels kernels, ActivationFunction function, Slab input, Slab output) {
        this.kernels = kernels;
        this.function = function;
        this.input = input;
        this.output = output;
    }

    /** Returns one that writes to a slab of its own where it can. */
    ActivationOperation apart() {
        return isSigmoid() ? new ActivationOperation(kernels, function, input, input.withOwnValues()) : this;
    }

    /** Returns whether outputs are in a slab of their own. */
    boolean isApart() {
        return output != input;
    }

    boolean isSigmoid() {
        return function == ActivationFunction.SIGMOID;
    }

    @Override
    public void forward(int from, int to, Worker worker) {
        float[] z = input.values();
        int start = start(from, to, worker);
        int count = end(from, to, worker) - start;
        int outputStart = start - input.start(from) + output.start(from);
        switch (function) {
            case LINEAR -> {}
            case RELU -> kernels.relu(z, start, count);
            case LEAKY_RELU -> kernels.leakyRelu(z, start, count);
            case ELU -> kernels.elu(z, start, count);
            case GELU -> kernels.gelu(z, start, output.values(), outputStart, count);
            case TANH -> kernels.tanh(z, start, count);
            case SIGMOID -> {
                kernels.sigmoid(z, start, output.values(), outputStart, count);
                output.clearPadding(from, to);
            }
        }
    }

    @Override
    public void backward(int from, int to, Worker worker) {
        if (!input.hasGradients()) {
            return;
        }
        float[] y = output.values();
        float[] g = input.gradients();
        int start = start(from, to, worker);
        int count = end(from, to, worker) - start;
        switch (function) {
            case LINEAR -> {}
            case RELU -> kernels.reluGradient(y, start, g, start, count);
            case LEAKY_RELU -> kernels.leakyReluGradient(y, start, g, start, count);
            case ELU -> kernels.eluGradient(y, start, g, start, count);
            case GELU -> kernels.geluGradient(input.values(), start, g, start, count);
            case TANH -> kernels.tanhGradient(y, start, g, start, count);
            case SIGMOID -> kernels.sigmoidGradient(y, start, g, start, count);
        }
    }

    private int start(int from, int to, Worker worker) {
        return input.start(from) + worker.first((to - from) * input.stride() / Lanes.COUNT) * Lanes.COUNT;
    }

    private int end(int from, int to, Worker worker) {
        return input.start(from) + worker.end((to - from) * input.stride() / Lanes.COUNT) * Lanes.COUNT;
    }

    /** A sigmoid is none: it sets the padding back, which another worker may not have come to. */
    @Override
    public boolean isDivisible() {
        return function != ActivationFunction.SIGMOID;
    }

    @Override
    public Slab output() {
        return output;
    }
}
