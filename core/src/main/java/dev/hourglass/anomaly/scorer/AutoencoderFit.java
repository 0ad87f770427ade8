package dev.hourglass.anomaly.scorer;

import dev.hourglass.model.ActivationFunction;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.model.DenseConfig.DenseLayer;
import dev.hourglass.model.Initializer;
import dev.hourglass.model.Latent;
import dev.hourglass.model.Likelihood;
import dev.hourglass.nn.Parameters;
import dev.hourglass.nn.Team;
import dev.hourglass.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/**
 * Fits an ensemble of autoencoders to rows of which most are normal. Not thread-safe; single use.
 *
 * <p>Anomalies among the rows do little harm: codes are too small for what is rare, few rows are kept as neighbours,
 * and rows that look least normal to a first ensemble are left out of the second, which is the one that is kept.
 */
public final class AutoencoderFit {
    /** Rows that columns, residuals and codes are measured on; more would not change them. */
    static final int MAX_REFERENCE_ROWS = 8192;

    private final AutoencoderConfig config;
    private final MemberTraining training;
    private final int threads;

    /**
     * Prepares a fit.
     *
     * @param config how
     * @param seed all randomness comes from it
     * @param threads how many may work on it, at least 1; the result does not depend on it
     */
    public AutoencoderFit(AutoencoderConfig config, long seed, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, but was " + threads);
        }
        this.config = config;
        this.training = new MemberTraining(config.training(), seed);
        this.threads = threads;
    }

    /**
     * Fits the ensemble.
     *
     * @param rows [.., D], normalized and finite, most of them normal; not modified
     * @param count N, the number of rows, at least 2
     * @param features D, at least 1
     * @return the scorer
     * @throws IllegalArgumentException if there are too few rows or a value is not finite
     * @throws dev.hourglass.error.TrainingDivergedException if a loss stops being finite
     */
    public AutoencoderScorer fit(float[] rows, int count, int features) {
        RowBlocks.checkTraining(rows, count, features, 2);
        AutoencoderScorer all = fitOnce(rows, count, features);
        int suspects = (int) Math.min(count - 2, count * config.suspects());
        if (suspects == 0) {
            return all;
        }
        double[] scores = all.score(rows, count, threads);
        double[] sorted = scores.clone();
        Arrays.sort(sorted);
        double limit = sorted[count - 1 - suspects];
        float[] trusted = new float[count * features];
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (scores[i] <= limit) {
                System.arraycopy(rows, i * features, trusted, kept++ * features, features);
            }
        }
        return fitOnce(trusted, kept, features);
    }

    private AutoencoderScorer fitOnce(float[] rows, int count, int features) {
        float[] reference = training.draw(rows, count, features, MAX_REFERENCE_ROWS, "reference");
        ColumnScaling scaling = config.hasCommonScale()
                ? ColumnScaling.fitTogether(reference, features)
                : ColumnScaling.fit(reference, features);
        scaling.apply(reference, 0, reference.length / features, reference);
        int size = config.ensemble().members();
        AtomicReferenceArray<AutoencoderMember> members = new AtomicReferenceArray<>(size);
        AtomicInteger next = new AtomicInteger();
        new Team(Math.min(threads, size)).run(worker -> {
            for (int index = next.getAndIncrement(); index < size; index = next.getAndIncrement()) {
                float[] drawn =
                        training.draw(rows, count, features, config.training().mostRows(), "rows of member " + index);
                scaling.apply(drawn, 0, drawn.length / features, drawn);
                members.set(index, fitMember(index, drawn, reference, features));
            }
        });
        int samples = Math.min(config.neighbours().samples(), reference.length / features);
        return new AutoencoderScorer(
                config.score(),
                Math.min(config.neighbours().nearest(), samples),
                scaling,
                IntStream.range(0, size).mapToObj(members::get).toList());
    }

    private AutoencoderMember fitMember(int index, float[] rows, float[] reference, int features) {
        DenseConfig network = network(index, features);
        Parameters trained = training.train(network, rows, Optional.empty(), index);
        int[] neighbours = training.neighbours(
                index, reference.length / features, config.neighbours().samples());
        return new MemberStatistics(network, trained, reference).member(neighbours);
    }

    private DenseConfig network(int index, int features) {
        Shape shape = Shape.of(features);
        int hidden = config.ensemble().hidden(training.random("width of member " + index));
        int latentSize = config.ensemble().codeSize(index, features);
        DenseLayer inner = new DenseLayer(hidden, ActivationFunction.TANH);
        boolean isVariational = config.score().isVariational();
        return new DenseConfig(
                shape,
                List.of(inner, new DenseLayer(latentSize, ActivationFunction.LINEAR)),
                List.of(inner, new DenseLayer(features, ActivationFunction.LINEAR)),
                isVariational ? new Latent.Gaussian(latentSize) : new Latent.Point(latentSize),
                isVariational ? new Likelihood.GaussianVariance() : new Likelihood.Direct(),
                false,
                false,
                0,
                Initializer.GLOROT);
    }
}
