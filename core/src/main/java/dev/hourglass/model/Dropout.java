package dev.hourglass.model;

import dev.hourglass.tensor.Shape;

/**
 * Sets a random share of the elements to 0 while training and scales the rest by {@code 1 / (1 - rate)}. Source:
 * Srivastava et al. 2014, JMLR 15.
 *
 * @param rate the share set to 0, in (0, 1)
 */
public record Dropout(double rate) implements Layer {
    public Dropout {
        if (!(rate > 0 && rate < 1)) {
            throw new IllegalArgumentException("dropout rate must be in (0, 1), but was " + rate);
        }
    }

    @Override
    public Shape outputShape(Shape input) {
        return input;
    }
}
