package dev.hourglass.compress.lossless;

import dev.hourglass.compress.entropy.RansStack;
import dev.hourglass.error.CorruptArtifactException;

/**
 * The codes of one latent variable for a group of rows, and the distributions that the network below tells of them.
 * Codes are popped first row and first dimension first, and pushed last row and last dimension first. Not thread-safe;
 * confine to one thread.
 */
final class LatentCodes {
    private final LatentGrid grid;
    private final int size;
    private final float[] posteriors; // [rows, 2 L]: means, then logarithms of variances
    private final float[] codes; // [rows, L]
    private final int[] buckets; // [rows, L]

    LatentCodes(LatentGrid grid, int size) {
        this.grid = grid;
        this.size = size;
        this.posteriors = new float[RowGroups.MOST_ROWS * 2 * size];
        this.codes = new float[RowGroups.MOST_ROWS * size];
        this.buckets = new int[RowGroups.MOST_ROWS * size];
    }

    /** Returns where the network below leaves its outputs. */
    float[] posteriors() {
        return posteriors;
    }

    /** Returns the codes; not to be written to. */
    float[] codes() {
        return codes;
    }

    private void set(int at, int bucket) {
        buckets[at] = bucket;
        codes[at] = grid.code(bucket);
    }

    /** Returns where the mean of a value is in [rows, 2 L]; the logarithm of its variance is L further. */
    private int mean(int at) {
        return at + at / size * size;
    }

    /** Pops codes that are distributed as the posteriors. */
    void popPosterior(RansStack stack, int count) {
        for (int i = 0; i < count * size; i++) {
            set(i, grid.popPosterior(stack, posteriors[mean(i)], posteriors[mean(i) + size]));
        }
    }

    /**
     * Pushes what {@link #popPosterior} popped.
     *
     * @throws CorruptArtifactException if the posteriors rule one of the codes out
     */
    void pushPosterior(String name, RansStack stack, int count) {
        for (int i = count * size - 1; i >= 0; i--) {
            if (!grid.pushPosterior(stack, buckets[i], posteriors[mean(i)], posteriors[mean(i) + size])) {
                throw new CorruptArtifactException(
                        name,
                        0,
                        "a decoded code must be possible for its decoded sample, but is not; the bytes are damaged or"
                                + " another model wrote them");
            }
        }
    }

    /** Pushes codes under normal distributions [rows, 2 L]. */
    void pushPrior(RansStack stack, float[] told, int count) {
        for (int i = count * size - 1; i >= 0; i--) {
            grid.pushPrior(stack, buckets[i], told[mean(i)], told[mean(i) + size]);
        }
    }

    /** Pops codes under normal distributions [rows, 2 L]. */
    void popPrior(RansStack stack, float[] told, int count) {
        for (int i = 0; i < count * size; i++) {
            set(i, grid.popPrior(stack, told[mean(i)], told[mean(i) + size]));
        }
    }

    /** Pushes codes whose buckets are equally likely. */
    void pushUniform(RansStack stack, int count) {
        for (int i = count * size - 1; i >= 0; i--) {
            stack.pushUniform(0, buckets[i], LatentGrid.BITS);
        }
    }

    /** Pops codes whose buckets are equally likely. */
    void popUniform(RansStack stack, int count) {
        for (int i = 0; i < count * size; i++) {
            set(i, stack.popUniform(0, LatentGrid.BITS));
        }
    }
}
