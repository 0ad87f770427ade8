package dev.hourglass.data;

import dev.hourglass.tensor.Shape;

/**
 * Describes images whose pixels are in [0, 1].
 *
 * @param channels C: 1 for grey, 3 for RGB
 * @param height H, in pixels
 * @param width W, in pixels
 */
public record ImageSchema(int channels, int height, int width) implements DataSchema {
    public ImageSchema {
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException("channels must be 1 (grey) or 3 (RGB), but was " + channels);
        }
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException(
                    "height and width must be at least 1, but were " + height + " x " + width);
        }
    }

    @Override
    public Shape sampleShape() {
        return Shape.of(channels, height, width);
    }

    @Override
    public long sampleBytes() {
        return features();
    }
}
