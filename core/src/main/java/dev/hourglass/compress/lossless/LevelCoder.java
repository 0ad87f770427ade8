package dev.hourglass.compress.lossless;

import dev.hourglass.compress.entropy.RansStack;

/**
 * Codes the values of a sample, whole levels from 0 on, under the distributions a decoder network gives them. Every
 * level can always be coded. Not thread-safe; confine to one thread.
 */
sealed interface LevelCoder
        permits BernoulliLevels, BetaBinomialLevels, CategoricalLevels, GaussianLevels, MixtureLevels {
    /** The frequencies of the levels of one value sum to 2^24 where they are at most 256. */
    int PRECISION_BITS = 24;

    /** Returns the number of levels, at least 2. */
    int levels();

    /**
     * Pushes the values of one sample, the last one first.
     *
     * @param outputs the decoder's, [P, D] from outputsFrom; not modified
     * @param values levels [D] from valuesFrom; not modified
     */
    void push(RansStack stack, float[] outputs, int outputsFrom, int[] values, int valuesFrom);

    /**
     * Pops the values of one sample, the first one first.
     *
     * @param outputs the decoder's, [P, D] from outputsFrom; not modified
     * @param values overwritten with levels [D] from valuesFrom
     */
    void pop(RansStack stack, float[] outputs, int outputsFrom, int[] values, int valuesFrom);
}
