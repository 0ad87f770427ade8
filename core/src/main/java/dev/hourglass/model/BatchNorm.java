package dev.hourglass.model;

import dev.hourglass.tensor.Shape;

/**
 * Standardises each feature (of images each channel, over all pixels) over the batch, then scales and shifts it:
 * {@code gamma (x - mean) / sqrt(var + epsilon) + beta}. Inference uses running averages. Source: Ioffe and Szegedy
 * 2015, https://arxiv.org/abs/1502.03167.
 *
 * @param features D, at least 1
 * @param momentum the share of the old running average kept a step, in [0, 1)
 * @param epsilon added to the variance, above 0
 */
public record BatchNorm(int features, double momentum, double epsilon) implements Layer {
    public BatchNorm {
        if (features < 1 || !(momentum >= 0 && momentum < 1) || !(epsilon > 0)) {
            throw new IllegalArgumentException(
                    "batch normalisation needs features >= 1, momentum in [0, 1) and epsilon > 0, but had " + features
                            + ", " + momentum + ", " + epsilon);
        }
    }

    /** Returns batch normalisation with momentum 0.9 and epsilon 1e-5. */
    public static BatchNorm defaults(int features) {
        return new BatchNorm(features, 0.9, 1e-5);
    }

    @Override
    public Shape outputShape(Shape input) {
        int found = input.rank() == 3 ? input.dimension(0) : input.size();
        if (found != features) {
            throw new IllegalArgumentException(
                    "batch normalisation of " + features + " features cannot take samples of shape " + input);
        }
        return input;
    }
}
