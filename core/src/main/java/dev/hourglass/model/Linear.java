package dev.hourglass.model;

import dev.hourglass.tensor.Shape;

/**
 * {@code y = x W + b}: [N, inputs] to [N, outputs], W [inputs, outputs], b [outputs].
 *
 * @param inputs features in, at least 1
 * @param outputs features out, at least 1
 */
public record Linear(int inputs, int outputs) implements Layer {
    public Linear {
        if (inputs < 1 || outputs < 1) {
            throw new IllegalArgumentException(
                    "a linear layer must have at least 1 input and output, but had " + inputs + " and " + outputs);
        }
    }

    @Override
    public Shape outputShape(Shape input) {
        if (input.size() != inputs) {
            throw new IllegalArgumentException(
                    "a linear layer of " + inputs + " inputs cannot take samples of shape " + input);
        }
        return Shape.of(outputs);
    }
}
