package dev.hourglass.model;

import dev.hourglass.tensor.Shape;

/**
 * Standardises all values of a sample together, then scales and shifts each: {@code gamma (x - mean) / sqrt(var +
 * epsilon) + beta}, in training and after it alike. Images are taken as one row [C H W]. Source: Ba, Kiros and Hinton
 * 2016, https://arxiv.org/abs/1607.06450.
 *
 * @param features D, at least 1
 * @param epsilon added to the variance, above 0
 */
public record LayerNorm(int features, double epsilon) implements Layer {
    public LayerNorm {
        if (features < 1 || !(epsilon > 0)) {
            throw new IllegalArgumentException(
                    "layer normalisation needs features >= 1 and epsilon > 0, but had " + features + " and " + epsilon);
        }
    }

    /** Returns layer normalisation with epsilon 1e-5. */
    public static LayerNorm defaults(int features) {
        return new LayerNorm(features, 1e-5);
    }

    @Override
    public Shape outputShape(Shape input) {
        if (input.size() != features) {
            throw new IllegalArgumentException(
                    "layer normalisation of " + features + " features cannot take samples of shape " + input);
        }
        return input;
    }
}
