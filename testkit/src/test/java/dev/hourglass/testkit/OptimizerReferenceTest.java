package dev.hourglass.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.hourglass.data.Dataset;
import dev.hourglass.model.ActivationFunction;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.nn.Parameter;
import dev.hourglass.nn.ParameterLayout;
import dev.hourglass.nn.Parameters;
import dev.hourglass.nn.Penalty;
import dev.hourglass.nn.WeightInitializer;
import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.Shape;
import dev.hourglass.train.Objective;
import dev.hourglass.train.OptimizerConfig;
import dev.hourglass.train.RunOptions;
import dev.hourglass.train.StoppingConfig;
import dev.hourglass.train.Trainer;
import dev.hourglass.train.TrainerConfig;
import dev.hourglass.train.TrainingListener;
import dev.hourglass.train.TrainingResult;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole training runs against float64: the objective, the optimiser and the order of samples are the stated ones. */
final class OptimizerReferenceTest {
    private static final long SEED = 11;
    private static final int ROWS = 250;
    private static final int EPOCHS = 5; // of 5 steps, the last of each with 30 rows less
    private static final int BATCH = 56;

    /**
     * Rounding of single gradients, 2e-5 of their norm, grows over 25 steps as weights and gradients drift together.
     */
    private static final double TOLERANCE = 2e-4;

    static Stream<Arguments> optimizers() {
        return Stream.of(
                Arguments.of(new OptimizerConfig.Sgd(0, false), 0.5),
                Arguments.of(new OptimizerConfig.Sgd(0.9, false), 0.5),
                Arguments.of(new OptimizerConfig.Sgd(0.9, true), 0.5),
                Arguments.of(new OptimizerConfig.RmsProp(0.9, 1e-7), 1e-3),
                Arguments.of(new OptimizerConfig.Adadelta(0.95, 1e-6), 1.0),
                Arguments.of(OptimizerConfig.Adam.defaults(), 1e-3),
                Arguments.of(new OptimizerConfig.AdamW(OptimizerConfig.Adam.defaults(), 0.3), 1e-3));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("optimizers")
    void weightsAfter25StepsAreThoseOfFloat64(OptimizerConfig optimizer, double rate) throws IOException {
        for (Objective objective : List.of(
                new Objective.MeanSquaredError(), new Objective.BinaryCrossEntropy(), new Objective.Huber(0.2))) {
            DenseConfig config = DenseConfig.symmetric(
                    Shape.of(84), List.of(), 30, ActivationFunction.TANH, ActivationFunction.SIGMOID);
            assertClose(config, objective, optimizer, rate, new Penalty(1e-5, 1e-4, 0, 0));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.hourglass.testkit.Seeds#forty")
    void randomModelsFollowFloat64(long seed) throws IOException {
        DenseConfig config = RandomModels.denseToSigmoid(seed);
        assertClose(config, new Objective.MeanSquaredError(), new OptimizerConfig.Sgd(0.9, false), 0.05, Penalty.NONE);
    }

    private static void assertClose(
            DenseConfig config, Objective objective, OptimizerConfig optimizer, double rate, Penalty penalty)
            throws IOException {
        float[] values = RandomArrays.uniform(
                new SeededRandom(SEED).fork("data"), ROWS * config.inputShape().size());
        Dataset data = Datasets.of(values, config.inputShape().size());
        TrainerConfig training = TrainerConfig.defaults(objective, EPOCHS)
                .withOptimizer(optimizer)
                .withLearningRate(rate)
                .withPenalty(penalty)
                .withBatchSize(BATCH)
                .withStopping(StoppingConfig.defaults(EPOCHS));
        RunOptions options = RunOptions.defaults(SEED).withThreads(2);
        TrainingResult result =
                new Trainer(config, training, options).train(data, data.head(0), TrainingListener.SILENT);
        Parameters initial =
                WeightInitializer.initialize(ParameterLayout.of(config.build()), config.initializer(), SEED);
        ReferenceWeights expected = ReferenceWeights.from(initial);
        double loss =
                train(new ReferenceNetwork(config.build(), expected, objective, penalty, SEED), optimizer, rate, data);
        double error = relativeError(expected, initial, result.parameters());
        assertThat(error)
                .as("relative error of all steps together, %s, %s", objective, config)
                .isLessThan(TOLERANCE);
        assertThat(result.history().epochs().get(EPOCHS - 1).loss()).isCloseTo(loss, offset(1e-5 * loss));
    }

    /** Trains in the order that {@code Trainer} states; returns the mean loss of the last epoch. */
    private static double train(ReferenceNetwork network, OptimizerConfig config, double rate, Dataset data) {
        ReferenceOptimizer optimizer = new ReferenceOptimizer(config);
        long step = 0;
        double sum = 0;
        for (int epoch = 1; epoch <= EPOCHS; epoch++) {
            int[] order = new SeededRandom(SEED).fork("order of epoch " + epoch).permutation(ROWS);
            sum = 0;
            for (int from = 0; from < ROWS; from += BATCH) {
                step++;
                int count = Math.min(BATCH, ROWS - from);
                sum += network.step(rows(data, order, from, count), step) * count;
                optimizer.step(network.weights(), step, rate);
            }
        }
        return sum / ROWS;
    }

    private static double[][] rows(Dataset data, int[] order, int from, int count) {
        double[][] rows = new double[count][data.features()];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < data.features(); j++) {
                rows[i][j] = data.values()[order[from + i] * data.features() + j];
            }
        }
        return rows;
    }

    private static double relativeError(ReferenceWeights expected, Parameters initial, Parameters obtained) {
        double error = 0;
        double change = 0;
        for (String name : expected.names()) {
            Parameter parameter = initial.layout().parameter(name);
            float[] before = initial.tensor(parameter).values();
            float[] after = obtained.tensor(parameter).values();
            for (int i = 0; i < after.length; i++) {
                double target = expected.values(name)[i];
                error += (after[i] - target) * (after[i] - target);
                change += (before[i] - target) * (before[i] - target);
            }
        }
        return Math.sqrt(error / change);
    }
}
