package dev.hourglass.model;

import dev.hourglass.tensor.Shape;

/**
 * Enlarges images: [N, C, H, W] to [N, C, factor H, factor W].
 *
 * @param kind where new pixels come from
 * @param factor at least 1
 */
public record Upsample(Kind kind, int factor) implements Layer {
    /** Where new pixels come from. */
    public enum Kind {
        /** Each pixel is repeated. */
        NEAREST,
        /** Between the centres of the four nearest pixels, those at the edge repeated. */
        BILINEAR
    }

    public Upsample {
        if (factor < 1) {
            throw new IllegalArgumentException("upsampling needs a factor of at least 1, but had " + factor);
        }
    }

    @Override
    public Shape outputShape(Shape input) {
        Shape image = ImageLayers.requireImage("upsampling", input);
        return Shape.of(image.dimension(0), factor * image.dimension(1), factor * image.dimension(2));
    }
}
