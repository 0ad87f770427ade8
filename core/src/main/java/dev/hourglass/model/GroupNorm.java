package dev.hourglass.model;

import dev.hourglass.tensor.Shape;

/**
 * Standardises the pixels of each group of channels of an image together, then scales and shifts each channel, in
 * training and after it alike. Source: Wu and He 2018, https://arxiv.org/abs/1803.08494.
 *
 * @param groups of neighbouring channels, at least 1; divides the channels
 * @param channels C
 * @param epsilon added to the variance, above 0
 */
public record GroupNorm(int groups, int channels, double epsilon) implements Layer {
    public GroupNorm {
        if (groups < 1 || channels < 1 || channels % groups != 0 || !(epsilon > 0)) {
            throw new IllegalArgumentException(
                    "group normalisation needs groups that divide the channels and epsilon > 0, but had " + groups
                            + " groups of " + channels + " channels and epsilon " + epsilon);
        }
    }

    /** Returns group normalisation with epsilon 1e-5. */
    public static GroupNorm of(int groups, int channels) {
        return new GroupNorm(groups, channels, 1e-5);
    }

    @Override
    public Shape outputShape(Shape input) {
        return ImageLayers.requireChannels("group normalisation", input, channels);
    }
}
