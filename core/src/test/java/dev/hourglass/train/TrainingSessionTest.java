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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** Strips of wide layers go together, by columns and rows of samples; a probed step takes each by itself. */
    @ParameterizedTest
    @ValueSource(ints = {30, 1000, 1100, 2500})
    void stepsDoNotDependOnHowGradientsAreCut(int width) {
        DenseConfig model = DenseConfig.defaults(Shape.of(17), List.of(width), 19);
        TrainerConfig config = CONFIG.withBatchSize(150);
        Examples examples = Examples.of(random(150 * 17), 150);
        int[] order = new SeededRandom(width).permutation(150);
        List<Session> sessions = Stream.of(1, 1, 2, 3)
                .map(threads -> Session.create(model, config, OPTIONS.withThreads(threads), Kernels.best()))
                .toList();
        for (int step = 0; step < 2; step++) {
            for (int i = 0; i < sessions.size(); i++) {
                sessions.get(i).step(0.01, examples, order, 0, 150, i == 0);
            }
        }
        for (Session session : sessions) {
            assertThat(session.parameters().values())
                    .isEqualTo(sessions.get(0).parameters().values());
        }
    }

    /** Small batches turn their gradients, some outputs at a time, where large ones keep weights transposed. */
    @Test
    void stepsDoNotDependOnWhatIsTransposed() {
        int features = 2600; // two parts of 1024 outputs, and some more
        DenseConfig model = DenseConfig.defaults(Shape.of(features), List.of(70), 5);
        Examples examples = Examples.of(random(12 * features), 12);
        int[] order = new SeededRandom(1).permutation(12);
        List<Session> sessions = Stream.of(12, 600)
                .map(batch -> Session.create(model, CONFIG.withBatchSize(batch), OPTIONS, Kernels.best()))
                .toList();
        for (Session session : sessions) {
            session.step(0.01, examples, order, 0, 12, false);
            session.step(0.01, examples, order, 0, 12, false);
        }
        assertThat(sessions.get(0).sizeBytes()).isLessThan(sessions.get(1).sizeBytes());
        assertThat(sessions.get(1).parameters().values())
                .isEqualTo(sessions.get(0).parameters().values());
    }

    /** Several workers share the outputs of huge layers, one takes all of its rows. */
    @Test
    void stepsDoNotDependOnWhoReadsHugeWeights() {
        int features = 2200;
        DenseConfig model = DenseConfig.defaults(Shape.of(features), List.of(1000), 5);
        Examples examples = Examples.of(random(21 * features), 21);
        int[] order = new SeededRandom(1).permutation(21);
        List<float[]> weights = Stream.of(1, 2, 3)
                .map(threads -> {
                    Session session = Session.create(
                            model, CONFIG.withBatchSize(21), OPTIONS.withThreads(threads), Kernels.best());
                    session.step(0.01, examples, order, 0, 21, false);
                    session.step(0.01, examples, order, 0, 13, false);
                    return session.parameters().values();
                })
                .toList();
        assertThat(weights.get(1)).isEqualTo(weights.get(0));
        assertThat(weights.get(2)).isEqualTo(weights.get(0));
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
        return random(ROWS * 5);
    }

    private static float[] random(int size) {
        SeededRandom random = new SeededRandom(8);
        float[] values = new float[size];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble();
        }
        return values;
    }
}
