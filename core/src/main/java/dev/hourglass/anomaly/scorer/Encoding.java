package dev.hourglass.anomaly.scorer;

/**
 * What a scorer that makes a code of each row offers beside its score: a look at where rows lie in its latent space.
 *
 * <p>Implementations are immutable and safe for concurrent use; a row has the same code, to the bit, alone or among
 * others and with any number of threads.
 */
public interface Encoding {
    /** The most values of a code that are shown; of longer codes the first. */
    int MAX_CODE_SIZE = 32;

    /** Returns L, the number of values of a code, at most {@link #MAX_CODE_SIZE}; 0 where there is nothing to see. */
    int codeSize();

    /**
     * Encodes rows.
     *
     * @param rows [.., D], normalized and finite; not modified
     * @param count N, the number of rows
     * @param threads how many may work on it, at least 1
     * @return [N, L], finite
     */
    float[] codes(float[] rows, int count, int threads);
}
