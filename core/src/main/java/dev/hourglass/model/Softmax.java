package dev.hourglass.model;

import dev.hourglass.tensor.Shape;

/** Turns the features of a row into shares that add up to 1: {@code exp(x_i) / sum over j of exp(x_j)}. */
public record Softmax() implements Layer {
    @Override
    public Shape outputShape(Shape input) {
        if (input.rank() != 1) {
            throw new IllegalArgumentException(
                    "softmax takes rows of features, but samples have shape " + input + "; put flatten before it");
        }
        return input;
    }
}
