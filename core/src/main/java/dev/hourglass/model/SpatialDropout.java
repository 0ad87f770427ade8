package dev.hourglass.model;

import dev.hourglass.tensor.Shape;

/**
 * Sets a random share of the channels of each image to 0 while training, whole, and scales the rest by {@code 1 / (1 -
 * rate)}: neighbouring pixels tell the same, so dropping them one by one changes little. Source: Tompson et al. 2015,
 * https://arxiv.org/abs/1411.4280.
 *
 * @param rate the share set to 0, in (0, 1)
 */
public record SpatialDropout(double rate) implements Layer {
    public SpatialDropout {
        if (!(rate > 0 && rate < 1)) {
            throw new IllegalArgumentException("spatial dropout rate must be in (0, 1), but was " + rate);
        }
    }

    @Override
    public Shape outputShape(Shape input) {
        return ImageLayers.requireImage("spatial dropout", input);
    }
}
