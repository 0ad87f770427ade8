package dev.hourglass.generate;

import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.tensor.SeededRandom;

/**
 * A distribution that codes are drawn from. Immutable and safe for concurrent use; equal seeds give equal bits on every
 * machine.
 */
public sealed interface CodeSource permits StandardNormal, AncestralPrior, GaussianMixture, AggregatePosterior {
    /** Returns L, the number of values of one code. */
    int size();

    /**
     * Draws codes one after the other, so that the same codes come in one call or in several.
     *
     * @param random where randomness comes from; advanced
     * @param codes [count, L]; overwritten
     * @param count how many
     */
    void draw(SeededRandom random, float[] codes, int count);

    /**
     * Refuses a model that codes of this source mean nothing to.
     *
     * @throws IllegalArgumentException if they do not fit
     */
    void requireFit(TrainedModel model);
}
