package dev.hourglass.model;

import dev.hourglass.tensor.Shape;
import java.util.List;

/**
 * A chain of layers. Immutable and safe for concurrent use.
 *
 * @param inputShape the shape of one input sample
 * @param layers applied in order
 */
public record Network(Shape inputShape, List<Layer> layers) {
    public Network {
        layers = List.copyOf(layers);
        Shape shape = inputShape;
        for (Layer layer : layers) {
            shape = layer.outputShape(shape);
        }
    }

    /** Returns the shape of one output sample. */
    public Shape outputShape() {
        Shape shape = inputShape;
        for (Layer layer : layers) {
            shape = layer.outputShape(shape);
        }
        return shape;
    }
}
