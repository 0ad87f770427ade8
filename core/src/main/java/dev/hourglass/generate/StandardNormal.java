package dev.hourglass.generate;

import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.model.Latent;
import dev.hourglass.tensor.SeededRandom;
import java.util.Set;

/**
 * The prior of Gaussian latent variables, and of plain ones that training holds to it: every value normal, of mean 0
 * and deviation 1.
 *
 * @param size L, at least 1
 */
public record StandardNormal(int size) implements CodeSource {
    /** Objectives that hold plain codes to the prior, or make samples of it. */
    private static final Set<String> HOLDING = Set.of("wae", "aae", "gan");

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

    /** Returns whether training made the codes of a model look drawn from this. */
    public static boolean isPriorOf(TrainedModel model) {
        Latent latent = model.autoencoder().latent();
        String objective = model.provenance().settings().getOrDefault("objective", "");
        return latent instanceof Latent.Gaussian || (latent instanceof Latent.Point && HOLDING.contains(objective));
    }

    @Override
    public void requireFit(TrainedModel model) {
        Latent latent = model.autoencoder().latent();
        if (!isPriorOf(model)) {
            throw new IllegalArgumentException(
                    "the prior belongs to gaussian latent variables, and to codes trained by wae, aae or gan, but that"
                            + " of this model is " + latent.id() + "; draw "
                            + (latent instanceof Latent.Quantized ? "" : "from a mixture fitted to codes of data, or ")
                            + "from the aggregate of codes of data");
        }
        LatentChecks.requireSize(size, latent);
    }
}
