package dev.hourglass.model;

import dev.hourglass.tensor.Shape;

/**
 * Generalised divisive normalisation of the channels of each pixel, or its approximate inverse:
 *
 * <pre>{@code
 * y_i = x_i / (beta_i + sum_j gamma_ij |x_j|)        inverse: y_i = x_i (beta_i + sum_j gamma_ij |x_j|)
 * }</pre>
 *
 * <p>beta and gamma are never negative. Sources: Ball&eacute; et al. 2016, https://arxiv.org/abs/1511.06281; with
 * magnitudes in place of roots of squares: Johnston et al. 2019, https://arxiv.org/abs/1912.08771.
 *
 * @param channels C, at least 1
 * @param isInverse whether it multiplies
 */
public record Gdn(int channels, boolean isInverse) implements Layer {
    public Gdn {
        if (channels < 1) {
            throw new IllegalArgumentException("divisive normalisation needs at least 1 channel, but had " + channels);
        }
    }

    /** Returns the convolution over one pixel that makes divisors of magnitudes. */
    public Conv2d divisor() {
        return new Conv2d(channels, channels, 1, 1, Padding.VALID, 1);
    }

    @Override
    public Shape outputShape(Shape input) {
        return ImageLayers.requireChannels("divisive normalisation", input, channels);
    }
}
