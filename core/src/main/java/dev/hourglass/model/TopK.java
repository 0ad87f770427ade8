package dev.hourglass.model;

import dev.hourglass.tensor.Shape;

/**
 * Keeps the k largest values of a sample and sets the others to 0, in training and after it: as the last layer of an
 * encoder it makes a k-sparse autoencoder. Source: Makhzani and Frey 2014, https://arxiv.org/abs/1312.5663.
 *
 * @param k how many values stay, at least 1
 */
public record TopK(int k) implements Layer {
    public TopK {
        if (k < 1) {
            throw new IllegalArgumentException("top-k must keep at least 1 value, but keeps " + k);
        }
    }

    @Override
    public Shape outputShape(Shape input) {
        if (k > input.size()) {
            throw new IllegalArgumentException(
                    "top-k must keep at most the " + input.size() + " values before it, but keeps " + k);
        }
        return Shape.of(input.size());
    }
}
