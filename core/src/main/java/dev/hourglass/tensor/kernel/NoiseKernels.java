package dev.hourglass.tensor.kernel;

/**
 * Random numbers by key and index: element i of a call is the number of index {@code first + i}, whatever the calls
 * around it, so that ranges may be cut among threads at will. {@link Noise} says what a key must be. Stateless and safe
 * for concurrent use.
 */
public interface NoiseKernels {
    /**
     * Writes uniform numbers in [0, 1), multiples of 2^-24.
     *
     * @param key which sequence
     * @param first the index of the first number
     * @param target overwritten from {@code from}, {@code count} elements, no padding
     */
    void uniform(long key, long first, float[] target, int from, int count);

    /**
     * Writes normal numbers of mean 0 and deviation 1, within [-6.4, 6.4]. They are functions of the bits that
     * {@link #uniform} takes: use another key where both must be independent.
     *
     * @param key which sequence
     * @param first the index of the first number
     * @param target overwritten from {@code from}, {@code count} elements, no padding
     */
    void normal(long key, long first, float[] target, int from, int count);
}
