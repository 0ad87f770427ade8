package dev.hourglass.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hourglass.data.Dataset;
import dev.hourglass.data.VectorSchema;
import dev.hourglass.model.ActivationFunction;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.model.Latent;
import dev.hourglass.model.Likelihood;
import dev.hourglass.nn.CodePenalty;
import dev.hourglass.nn.Divergence;
import dev.hourglass.nn.Penalty;
import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.Shape;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LossTermsTest {
    private static final int ROWS = 50;
    private static final int FEATURES = 6;
    private static final Shape SHAPE = Shape.of(FEATURES);
    private static final Objective SQUARES = new Objective.MeanSquaredError();
    private static final DenseConfig PLAIN = DenseConfig.defaults(SHAPE, List.of(5), 4);

    @Test
    void aLossOfOneTermIsNotRepeated() throws IOException {
        assertThat(train(PLAIN, config(SQUARES)).terms()).isEmpty();
    }

    @Test
    void theBoundIsReconstructionAndWeighedDivergence() throws IOException {
        DenseConfig model = DenseConfig.variational(SHAPE, List.of(5), 3, new Likelihood.Bernoulli());

        EpochRecord epoch = train(model, config(new Objective.Elbo(new Divergence(4, 0, 0, 0))));

        assertThat(epoch.terms()).containsOnlyKeys("reconstruction", "divergence");
        assertThat(term(epoch, "divergence")).isPositive();
        assertSum(epoch, Map.of("reconstruction", 1.0, "divergence", 4.0));
    }

    @Test
    void penaltiesAreTerms() throws IOException {
        TrainerConfig config = config(SQUARES)
                .withPenalty(new Penalty(1e-3, 1e-2, 0, 0))
                .withCodePenalty(new CodePenalty.Magnitude(0.05));

        EpochRecord epoch = train(
                DenseConfig.symmetric(SHAPE, List.of(5), 4, ActivationFunction.RELU, ActivationFunction.LINEAR),
                config);

        assertThat(epoch.terms()).containsOnlyKeys("reconstruction", "code_penalty", "weight_penalty");
        assertSum(epoch, Map.of("reconstruction", 1.0, "code_penalty", 1.0, "weight_penalty", 1.0));
    }

    @Test
    void theDistanceFromThePriorIsATerm() throws IOException {
        EpochRecord epoch = train(PLAIN, config(Objective.Wasserstein.defaults(SQUARES)));

        assertThat(epoch.terms()).containsOnlyKeys("reconstruction", "prior_distance");
        assertSum(epoch, Map.of("reconstruction", 1.0, "prior_distance", 1.0));
    }

    @Test
    void theDistanceOfCodesFromSamplesIsATerm() throws IOException {
        EpochRecord epoch = train(
                DenseConfig.defaults(SHAPE, List.of(5), FEATURES), config(new Objective.CodeMatching(SQUARES, 0.3)));

        assertThat(epoch.terms()).containsOnlyKeys("reconstruction", "code_distance");
        assertSum(epoch, Map.of("reconstruction", 1.0, "code_distance", 1.0));
    }

    @Test
    void aCodebookTellsOfItsUse() throws IOException {
        DenseConfig model = PLAIN.withLatent(new Latent.Quantized(2, 300, 2));

        EpochRecord epoch = train(model, config(Objective.VectorQuantized.defaults(SQUARES)));

        assertThat(epoch.terms()).containsOnlyKeys("reconstruction", "commitment", "perplexity", "unused_entries");
        assertSum(epoch, Map.of("reconstruction", 1.0, "commitment", 1.0));
        // Fifty samples of two vectors choose at most a hundred entries.
        assertThat(term(epoch, "unused_entries")).isBetween(200.0, 299.0);
        assertThat(term(epoch, "perplexity")).isBetween(1.0, 300.001 - term(epoch, "unused_entries"));
    }

    @Test
    void codebooksThatAreHardlyUsedAreCalledOut() {
        assertThat(new HealthCheck().examine(record(Map.of("perplexity", 1.2, "unused_entries", 3.0))))
                .containsExactly("the codebook has collapsed: its perplexity is 1.20 in epoch 7, as if so many of its"
                        + " entries said everything; lower the learning rate or the codebook decay");
        assertThat(new HealthCheck().examine(record(Map.of("perplexity", 40.0, "unused_entries", 60.0))))
                .containsExactly("no vector chose 60 entries of the codebook in epoch 7, and its perplexity is 40.0; a"
                        + " smaller codebook would serve as well");
        assertThat(new HealthCheck().examine(record(Map.of("perplexity", 40.0, "unused_entries", 10.0))))
                .isEmpty();
    }

    private static EpochRecord record(Map<String, Double> terms) {
        return new EpochRecord(7, 70, 1, 1, 0.1, 100, List.of(), terms);
    }

    private static TrainerConfig config(Objective objective) {
        return TrainerConfig.defaults(objective, 2).withBatchSize(16);
    }

    private static double term(EpochRecord epoch, String name) {
        return epoch.terms().getOrDefault(name, Double.NaN);
    }

    /** Holds the loss to be the weighed sum of its terms. */
    private static void assertSum(EpochRecord epoch, Map<String, Double> weights) {
        double sum = 0;
        for (Map.Entry<String, Double> weight : weights.entrySet()) {
            sum += weight.getValue() * term(epoch, weight.getKey());
        }
        assertThat(sum).isCloseTo(epoch.loss(), within(1e-9 * Math.abs(epoch.loss())));
    }

    /** Returns the second epoch: its terms are of no other. */
    private static EpochRecord train(DenseConfig model, TrainerConfig config) throws IOException {
        SeededRandom random = new SeededRandom(8);
        float[] values = new float[ROWS * FEATURES];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble();
        }
        Dataset data = Dataset.of("random", new VectorSchema(SHAPE), values, List.of());
        RunOptions options = RunOptions.defaults(4).withThreads(2);
        return new Trainer(model, config, options)
                .train(data, data.head(0), TrainingListener.SILENT)
                .history()
                .epochs()
                .get(1);
    }
}
