package dev.hourglass.generate;

import dev.hourglass.model.Latent;
import dev.hourglass.tensor.SeededRandom;

/**
 * The prior of Gaussian latent variables: every value normal, of mean 0 and deviation 1.
 *
 * @param size L, at least 1
 */
public record StandardNormal(int size) implements CodeSource {
    public StandardNormal {
        if (size < 1) {
            throw new IllegalArgumentException("the size of a code must be at least 1, but was " + size);
        }
    }

    @Override
    public void draw(SeededRandom random, float[] codes, int count) {
        for (int i = 0; i < count * size; i++) {
            codes[i] = (float) random.nextGaussian();
        }
    }

    @Override
    public void requireFit(Latent latent) {
        if (!(latent instanceof Latent.Gaussian)) {
            throw new IllegalArgumentException(
                    "the prior belongs to models with a gaussian latent variable, but that of"
                            + " this one is " + latent.id() + "; draw "
                            + (latent instanceof Latent.Quantized ? "" : "from a mixture fitted to codes of data, or ")
                            + "from the aggregate of codes of data");
        }
        LatentChecks.requireSize(size, latent);
    }
}
