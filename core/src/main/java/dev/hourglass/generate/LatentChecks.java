package dev.hourglass.generate;

import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.error.WrongModelException;
import dev.hourglass.model.Latent;

/** Refuses models whose codes cannot be worked with. */
final class LatentChecks {
    private LatentChecks() {}

    static void requireSize(int size, Latent latent) {
        if (size != latent.size()) {
            throw new IllegalArgumentException(
                    "codes must have the " + latent.size() + " values that the model takes, but had " + size);
        }
    }

    /** Requires codes that may lie between others: all but indices into a codebook. */
    static void requireContinuous(TrainedModel model, String what) {
        if (model.autoencoder().latent() instanceof Latent.Quantized) {
            throw new WrongModelException(what + " needs codes that may lie between others, but those of this model"
                    + " are entries of a codebook; use a model with a point or gaussian latent variable");
        }
    }
}
