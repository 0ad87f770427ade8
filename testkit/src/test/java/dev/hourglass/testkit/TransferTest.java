package dev.hourglass.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hourglass.data.Dataset;
import dev.hourglass.model.ConvConfig;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.model.ModelConfig;
import dev.hourglass.nn.Parameter;
import dev.hourglass.nn.ParameterLayout;
import dev.hourglass.nn.Parameters;
import dev.hourglass.nn.Penalty;
import dev.hourglass.nn.WeightInitializer;
import dev.hourglass.tensor.Shape;
import dev.hourglass.train.Freezing;
import dev.hourglass.train.Objective;
import dev.hourglass.train.OptimizerConfig;
import dev.hourglass.train.RunOptions;
import dev.hourglass.train.Trainer;
import dev.hourglass.train.TrainerConfig;
import dev.hourglass.train.TrainingListener;
import dev.hourglass.train.Transfer;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Weights come from halves of other models, and frozen ones stay as they are. */
final class TransferTest {
    private static final long SEED = 7;
    private static final Shape IMAGE = Shape.of(2, 6, 6);
    private static final ModelConfig MODEL = ConvConfig.of(
            IMAGE,
            List.of("conv:4:3", "batch-norm", "relu", "residual[conv:4:3,batch-norm]", "flatten", "linear:5"),
            List.of("linear:72", "layer-norm", "reshape:2x6x6", "conv:2:3"));
    private static final Dataset DATA = Datasets.surface(45, IMAGE.size(), 3, 5);
    private static final RunOptions OPTIONS = RunOptions.defaults(SEED).withThreads(2);

    private static DenseConfig dense(List<Integer> hidden) {
        return DenseConfig.defaults(Shape.of(10), hidden, 3);
    }

    private static Parameters weights(ModelConfig model, long seed) {
        return WeightInitializer.initialize(ParameterLayout.of(model.build()), model.initializer(), seed);
    }

    @Test
    void takesOnlyTheHalfAskedFor() {
        Parameters saved = weights(MODEL, 1);
        Parameters own = weights(MODEL, SEED);
        Parameters start = new Transfer(Optional.of(saved), Optional.empty()).into(MODEL, SEED);
        assertSame(start, saved, "encoder");
        assertSame(start, own, "decoder");

        start = new Transfer(Optional.empty(), Optional.of(saved)).into(MODEL, SEED);
        assertSame(start, own, "encoder");
        assertSame(start, saved, "decoder");
        assertThat(saved.values()).isNotEqualTo(own.values());
    }

    @Test
    void refusesLayersThatDoNotMatch() {
        DenseConfig model = dense(List.of(6));
        DenseConfig wide = dense(List.of(7));
        assertThatThrownBy(() -> new Transfer(Optional.of(weights(wide, 1)), Optional.empty()).into(model, SEED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the initial encoder must have the layers of the model's, but \"encoder.0.weight\" has"
                        + " shape [10, 7] in the saved model and [10, 6] in this one");
        DenseConfig deep = dense(List.of(6, 3));
        assertThatThrownBy(() -> new Transfer(Optional.of(weights(deep, 1)), Optional.empty()).into(model, SEED))
                .hasMessage("the initial encoder must have the layers of the model's, but \"encoder.4.weight\" has"
                        + " shape [3, 3] in the saved model and none in this one");
        assertThatThrownBy(() -> new Transfer(Optional.of(weights(model, 1)), Optional.empty()).into(deep, SEED))
                .hasMessage("the initial encoder must have the layers of the model's, but \"encoder.4.weight\" has"
                        + " shape none in the saved model and [3, 3] in this one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"encoder", "decoder", "encoder.3.body,decoder.0.bias", "encoder.1"})
    void frozenWeightsKeepTheirBits(String paths) throws IOException {
        Freezing freezing = new Freezing(List.of(paths.split(",")));
        TrainerConfig config = TrainerConfig.defaults(new Objective.MeanSquaredError(), 2)
                .withOptimizer(OptimizerConfig.from("adamw"))
                .withPenalty(new Penalty(1e-4, 1e-3, 0.5, 0))
                .withBatchSize(20)
                .withFreezing(freezing);
        Parameters before = weights(MODEL, SEED);
        Parameters after = new Trainer(MODEL, config, OPTIONS)
                .train(DATA, DATA.head(9), TrainingListener.SILENT)
                .parameters();
        for (Parameter parameter : before.layout().parameters()) {
            boolean isFrozen =
                    freezing.paths().stream().anyMatch(path -> (parameter.name() + ".").startsWith(path + "."));
            boolean isSame = Arrays.equals(
                    before.tensor(parameter).values(), after.tensor(parameter).values());
            assertThat(isSame).as(parameter.name()).isEqualTo(isFrozen);
        }
    }

    @Test
    void refusesPathsThatNameNothingOrEverything() {
        DenseConfig model = dense(List.of());
        TrainerConfig config = TrainerConfig.defaults(new Objective.MeanSquaredError(), 1);
        assertThatThrownBy(() -> new Trainer(model, config.withFreezing(new Freezing(List.of("encoder.9"))), OPTIONS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("freeze must name weights of the model, but \"encoder.9\" is none of encoder.0.weight,"
                        + " encoder.0.bias, decoder.0.weight, decoder.0.bias");
        assertThatThrownBy(() ->
                        new Trainer(model, config.withFreezing(new Freezing(List.of("encoder", "decoder"))), OPTIONS))
                .hasMessage("freeze must leave something to train, but encoder, decoder are all weights of the model");
    }

    private static void assertSame(Parameters found, Parameters expected, String network) {
        for (Parameter parameter : found.layout().parameters()) {
            if (parameter.name().startsWith(network)) {
                assertThat(found.tensor(parameter).values())
                        .isEqualTo(expected.tensor(parameter).values());
            }
        }
    }
}
