package dev.hourglass.model;

import dev.hourglass.tensor.Shape;
import java.util.List;

/**
 * Adds what layers make of a sample to the sample itself: {@code y = x + body(x)}. Source: He et al. 2016,
 * https://arxiv.org/abs/1512.03385.
 *
 * @param body at least one layer; they keep the shape
 */
public record Residual(List<Layer> body) implements Layer {
    public Residual {
        body = List.copyOf(body);
        if (body.isEmpty()) {
            throw new IllegalArgumentException("a residual block must hold at least 1 layer, but had none");
        }
        if (body.stream().anyMatch(TiedLinear.class::isInstance)) {
            throw new IllegalArgumentException(
                    "a residual block cannot hold tied layers; tie only layers of the decoder itself");
        }
    }

    @Override
    public Shape outputShape(Shape input) {
        Shape output = new Network(input, body).outputShape();
        if (!output.equals(input)) {
            throw new IllegalArgumentException(
                    "the layers of a residual block must keep the shape, but they turn " + input + " into " + output);
        }
        return input;
    }
}
