package dev.hourglass.train;

import dev.hourglass.model.Autoencoder;
import dev.hourglass.nn.LossMeter;
import dev.hourglass.nn.Parameters;
import dev.hourglass.tensor.kernel.Kernels;
import java.util.Arrays;

/**
 * Estimates {@code -log p(x)} of variational autoencoders by importance sampling: {@code -log 1/K sum p(x, z_i) / q(z_i
 * | x)} over K draws of a fixed seed. The estimate is a bound from above that tightens with K. Source: Burda et al.
 * 2016, https://arxiv.org/abs/1509.00519, section 5. Not thread-safe; confine to one thread.
 */
public final class LikelihoodMeter {
    /** Draws of one run: enough to fill the kernels, few enough to stay in the second-level cache. */
    private static final int DRAWS = 50;

    private final LossMeter meter;
    private final int rounds;

    /**
     * Builds a meter.
     *
     * @param model a model with a Gaussian latent variable and a likelihood
     * @param parameters its weights
     * @param draws K, at least 1; rounded up to a multiple of 50 where it is above 50
     * @param threads workers, at least 1
     * @param kernels what computes
     * @throws IllegalArgumentException if the model draws no codes
     */
    public LikelihoodMeter(Autoencoder model, Parameters parameters, int draws, int threads, Kernels kernels) {
        if (draws < 1) {
            throw new IllegalArgumentException("draws must be at least 1, but were " + draws);
        }
        int perRound = Math.min(draws, DRAWS);
        this.rounds = (draws + perRound - 1) / perRound;
        this.meter = new LossMeter(
                Tasks.of(model, TrainerConfig.defaults(new Objective.ImportanceWeighted(perRound), 1)),
                parameters,
                threads,
                kernels);
    }

    /**
     * Estimates each sample.
     *
     * @param samples [N, D], normalised; not modified
     * @param rows N
     * @return nats a sample [N]
     */
    public double[] measure(float[] samples, int rows) {
        double[][] bounds = new double[rounds][rows];
        for (int round = 0; round < rounds; round++) {
            meter.measure(samples, new float[0], rows, round, bounds[round]);
        }
        double[] nats = new double[rows];
        for (int i = 0; i < rows; i++) {
            nats[i] = combine(bounds, i);
        }
        return nats;
    }

    /** Returns the mean of {@link #measure}, in nats a sample. */
    public double mean(float[] samples, int rows) {
        return Arrays.stream(measure(samples, rows)).sum() / rows;
    }

    private static double combine(double[][] bounds, int sample) {
        double least = Double.POSITIVE_INFINITY;
        for (double[] bound : bounds) {
            least = Math.min(least, bound[sample]);
        }
        double sum = 0;
        for (double[] bound : bounds) {
            sum += StrictMath.exp(least - bound[sample]);
        }
        return least - StrictMath.log(sum / bounds.length);
    }
}
