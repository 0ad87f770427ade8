package dev.hourglass.train;

import java.util.List;

/**
 * Says how the layers of a dense autoencoder are trained one by one, each on the codes of the one below, before all of
 * them are trained together. Sources: Hinton and Salakhutdinov 2006, "Reducing the dimensionality of data with neural
 * networks"; Vincent et al. 2010, "Stacked denoising autoencoders", https://www.jmlr.org/papers/v11/vincent10a.html.
 *
 * @param kind what each layer is trained as
 * @param epochs of each layer, at least 1
 * @param learningRate of stochastic gradient descent with momentum 0.9 for Boltzmann machines, where linear codes take
 *     a hundredth of it as in the code of the source; of Adam for denoising autoencoders; above 0
 * @param batchSize samples a step, at least 1
 * @param masking the share of values a denoising autoencoder does not see, layer by layer, in [0, 1]; the last one
 *     stands for all layers above it
 */
public record PretrainingConfig(Kind kind, int epochs, double learningRate, int batchSize, List<Double> masking) {
    /** What a layer is trained as. */
    public enum Kind {
        /** A restricted Boltzmann machine, by contrastive divergence of one step. */
        RBM,
        /** An autoencoder of one tied layer that restores masked values. */
        DENOISING
    }

    public PretrainingConfig {
        masking = List.copyOf(masking);
        if (epochs < 1) {
            throw new IllegalArgumentException("pretraining epochs must be at least 1, but were " + epochs);
        }
        if (!(learningRate > 0) || Double.isInfinite(learningRate)) {
            throw new IllegalArgumentException(
                    "the learning rate of pretraining must be above 0 and finite, but was " + learningRate);
        }
        if (batchSize < 1) {
            throw new IllegalArgumentException("the batch of pretraining must be at least 1, but was " + batchSize);
        }
        if (masking.isEmpty() || masking.stream().anyMatch(share -> !(share >= 0 && share <= 1))) {
            throw new IllegalArgumentException("masking must be shares in [0, 1], but was " + masking);
        }
    }

    /** Returns 10 epochs a layer in batches of 100 at 0.05 (Boltzmann machines) or 0.001 (denoising, 30 % masked). */
    public static PretrainingConfig defaults(Kind kind) {
        return new PretrainingConfig(kind, 10, kind == Kind.RBM ? 0.05 : 0.001, 100, List.of(0.3));
    }

    /** Returns a copy with another number of epochs. */
    public PretrainingConfig withEpochs(int changed) {
        return new PretrainingConfig(kind, changed, learningRate, batchSize, masking);
    }

    /** Returns a copy with another learning rate. */
    public PretrainingConfig withLearningRate(double changed) {
        return new PretrainingConfig(kind, epochs, changed, batchSize, masking);
    }

    /** Returns a copy with another batch size. */
    public PretrainingConfig withBatchSize(int changed) {
        return new PretrainingConfig(kind, epochs, learningRate, changed, masking);
    }

    /** Returns a copy that masks other shares. */
    public PretrainingConfig withMasking(List<Double> changed) {
        return new PretrainingConfig(kind, epochs, learningRate, batchSize, changed);
    }

    /** Returns the share that a layer's autoencoder does not see; layers count from 0. */
    double masking(int layer) {
        return masking.get(Math.min(layer, masking.size() - 1));
    }
}
