package dev.hourglass.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hourglass.data.Dataset;
import dev.hourglass.data.VectorSchema;
import dev.hourglass.model.ActivationFunction;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.Shape;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContrastiveSessionTest {
    private static final TrainerConfig CONFIG = TrainerConfig.defaults(new Objective.ContrastiveDivergence(1, false), 3)
            .withBatchSize(16);
    private static final RunOptions OPTIONS = RunOptions.defaults(4).withThreads(1);

    @Test
    void epochsTellOfErrorAndFreeEnergy() throws IOException {
        Dataset data = data(1f);
        TrainingResult result =
                new Trainer(machine(List.of()), CONFIG, OPTIONS).train(data, data.head(20), TrainingListener.SILENT);

        assertThat(result.history().epochs()).hasSize(3).allSatisfy(epoch -> {
            assertThat(epoch.terms()).containsOnlyKeys("squared_error", "free_energy_gap");
            assertThat(epoch.terms().get("squared_error")).isGreaterThan(0);
            assertThat(epoch.terms().get("free_energy_gap")).isZero(); // the same samples
            assertThat(epoch.layers()).extracting("layer").containsExactly("encoder.0", "decoder.0");
        });
        assertThat(EpochText.parse(EpochText.print(result.history().epochs())))
                .isEqualTo(result.history().epochs());
        assertThat(HistoryCsv.header(result.history().epochs().get(0))).endsWith(",squared_error,free_energy_gap\n");
    }

    @Test
    void refusesModelsThatAreNoBoltzmannMachine() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Trainer(machine(List.of(4)), CONFIG, OPTIONS))
                .withMessage("objective cd needs a restricted Boltzmann machine: a dense model of one tied layer whose"
                        + " code and output are sigmoid or linear; leave hidden layers out, or pretrain them instead");
    }

    @Test
    void refusesChainsThatRunAway() {
        DenseConfig linear = DenseConfig.symmetric(
                        Shape.of(5), List.of(), 3, ActivationFunction.LINEAR, ActivationFunction.LINEAR)
                .withTied(true);
        TrainerConfig persistent = TrainerConfig.defaults(new Objective.ContrastiveDivergence(1, true), 3);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Trainer(linear, persistent, OPTIONS))
                .withMessage("objective pcd needs sigmoid code or output, but both are linear; use cd");
    }

    @Test
    void refusesValuesThatAreNoProbabilities() {
        Trainer trainer = new Trainer(machine(List.of()), CONFIG, OPTIONS);
        Dataset data = data(3f);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer.train(data, data.head(0), TrainingListener.SILENT))
                .withMessageStartingWith(
                        "a Boltzmann machine with sigmoid outputs needs values in [0, 1], but row 0," + " feature ")
                .withMessageEndingWith("; use linear outputs, or min-max normalisation");
    }

    @Test
    void refusesNoGibbsSteps() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Objective.ContrastiveDivergence(0, true))
                .withMessage("Gibbs steps must be 1 to 1000, but were 0");
    }

    private static DenseConfig machine(List<Integer> hidden) {
        return DenseConfig.symmetric(Shape.of(5), hidden, 3, ActivationFunction.SIGMOID, ActivationFunction.SIGMOID)
                .withTied(true);
    }

    private static Dataset data(float largest) {
        SeededRandom random = new SeededRandom(8);
        float[] values = new float[50 * 5];
        for (int i = 0; i < values.length; i++) {
            values[i] = largest * (float) random.nextDouble();
        }
        return Dataset.of("random", new VectorSchema(Shape.of(5)), values, List.of());
    }
}
