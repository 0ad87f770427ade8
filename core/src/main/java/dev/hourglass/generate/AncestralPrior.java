package dev.hourglass.generate;

import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.model.Hierarchical;
import dev.hourglass.nn.Chain;
import dev.hourglass.nn.Inference;
import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.kernel.FloatMath;
import dev.hourglass.tensor.kernel.Kernels;

/**
 * The prior of a hierarchy of latent variables: the top level is standard normal, each other one is drawn from the
 * distribution that the level above tells; codes are those of the first level. Source: Kingma, Abbeel and Ho 2019,
 * https://arxiv.org/abs/1905.06845, section 2.3.
 */
public final class AncestralPrior implements CodeSource {
    private final TrainedModel model;
    private final Hierarchical latent;

    private AncestralPrior(TrainedModel model, Hierarchical latent) {
        this.model = model;
        this.latent = latent;
    }

    /**
     * Returns the prior of a model.
     *
     * @throws IllegalArgumentException if its latent variable is not hierarchical
     */
    public static AncestralPrior of(TrainedModel model) {
        if (model.autoencoder().latent() instanceof Hierarchical hierarchical) {
            return new AncestralPrior(model, hierarchical);
        }
        throw new IllegalArgumentException(
                "codes are drawn level by level from a hierarchical latent variable, but that" + " of this model is "
                        + model.autoencoder().latent().id() + "; draw them from another source");
    }

    @Override
    public int size() {
        return latent.size();
    }

    /** The noise of all levels of a code comes first, so that codes do not depend on how many are drawn at once. */
    @Override
    public void draw(SeededRandom random, float[] codes, int count) {
        float[][] drawn = new float[latent.levels()][]; // from the first level up
        for (int level = 1; level <= latent.levels(); level++) {
            drawn[level - 1] = new float[Math.multiplyExact(count, latent.size(level))];
        }
        for (int i = 0; i < count; i++) {
            for (int level = latent.levels(); level >= 1; level--) {
                int size = latent.size(level);
                for (int j = 0; j < size; j++) {
                    drawn[level - 1][i * size + j] = (float) random.nextGaussian();
                }
            }
        }
        for (int level = latent.levels() - 1; level >= 1; level--) {
            place(drawn[level - 1], tell(level, drawn[level], count), latent.size(level));
        }
        System.arraycopy(drawn[0], 0, codes, 0, count * size());
    }

    private float[] tell(int level, float[] above, int count) {
        Chain chain = Chain.of(Hierarchical.priorPath(level), latent.prior(level));
        Inference prior = Inference.create(chain, model.parameters(), model.threads(), Kernels.best());
        float[] told = new float[Math.multiplyExact(count, prior.outputs())];
        prior.run(above, 0, told, count);
        return told;
    }

    /** Turns noise into draws from the distributions told: [count, 2 size], means and logarithms of variances. */
    private static void place(float[] noise, float[] told, int size) {
        for (int i = 0; i < noise.length; i++) {
            int mean = i + i / size * size;
            noise[i] = Math.fma(FloatMath.exp(0.5f * told[mean + size]), noise[i], told[mean]);
        }
    }

    @Override
    public void requireFit(TrainedModel other) {
        if (!other.autoencoder().latent().equals(latent)) {
            throw new IllegalArgumentException(
                    "codes of a hierarchy belong to the model whose hierarchy it is, but this"
                            + " one has another; draw them from its own");
        }
    }
}
