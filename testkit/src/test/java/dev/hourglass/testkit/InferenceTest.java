package dev.hourglass.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.hourglass.data.Dataset;
import dev.hourglass.model.ActivationFunction;
import dev.hourglass.model.Autoencoder;
import dev.hourglass.model.ConvConfig;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.model.DenseConfig.DenseLayer;
import dev.hourglass.model.Initializer;
import dev.hourglass.nn.Inference;
import dev.hourglass.nn.Inference.Direction;
import dev.hourglass.nn.ParameterLayout;
import dev.hourglass.nn.Parameters;
import dev.hourglass.nn.Penalty;
import dev.hourglass.nn.WeightInitializer;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.train.EpochRecord;
import dev.hourglass.train.Objective;
import dev.hourglass.train.OptimizerConfig;
import dev.hourglass.train.RunOptions;
import dev.hourglass.train.Trainer;
import dev.hourglass.train.TrainerConfig;
import dev.hourglass.train.TrainingListener;
import dev.hourglass.train.TrainingResult;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Codes and reconstructions do not depend on how many rows or threads compute them. */
final class InferenceTest {
    private static final int ROWS = 1000;

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.hourglass.testkit.Seeds#twentyFour")
    void bitsDoNotDependOnBatchThreadsOrKernels(long seed) {
        Autoencoder model = RandomModels.dense(seed).build();
        Parameters weights = weights(model, seed);
        for (Direction direction : Direction.values()) {
            Inference single = Inference.create(model, weights, direction, 1, Kernels.best());
            float[] source = Datasets.noise(ROWS, single.inputs(), seed).values();
            float[] expected = new float[ROWS * single.outputs()];
            single.run(source, 0, expected, ROWS);
            for (int batch : new int[] {1, 7, 64}) {
                assertThat(run(single, source, batch)).isEqualTo(expected);
            }
            for (int threads : new int[] {2, 3, 8}) {
                Inference several = Inference.create(model, weights, direction, threads, Kernels.best());
                assertThat(run(several, source, ROWS)).isEqualTo(expected);
                assertThat(run(several, source, 101)).isEqualTo(expected);
            }
            Inference plain = Inference.create(model, weights, direction, 2, Kernels.plain());
            assertThat(run(plain, source, ROWS)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource
    void wholeVectorsAreReadAndWrittenWhereTheyAre(ActivationFunction last) {
        List<DenseLayer> encoder = List.of(new DenseLayer(80, ActivationFunction.TANH), new DenseLayer(16, last));
        List<DenseLayer> decoder = List.of(new DenseLayer(48, last));
        assertNothingElseIsTouched(
                new DenseConfig(Shape.of(48), encoder, decoder, false, false, 0, Initializer.HE).build());
    }

    /** Images are computed in blocks of 16, so that there are more rows of codes than the caller has. */
    @Test
    void codesOfImagesAreNotWrittenBeyondTheirRows() {
        assertNothingElseIsTouched(ConvConfig.of(
                        Shape.of(1, 4, 8),
                        List.of("conv:3:3", "relu", "flatten", "linear:16", "sigmoid"),
                        List.of("linear:32", "relu", "reshape:1x4x8", "conv:1:3", "sigmoid"))
                .build());
    }

    private static void assertNothingElseIsTouched(Autoencoder model) {
        int rows = 130;
        for (Direction direction : Direction.values()) {
            Inference inference = Inference.create(model, weights(model, 1), direction, 2, Kernels.best());
            int inputs = inference.inputs();
            int outputs = inference.outputs();
            float[] source = Datasets.noise(3 + rows, inputs, 1).values();
            float[] before = source.clone();
            float[] target = new float[(rows + 16) * outputs];
            Arrays.fill(target, 7f);
            inference.run(source, 3, target, rows);
            assertThat(source).isEqualTo(before);
            assertThat(Arrays.copyOfRange(target, rows * outputs, target.length))
                    .containsOnly(7f);
            float[] row = new float[outputs];
            for (int i = 0; i < rows; i++) {
                inference.run(Arrays.copyOfRange(source, (3 + i) * inputs, (4 + i) * inputs), 0, row, 1);
                assertThat(Arrays.copyOfRange(target, i * outputs, (i + 1) * outputs))
                        .isEqualTo(row);
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.hourglass.testkit.Seeds#twentyFour")
    void decodingCodesIsReconstructing(long seed) {
        Autoencoder model = RandomModels.dense(seed).build();
        Parameters weights = weights(model, seed);
        float[] source = Datasets.noise(100, model.features(), seed).values();
        float[] codes = new float[100 * model.latent().size()];
        float[] decoded = new float[source.length];
        float[] reconstructed = new float[source.length];
        Inference.create(model, weights, Direction.ENCODE, 2, Kernels.best()).run(source, 0, codes, 100);
        Inference.create(model, weights, Direction.DECODE, 2, Kernels.best()).run(codes, 0, decoded, 100);
        Inference.create(model, weights, Direction.RECONSTRUCT, 2, Kernels.best())
                .run(source, 0, reconstructed, 100);
        assertThat(decoded).isEqualTo(reconstructed);
    }

    /** So many steps over one batch at a rate of almost 0 make the running averages those of that batch. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.hourglass.testkit.Seeds#twentyFour")
    void reconstructsAndMeasuresAsFloat64Does(long seed) throws IOException {
        DenseConfig config = RandomModels.dense(seed).withDropout(0);
        Objective objective = new Objective.MeanSquaredError();
        Dataset data = Datasets.surface(40, config.inputShape().size(), 3, seed);
        TrainerConfig training = TrainerConfig.defaults(objective, 250)
                .withOptimizer(new OptimizerConfig.Sgd(0, false))
                .withLearningRate(1e-30);
        TrainingResult result = new Trainer(
                        config, training, RunOptions.defaults(seed).withThreads(1))
                .train(data, data, TrainingListener.SILENT);
        List<EpochRecord> epochs = result.history().epochs();
        assertThat(epochs.get(249).validationLoss())
                .isCloseTo(epochs.get(249).loss(), offset(1e-5 * epochs.get(249).loss()));
        float[] outputs = new float[data.values().length];
        Autoencoder model = config.build();
        Inference.create(model, result.parameters(), Direction.RECONSTRUCT, 1, Kernels.best())
                .run(data.values(), 0, outputs, 40);
        ReferenceWeights weights = ReferenceWeights.from(result.parameters());
        double[][] expected = new ReferenceNetwork(model, weights, objective, Penalty.NONE, 0).outputs(rows(data));
        for (int i = 0; i < outputs.length; i++) {
            double target = expected[i / data.features()][i % data.features()];
            assertThat((double) outputs[i]).isCloseTo(target, offset(1e-4 * (1 + Math.abs(target))));
        }
    }

    private static Parameters weights(Autoencoder model, long seed) {
        return WeightInitializer.initialize(ParameterLayout.of(model), Initializer.HE, seed);
    }

    private static double[][] rows(Dataset data) {
        double[][] rows = new double[data.rows()][data.features()];
        for (int i = 0; i < data.values().length; i++) {
            rows[i / data.features()][i % data.features()] = data.values()[i];
        }
        return rows;
    }

    private static float[] run(Inference inference, float[] source, int batch) {
        float[] all = new float[ROWS * inference.outputs()];
        float[] part = new float[batch * inference.outputs()];
        for (int from = 0; from < ROWS; from += batch) {
            int count = Math.min(batch, ROWS - from);
            Arrays.fill(part, Float.NaN);
            inference.run(source, from, part, count);
            System.arraycopy(part, 0, all, from * inference.outputs(), count * inference.outputs());
        }
        return all;
    }
}
