package dev.hourglass.generate;

import dev.hourglass.artifact.Posterior;
import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.data.Dataset;
import dev.hourglass.model.Latent;
import dev.hourglass.tensor.SeededRandom;

/**
 * The codes of given samples, each as likely as the other; of a normal latent variable drawn from the encoder's
 * distribution. Source: Hoffman and Johnson 2016, "ELBO surgery",
 * http://approximateinference.org/accepted/HoffmanJohnson2016.pdf.
 */
public final class AggregatePosterior implements CodeSource {
    private final int size;
    private final int rows;
    private final float[] means; // [N, L]
    private final float[] deviations; // [N, L], or none

    private AggregatePosterior(int size, int rows, float[] means, float[] deviations) {
        this.size = size;
        this.rows = rows;
        this.means = means;
        this.deviations = deviations;
    }

    /**
     * Encodes samples.
     *
     * @param model the model
     * @param data samples in their own units, at least 1
     * @return the source of their codes
     */
    public static AggregatePosterior of(TrainedModel model, Dataset data) {
        if (data.rows() == 0) {
            throw new IllegalArgumentException("the aggregate of codes needs at least one sample, but there was none");
        }
        int size = model.latentSize();
        if (!model.autoencoder().latent().isNormal()) {
            return new AggregatePosterior(
                    size, data.rows(), model.encode(data.tensor()).values(), new float[0]);
        }
        Posterior posterior = model.posterior(data.values(), data.rows());
        float[] means = new float[data.rows() * size];
        float[] deviations = new float[data.rows() * size];
        for (int i = 0; i < means.length; i++) {
            means[i] = posterior.mean(i / size, i % size);
            deviations[i] = posterior.deviation(i / size, i % size);
        }
        return new AggregatePosterior(size, data.rows(), means, deviations);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public void draw(SeededRandom random, float[] codes, int count) {
        for (int i = 0; i < count; i++) {
            int from = random.nextInt(rows) * size;
            for (int j = 0; j < size; j++) {
                float noise = deviations.length == 0 ? 0 : deviations[from + j] * (float) random.nextGaussian();
                codes[i * size + j] = means[from + j] + noise;
            }
        }
    }

    @Override
    public void requireFit(TrainedModel model) {
        Latent latent = model.autoencoder().latent();
        LatentChecks.requireSize(size, latent);
    }
}
