package dev.hourglass.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hourglass.data.Dataset;
import dev.hourglass.data.VectorSchema;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.kernel.Kernels;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingSessionTest {
    private static final int ROWS = 50;
    private static final DenseConfig MODEL = DenseConfig.defaults(Shape.of(5), List.of(), 3);
    private static final TrainerConfig CONFIG =
            TrainerConfig.defaults(new Objective.MeanSquaredError(), 1).withBatchSize(16);
    private static final RunOptions OPTIONS = RunOptions.defaults(4).withThreads(1);

    @Test
    void stepsAreThoseOfTheTrainer() throws IOException {
        float[] values = values();
        Dataset data = Dataset.of("random", new VectorSchema(Shape.of(5)), values, List.of());
        TrainingResult trained =
                new Trainer(MODEL, CONFIG, OPTIONS, Kernels.plain()).train(data, data.head(0), TrainingListener.SILENT);

        TrainingSession session = new TrainingSession(MODEL, CONFIG, OPTIONS, Kernels.plain());
        int[] order = new SeededRandom(4).fork("order of epoch 1").permutation(ROWS);
        for (int from = 0; from < ROWS; from += 16) {
            session.step(values, order, from, Math.min(16, ROWS - from));
        }

        assertThat(session.steps()).isEqualTo(4);
        assertThat(session.parameters().values()).isEqualTo(trained.parameters().values());
    }

    @Test
    void refusesWeightsOfAnotherModel() {
        TrainingSession session = new TrainingSession(MODEL, CONFIG, OPTIONS, Kernels.plain());
        TrainingSession other =
                new TrainingSession(DenseConfig.defaults(Shape.of(5), List.of(), 2), CONFIG, OPTIONS, Kernels.plain());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> session.startFrom(other.parameters()))
                .withMessage("initial weights must come from a model of the same layers, but their layers differ");
    }

    private static float[] values() {
        SeededRandom random = new SeededRandom(8);
        float[] values = new float[ROWS * 5];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble();
        }
        return values;
    }
}
