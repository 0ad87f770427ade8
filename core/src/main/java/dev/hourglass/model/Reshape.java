package dev.hourglass.model;

import dev.hourglass.tensor.Shape;

/**
 * Reads the same values in another shape; images as [C, H, W], channel by channel. Flattening is a reshape to one
 * dimension.
 *
 * @param shape of one output sample
 */
public record Reshape(Shape shape) implements Layer {
    @Override
    public Shape outputShape(Shape input) {
        if (input.size() != shape.size()) {
            throw new IllegalArgumentException("a reshape to " + shape + " needs samples of " + shape.size()
                    + " values, but they have " + input.size() + ", shape " + input);
        }
        return shape;
    }
}
