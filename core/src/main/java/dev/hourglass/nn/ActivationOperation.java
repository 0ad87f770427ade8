package dev.hourglass.nn;

import dev.hourglass.model.ActivationFunction;
import dev.hourglass.tensor.kernel.ActivationKernels;
import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.tensor.kernel.Lanes;

/**
 * Applies a function in place; GELU, whose slope its output does not tell, writes to a slab of its own, and so does a
 * sigmoid that is told to.
 */
final class ActivationOperation implements Operation {
    private final Kernels kernels;
    private final ActivationFunction function;
    private final Slab input;
    private final Slab output;

    ActivationOperation(Kernels kernels, ActivationFunction function, Slab input) {
        this(kernels, function, input, function == ActivationFunction.GELU ? input.withOwnValues() : input);
    }

    private ActivationOperation(Kernels kernels, ActivationFunction function, Slab input, Slab output) {
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
        ActivationKernels functions = kernels.activation();
        float[] z = input.values();
        int start = start(from, to, worker);
        int count = end(from, to, worker) - start;
        int outputStart = start - input.start(from) + output.start(from);
        switch (function) {
            case LINEAR -> {}
            case RELU -> functions.relu(z, start, count);
            case LEAKY_RELU -> functions.leakyRelu(z, start, count);
            case ELU -> functions.elu(z, start, count);
            case GELU -> functions.gelu(z, start, output.values(), outputStart, count);
            case TANH -> functions.tanh(z, start, count);
            case SIGMOID -> {
                functions.sigmoid(z, start, output.values(), outputStart, count);
                output.clearPadding(from, to);
            }
        }
    }

    @Override
    public void backward(int from, int to, Worker worker) {
        if (!input.hasGradients()) {
            return;
        }
        ActivationKernels functions = kernels.activation();
        float[] y = output.values();
        float[] g = input.gradients();
        int start = start(from, to, worker);
        int count = end(from, to, worker) - start;
        switch (function) {
            case LINEAR -> {}
            case RELU -> functions.reluGradient(y, start, g, start, count);
            case LEAKY_RELU -> functions.leakyReluGradient(y, start, g, start, count);
            case ELU -> functions.eluGradient(y, start, g, start, count);
            case GELU -> functions.geluGradient(input.values(), start, g, start, count);
            case TANH -> functions.tanhGradient(y, start, g, start, count);
            case SIGMOID -> functions.sigmoidGradient(y, start, g, start, count);
        }
        if (hasTinySlopes()) {
            TinyGradients.flush(kernels.update(), g, start, count);
        }
    }

    /** Returns whether slopes of units far out are all but 0; those of others are 0 there, or never small. */
    private boolean hasTinySlopes() {
        return switch (function) {
            case SIGMOID, GELU -> true;
            case LINEAR, RELU, LEAKY_RELU, ELU, TANH -> false;
        };
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
