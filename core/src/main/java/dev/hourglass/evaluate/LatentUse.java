package dev.hourglass.evaluate;

import dev.hourglass.artifact.Posterior;
import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.data.Dataset;
import dev.hourglass.model.Latent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How much a model with a Gaussian latent variable puts into its codes. A dimension is active where the variance over
 * samples of its mean is above 0.01; the others have collapsed onto the prior and tell the decoder nothing. Source:
 * Burda et al. 2016, https://arxiv.org/abs/1509.00519, section 5.2. Immutable and safe for concurrent use.
 *
 * @param dimensions one for each value of the code; none where the latent variable is not Gaussian
 */
public record LatentUse(List<Dimension> dimensions) {
    private static final double LEAST_VARIANCE = 0.01;
    private static final String NATS = "KL";
    private static final String ACTIVE_UNITS = "active units";

    public LatentUse {
        dimensions = List.copyOf(dimensions);
    }

    /**
     * One value of the code over all samples.
     *
     * @param nats the mean divergence of its distribution from the prior, in nats a sample
     * @param variance the variance of its mean
     */
    public record Dimension(double nats, double variance) {
        /** Returns whether it tells samples apart. */
        public boolean isActive() {
            return variance > LEAST_VARIANCE;
        }
    }

    /** Measures a model on samples in their own units; nothing is found where its latent variable is not Gaussian. */
    static LatentUse of(TrainedModel model, Dataset data) {
        if (!(model.autoencoder().latent() instanceof Latent.Gaussian)) {
            return new LatentUse(List.of());
        }
        Posterior posterior = model.posterior(data.values(), data.rows());
        List<Dimension> dimensions = new ArrayList<>();
        for (int j = 0; j < posterior.size(); j++) {
            dimensions.add(dimension(posterior, j));
        }
        return new LatentUse(dimensions);
    }

    private static Dimension dimension(Posterior posterior, int dimension) {
        int rows = posterior.rows();
        double nats = 0;
        double mean = 0;
        for (int i = 0; i < rows; i++) {
            nats += posterior.divergence(i, dimension);
            mean += posterior.mean(i, dimension);
        }
        mean /= rows;
        double squares = 0;
        for (int i = 0; i < rows; i++) {
            double difference = posterior.mean(i, dimension) - mean;
            squares += difference * difference;
        }
        return new Dimension(nats / rows, squares / rows);
    }

    /** Returns whether there was something to measure. */
    public boolean isMeasured() {
        return !dimensions.isEmpty();
    }

    /** Returns the mean divergence of codes from the prior, in nats a sample. */
    public double nats() {
        return dimensions.stream().mapToDouble(Dimension::nats).sum();
    }

    /** Returns the number of active dimensions. */
    public int activeUnits() {
        return (int) dimensions.stream().filter(Dimension::isActive).count();
    }

    /** Returns the figures kept with a model, by name; none where nothing was measured. */
    public Map<String, Double> metrics() {
        Map<String, Double> metrics = new LinkedHashMap<>();
        if (isMeasured()) {
            metrics.put(NATS, nats());
            metrics.put(ACTIVE_UNITS, (double) activeUnits());
        }
        return metrics;
    }

    /** Returns what should be said of it, if anything: that codes have collapsed, and what helps. */
    public Optional<String> warning() {
        return isMeasured() ? warning(activeUnits(), dimensions.size()) : Optional.empty();
    }

    /**
     * Returns what should be said of a model by the figures kept with it, if anything.
     *
     * @param metrics as {@link #metrics} makes them, among others
     * @param size L
     */
    public static Optional<String> warning(Map<String, Double> metrics, int size) {
        Double active = metrics.get(ACTIVE_UNITS);
        return active == null ? Optional.empty() : warning(active.intValue(), size);
    }

    private static Optional<String> warning(int active, int size) {
        if (active == 0) {
            return Optional.of(
                    "the codes have collapsed onto the prior: none of their " + size + " values tells samples"
                            + " apart, so the decoder answers much the same for each; train with a lower --beta, with"
                            + " --kl-warm-up, --free-nats or --capacity, or longer");
        }
        if (2 * active <= size) {
            return Optional.of("only " + active + " of " + size + " values of the code tell samples apart, the others"
                    + " have collapsed onto the prior; a --latent of " + active + " would serve as well, and to use"
                    + " more of them, train with a lower --beta, with --kl-warm-up or with --free-nats");
        }
        return Optional.empty();
    }
}
