package dev.hourglass.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hourglass.data.Dataset;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.nn.Penalty;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.kernel.Kernels;
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
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same seed gives the same bits, whatever the threads and kernels. */
final class DeterminismTest {
    private static final int ROWS = 107; // prime, so that the last batch of an epoch is a part of one
    private static final int[] BATCHES = {1, 3, 8, 32, 100};
    private static final List<Kernels> KERNELS =
            List.of(Kernels.plain(), KernelWidths.vector(128), KernelWidths.vector(256), KernelWidths.vector(512));

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.hourglass.testkit.Seeds#twentyFour")
    void bitsDoNotDependOnThreadsOrKernels(long seed) throws IOException {
        DenseConfig model = RandomModels.denseToSigmoid(seed % 1000);
        assertSameBits(seed, model, Datasets.surface(ROWS, model.inputShape().size(), 3, 5));
    }

    /** Zeros of data are left out in groups of rows, which must not depend on who computes them. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.hourglass.testkit.Seeds#twentyFour")
    void norWhereDataAreMostlyZeros(long seed) throws IOException {
        DenseConfig model = DenseConfig.defaults(Shape.of(90), List.of(64 + 8 * (int) (seed % 5)), 4);
        assertSameBits(seed, model, Datasets.drawings(ROWS, 90, seed));
    }

    private static void assertSameBits(long seed, DenseConfig model, Dataset data) throws IOException {
        TrainingResult expected = train(seed, model, data, 1, Kernels.best());
        Bits.assertSameRun(train(seed, model, data, 1, Kernels.best()), expected);
        for (int threads : new int[] {2, 3, 8}) {
            Bits.assertSameRun(train(seed, model, data, threads, Kernels.best()), expected);
        }
        for (Kernels kernels : KERNELS) {
            Bits.assertSameRun(train(seed, model, data, 1 + (int) (seed % 3), kernels), expected);
        }
        assertThat(Bits.hash(train(seed + 1000, model, data, 1, Kernels.best()).parameters()))
                .as("another seed gives other weights")
                .isNotEqualTo(Bits.hash(expected.parameters()));
    }

    private static TrainingResult train(long seed, DenseConfig model, Dataset data, int threads, Kernels kernels)
            throws IOException {
        Dataset validation = seed % 2 == 0 ? data.head(33) : data.head(0);
        return new Trainer(
                        model,
                        config((int) (seed % 1000)),
                        RunOptions.defaults(seed).withThreads(threads),
                        kernels)
                .train(data, validation, TrainingListener.SILENT);
    }

    /** Goes through objectives, optimisers, schedules, limits and batch sizes. */
    private static TrainerConfig config(int variant) {
        List<Objective> objectives = List.of(
                new Objective.MeanSquaredError(),
                new Objective.BinaryCrossEntropy(),
                new Objective.MeanAbsoluteError(),
                new Objective.Huber(0.1));
        List<String> optimizers = List.of("sgd", "rmsprop", "adadelta", "adam", "adamw");
        List<String> schedules = List.of("constant", "step", "exponential", "cosine", "plateau");
        List<Penalty> penalties = List.of(
                Penalty.NONE, new Penalty(1e-5, 1e-4, 0, 0), new Penalty(0, 0, 0.01, 0), new Penalty(1e-5, 0, 0, 1e-3));
        return TrainerConfig.defaults(objectives.get(variant % 4), 2)
                .withOptimizer(OptimizerConfig.from(optimizers.get(variant / 2 % 5)))
                .withSchedule(ScheduleConfig.from(schedules.get(variant % 5)))
                .withPenalty(penalties.get(variant / 3 % 4))
                .withStopping(StoppingConfig.defaults(2))
                .withLearningRate(0.01)
                .withBatchSize(BATCHES[variant % 5]);
    }
}
