package dev.hourglass.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hourglass.data.Dataset;
import dev.hourglass.error.WrongModelException;
import dev.hourglass.model.ActivationFunction;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.tensor.Shape;
import dev.hourglass.train.EpochRecord;
import dev.hourglass.train.Objective;
import dev.hourglass.train.OptimizerConfig;
import dev.hourglass.train.RunOptions;
import dev.hourglass.train.ScheduleConfig;
import dev.hourglass.train.StoppingConfig;
import dev.hourglass.train.Trainer;
import dev.hourglass.train.TrainerConfig;
import dev.hourglass.train.TrainingListener;
import dev.hourglass.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A run that is interrupted and resumed ends like one that never was. */
final class ResumeTest {
    private static final int EPOCHS = 8;
    private static final Dataset DATA = Datasets.surface(90, 21, 3, 1);
    private static final Dataset VALIDATION = Datasets.surface(40, 21, 3, 2);
    private static final DenseConfig MODEL = DenseConfig.defaults(Shape.of(21), List.of(13), 5)
            .withBatchNorm(true)
            .withDropout(0.2);

    @TempDir
    private Path directory;

    /** Ends a run as a crash would: by an exception from outside, after an epoch. */
    private static final class Crash implements TrainingListener {
        private final int epoch;

        Crash(int epoch) {
            this.epoch = epoch;
        }

        @Override
        public void epochEnded(EpochRecord ended) {
            if (ended.epoch() == epoch) {
                throw new IllegalStateException("crash");
            }
        }
    }

    static Stream<Arguments> runs() {
        TrainerConfig plain = TrainerConfig.defaults(new Objective.MeanSquaredError(), EPOCHS)
                .withBatchSize(32)
                .withLearningRate(0.01);
        return Stream.of("sgd", "rmsprop", "adadelta", "adam", "adamw").flatMap(optimizer -> {
            TrainerConfig config = plain.withOptimizer(OptimizerConfig.from(optimizer));
            return Stream.of(
                    Arguments.of(optimizer + ", constant", config),
                    Arguments.of(
                            optimizer + ", plateau",
                            config.withLearningRate(0.3)
                                    .withSchedule(new ScheduleConfig.ReduceOnPlateau(0.5, 1, 1e-4))),
                    Arguments.of(
                            optimizer + ", warm-up and cosine",
                            config.withSchedule(new ScheduleConfig.WarmUp(5, new ScheduleConfig.Cosine(0.1)))),
                    Arguments.of(
                            optimizer + ", early stopping",
                            config.withLearningRate(0.3)
                                    .withStopping(
                                            StoppingConfig.defaults(EPOCHS).withEarlyStopping(2, 1e-3))));
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("runs")
    void resumedRunsEndLikeUninterruptedOnes(String name, TrainerConfig config) throws IOException {
        TrainingResult expected = trainer(MODEL, config, "whole", 1).train(DATA, VALIDATION, TrainingListener.SILENT);
        int last = expected.history().epochs().size();
        for (int crash : new int[] {1, last - 1, last}) {
            assertResumes(MODEL, config, crash, 1, expected);
        }
        assertResumes(MODEL, config, 3, 2, expected); // back to the checkpoint of epoch 2
    }

    @Test
    void warningsSurviveAResume() throws IOException {
        DenseConfig model = DenseConfig.symmetric(
                Shape.of(21), List.of(12, 12, 12, 12, 12), 3, ActivationFunction.SIGMOID, ActivationFunction.SIGMOID);
        TrainerConfig config = TrainerConfig.defaults(new Objective.MeanSquaredError(), 5);
        TrainingResult expected = trainer(model, config, "whole", 1).train(DATA, VALIDATION, TrainingListener.SILENT);
        assertThat(expected.history().warnings()).isNotEmpty();
        for (int crash = 1; crash <= 5; crash += 4) {
            assertResumes(model, config, crash, 1, expected);
        }
    }

    @Test
    void resumingAFinishedRunChangesNothing() throws IOException {
        TrainerConfig config = TrainerConfig.defaults(new Objective.MeanSquaredError(), 30)
                .withLearningRate(0.5)
                .withStopping(StoppingConfig.defaults(30).withEarlyStopping(1, 0));
        TrainingResult expected = trainer(MODEL, config, "done", 1).train(DATA, VALIDATION, TrainingListener.SILENT);
        assertThat(expected.history().epochs()).hasSizeLessThan(30);
        TrainingResult resumed = trainer(MODEL, config, "done", 1)
                .resume(directory.resolve("done"), DATA, VALIDATION, TrainingListener.SILENT);
        Bits.assertSameRun(resumed, expected);
    }

    @Test
    void refusesTheCheckpointOfAnotherRun() throws IOException {
        TrainerConfig config = TrainerConfig.defaults(new Objective.MeanSquaredError(), 1);
        trainer(MODEL, config, "other", 1).train(DATA, VALIDATION, TrainingListener.SILENT);
        Path file = directory.resolve("other");
        Trainer trainer = trainer(MODEL, config.withBatchSize(16), "other", 1);
        assertThatThrownBy(() -> trainer.resume(file, DATA, VALIDATION, TrainingListener.SILENT))
                .isInstanceOf(WrongModelException.class)
                .hasMessage(file + " must be a checkpoint of the same model, data, settings and seed, but was made by"
                        + " another run; give the settings of that run, or start without --resume");
    }

    private void assertResumes(DenseConfig model, TrainerConfig config, int crash, int every, TrainingResult expected)
            throws IOException {
        Trainer crashing = trainer(model, config, "crashed", every);
        assertThatThrownBy(() -> crashing.train(DATA, VALIDATION, new Crash(crash)))
                .hasMessage("crash");
        TrainingResult resumed = trainer(model, config, "crashed", every)
                .resume(directory.resolve("crashed"), DATA, VALIDATION, TrainingListener.SILENT);
        Bits.assertSameRun(resumed, expected);
    }

    private Trainer trainer(DenseConfig model, TrainerConfig config, String file, int every) {
        return new Trainer(
                model, config, RunOptions.defaults(4).withThreads(1).withCheckpoint(directory.resolve(file), every));
    }
}
