package dev.hourglass.nn;

import dev.hourglass.tensor.Shape;

/**
 * Names one array of weights and says where it lies in {@link Parameters}.
 *
 * @param name its path, for example {@code encoder.0.weight}
 * @param shape [inputs, outputs] for weights, [kernel, kernel, in, out] for those of a convolution, else [features]
 * @param role what it is for
 * @param rows rows of storage that count: all dimensions of a matrix but the last, 1 otherwise
 * @param columns columns that count
 * @param stride distance of two rows: columns padded to a multiple of 16
 * @param offset the first element in the storage, at least {@link dev.hourglass.tensor.kernel.Lanes#FIRST}
 */
public record Parameter(String name, Shape shape, Role role, int rows, int columns, int stride, int offset) {
    /** What an array of weights is for. */
    public enum Role {
        /** The matrix of a linear layer: initialised at random, penalised, decayed. */
        WEIGHT,
        /** The matrix of divisive normalisation: starts at 0.1 on the diagonal, never negative, not decayed. */
        NORMALIZER,
        /** Added to a layer's output: starts at 0. */
        BIAS,
        /** Multiplies a layer's output: starts at 1. */
        SCALE,
        /** A running mean: starts at 0, not trained. */
        RUNNING_MEAN,
        /** A running variance: starts at 1, not trained. */
        RUNNING_VARIANCE,
        /** The entries of a codebook: drawn at random, follow the encoder, not trained by gradients. */
        CODEBOOK,
        /** Moving averages behind a codebook: start at 0, not trained by gradients. */
        CODEBOOK_AVERAGE,
        /** What an algorithm carries from step to step: starts at 0, not trained by gradients. */
        STATE;

        /** Returns whether gradients change it. */
        public boolean isTrained() {
            return this == WEIGHT || this == NORMALIZER || this == BIAS || this == SCALE;
        }

        /** Returns whether it is a matrix, updated in strips of 8 rows. */
        boolean isMatrix() {
            return this == WEIGHT || this == NORMALIZER;
        }
    }

    /** Returns the rows of storage: padded to the 8 rows of an update strip for matrices, even of a single row. */
    public int storedRows() {
        return role.isMatrix() ? (rows + 7) & -8 : rows;
    }

    /** Returns the elements of storage. */
    int storedSize() {
        return storedRows() * stride;
    }
}
