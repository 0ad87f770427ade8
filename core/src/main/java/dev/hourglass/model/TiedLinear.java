package dev.hourglass.model;

import dev.hourglass.tensor.Shape;

/**
 * {@code y = x W^T + b} with the W of an encoder layer: [N, inputs] to [N, outputs], W [outputs, inputs], own b.
 *
 * @param encoderLayer the index in the encoder of the {@link Linear} whose weights are shared
 * @param inputs features in, that layer's outputs
 * @param outputs features out, that layer's inputs
 */
public record TiedLinear(int encoderLayer, int inputs, int outputs) implements Layer {
    @Override
    public Shape outputShape(Shape input) {
        if (input.size() != inputs) {
            throw new IllegalArgumentException(
                    "a tied layer of " + inputs + " inputs cannot take samples of shape " + input);
        }
        return Shape.of(outputs);
    }
}
