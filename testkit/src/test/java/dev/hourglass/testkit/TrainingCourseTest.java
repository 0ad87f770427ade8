package dev.hourglass.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.hourglass.data.Dataset;
import dev.hourglass.error.TrainingDivergedException;
import dev.hourglass.model.ActivationFunction;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.nn.Parameter;
import dev.hourglass.nn.ParameterLayout;
import dev.hourglass.nn.Parameters;
import dev.hourglass.nn.Penalty;
import dev.hourglass.nn.WeightInitializer;
import dev.hourglass.tensor.Shape;
import dev.hourglass.train.History;
import dev.hourglass.train.Objective;
import dev.hourglass.train.OptimizerConfig;
import dev.hourglass.train.RunOptions;
import dev.hourglass.train.StoppingConfig;
import dev.hourglass.train.Trainer;
import dev.hourglass.train.TrainerConfig;
import dev.hourglass.train.TrainingListener;
import dev.hourglass.train.TrainingResult;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When training stops, what it keeps, what it says. */
final class TrainingCourseTest {
    private static final int FEATURES = 21;
    private static final Dataset ALL = Datasets.surface(130, FEATURES, 3, 1);
    private static final Dataset DATA = ALL.head(90);
    private static final Dataset VALIDATION =
            ALL.select(IntStream.range(90, 130).toArray());
    private static final Dataset NONE = DATA.head(0);
    private static final DenseConfig MODEL = DenseConfig.defaults(Shape.of(FEATURES), List.of(13), 5);
    private static final DenseConfig TO_ANY_NUMBER = DenseConfig.symmetric(
            Shape.of(FEATURES), List.of(), 5, ActivationFunction.LINEAR, ActivationFunction.LINEAR);
    private static final RunOptions OPTIONS = RunOptions.defaults(4).withThreads(1);
    private static final OptimizerConfig DESCENT = new OptimizerConfig.Sgd(0, false);

    private static TrainerConfig config(int epochs) {
        return TrainerConfig.defaults(new Objective.MeanSquaredError(), epochs).withBatchSize(32);
    }

    private static TrainingResult train(DenseConfig model, TrainerConfig config) throws IOException {
        return new Trainer(model, config, OPTIONS).train(DATA, VALIDATION, TrainingListener.SILENT);
    }

    private static Parameters initial(DenseConfig model) {
        return WeightInitializer.initialize(ParameterLayout.of(model.build()), model.initializer(), OPTIONS.seed());
    }

    @Test
    void learnsWhatCanBeLearnt() throws IOException {
        History history = train(MODEL, config(200).withLearningRate(0.01)).history();
        double first = history.epochs().get(0).validationLoss();
        double last = history.epochs().get(199).validationLoss();
        assertThat(last).isLessThan(first / 10);
    }

    @Test
    void earlyStoppingRestoresTheBestWeights() throws IOException {
        TrainerConfig config = config(60).withLearningRate(0.3);
        TrainingResult stopped =
                train(MODEL, config.withStopping(StoppingConfig.defaults(60).withEarlyStopping(3, 0)));
        int best = stopped.history().bestEpoch();
        assertThat(stopped.history().epochs()).hasSize(best + 3);
        TrainingResult direct = train(MODEL, config.withStopping(StoppingConfig.defaults(best)));
        assertThat(Bits.hash(stopped.parameters())).isEqualTo(Bits.hash(direct.parameters()));
        assertThat(stopped.history().stopReason())
                .isEqualTo("loss has not improved by more than 0.0 for 3 epochs; the lowest was "
                        + stopped.history().epochs().get(best - 1).validationLoss() + " in epoch " + best);
    }

    @Test
    void stopsAtTheTargetLoss() throws IOException {
        TrainerConfig config = config(100)
                .withLearningRate(0.01)
                .withStopping(StoppingConfig.defaults(100).withTargetLoss(0.02));
        History history = train(MODEL, config).history();
        int last = history.epochs().size();
        assertThat(last).isBetween(2, 99);
        assertThat(history.epochs().get(last - 2).validationLoss()).isGreaterThan(0.02);
        assertThat(history.stopReason())
                .isEqualTo("loss " + history.epochs().get(last - 1).validationLoss() + " reached the target 0.02");
    }

    @Test
    void namesStepAndLayerOfADivergedLoss() {
        TrainerConfig config = config(5).withOptimizer(DESCENT).withLearningRate(1e25);
        assertThatThrownBy(() -> train(TO_ANY_NUMBER, config))
                .isInstanceOf(TrainingDivergedException.class)
                .hasMessage("loss must stay finite, but was Infinity at step 2 (first seen in \"decoder.0\"); lower the"
                        + " learning rate (1.0E25), clip gradients by norm, or normalise the data");
    }

    @Test
    void noticesThatTheVeryLastStepDiverged() {
        TrainerConfig config =
                config(1).withOptimizer(DESCENT).withLearningRate(1e300).withBatchSize(90);
        assertThatThrownBy(() -> train(TO_ANY_NUMBER, config))
                .isInstanceOf(TrainingDivergedException.class)
                .hasMessage("loss must stay finite, but was NaN at step 1 (first seen in \"encoder.0\"); lower the"
                        + " learning rate (1.0E300), clip gradients by norm, or normalise the data");
    }

    @Test
    void clippingByNormBoundsTheStepOfAllWeightsTogether() throws IOException {
        assertThat(norm(stepOf(new Penalty(0, 0, 1e-3, 0)))).isCloseTo(1e-3, offset(1e-8));
        assertThat(norm(stepOf(new Penalty(0, 0, 1e3, 0)))).isEqualTo(norm(stepOf(Penalty.NONE)));
    }

    @Test
    void clippingByValueBoundsTheStepOfEachWeight() throws IOException {
        double[] free = stepOf(Penalty.NONE);
        double[] clipped = stepOf(new Penalty(0, 0, 0, 1e-3));
        assertThat(Arrays.stream(free).map(Math::abs).max().orElseThrow()).isGreaterThan(1e-3);
        for (int i = 0; i < free.length; i++) {
            assertThat(clipped[i]).isCloseTo(Math.max(-1e-3, Math.min(1e-3, free[i])), offset(1e-7));
        }
    }

    /** Returns how far one step of plain descent at rate 1 moves each weight. */
    private static double[] stepOf(Penalty penalty) throws IOException {
        TrainerConfig config = config(1)
                .withOptimizer(DESCENT)
                .withLearningRate(1)
                .withPenalty(penalty)
                .withBatchSize(90);
        float[] before = initial(MODEL).values();
        float[] after = train(MODEL, config).parameters().values();
        double[] step = new double[before.length];
        for (int i = 0; i < step.length; i++) {
            step[i] = (double) after[i] - before[i];
        }
        return step;
    }

    private static double norm(double[] values) {
        return Math.sqrt(Arrays.stream(values).map(value -> value * value).sum());
    }

    @Test
    void callsOutADeadLayerOnce() throws IOException {
        Parameters weights = initial(MODEL);
        Parameter bias = weights.layout().parameter("encoder.0.bias");
        float[] low = new float[13];
        Arrays.fill(low, -100f);
        weights.set(bias, low);
        History history = new Trainer(MODEL, config(3), OPTIONS)
                .startingFrom(weights)
                .train(DATA, NONE, TrainingListener.SILENT)
                .history();
        assertThat(history.warnings())
                .contains("every output of layer \"encoder.0\" is 0 in epoch 1, so it learns nothing; lower the"
                        + " learning rate or use leaky-relu")
                .doesNotHaveDuplicates();
    }

    @Test
    void callsOutVanishingGradients() throws IOException {
        DenseConfig deep = DenseConfig.symmetric(
                Shape.of(FEATURES),
                List.of(12, 12, 12, 12, 12),
                3,
                ActivationFunction.SIGMOID,
                ActivationFunction.SIGMOID);
        assertThat(train(deep, config(2)).history().warnings())
                .anyMatch(warning -> warning.matches("gradients vanish: the norm for layer \"encoder\\.0\" is \\S+ in"
                        + " epoch 1, the largest is \\S+; try relu, batch normalisation or fewer layers"));
    }

    @Test
    void callsOutExplodingGradients() throws IOException {
        float[] large = DATA.values().clone();
        for (int i = 0; i < large.length; i++) {
            large[i] *= 1e4f;
        }
        History history = new Trainer(TO_ANY_NUMBER, config(2), OPTIONS)
                .train(Datasets.of(large, FEATURES), NONE, TrainingListener.SILENT)
                .history();
        assertThat(history.warnings())
                .anyMatch(warning -> warning.matches("gradients explode: the norm for layer \"encoder\\.0\" is \\S+ in"
                        + " epoch 1; lower the learning rate or clip gradients by norm"));
    }
}
