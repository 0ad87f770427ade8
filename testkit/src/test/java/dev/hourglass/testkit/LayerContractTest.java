package dev.hourglass.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hourglass.model.Initializer;
import dev.hourglass.model.LayerText;
import dev.hourglass.model.Network;
import dev.hourglass.nn.Chain;
import dev.hourglass.nn.GradientProbe;
import dev.hourglass.nn.Inference;
import dev.hourglass.nn.LossBinding;
import dev.hourglass.nn.Parameter;
import dev.hourglass.nn.ParameterLayout;
import dev.hourglass.nn.Parameters;
import dev.hourglass.nn.Penalty;
import dev.hourglass.nn.RowTransform;
import dev.hourglass.nn.TrainingPlan;
import dev.hourglass.nn.TrainingPlan.Task;
import dev.hourglass.nn.WeightInitializer;
import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.kernel.Kernels;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every chain of layers: right gradients, bits of no thread or kernel, text that reads back. */
final class LayerContractTest {
    private static final int ROWS = 23; // an incomplete block of 16
    private static final Shape IMAGE = Shape.of(3, 5, 6);
    private static final Shape FEATURES = Shape.of(12);
    private static final LossBinding SQUARES = new LossBinding(
            (k, y, yFrom, x, xFrom, g, gFrom, n, scale, lanes) ->
                    k.loss().squaredError(y, yFrom, x, xFrom, g, gFrom, n, scale, lanes),
            false);

    static List<Network> networks() {
        return List.of(
                network(IMAGE, "conv:4:3", "batch-norm", "tanh", "conv:2:3"),
                network(IMAGE, "batch-norm", "conv:17:3:stride=2", "batch-norm", "conv:2:1"),
                network(IMAGE, "conv:4:3", "batch-norm", "flatten", "linear:5"),
                network(FEATURES, "batch-norm", "linear:7", "batch-norm", "tanh", "linear:3"));
    }

    private static Network network(Shape input, String... layers) {
        return new Network(input, LayerText.parse(List.of(layers), input));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void gradientsAreThoseOfTheLoss(Network network) {
        Data data = new Data(network);
        GradientProbe probe = new GradientProbe(data.task(), data.weights(), Penalty.NONE, ROWS, 3, Kernels.best());

        assertThat(probe.examine(data.samples, data.targets, ROWS))
                .isNotEmpty()
                .allSatisfy(finding ->
                        assertThat(finding.relativeError()).as("%s", finding).isLessThan(0.01));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void bitsDoNotDependOnThreadsOrKernels(Network network) {
        Data data = new Data(network);
        Parameters expected = data.train(1, Kernels.plain());
        for (int threads = 1; threads <= 3; threads++) {
            for (int bits = 128; bits <= 512; bits *= 2) {
                assertThat(data.train(threads, KernelWidths.vector(bits)).values())
                        .isEqualTo(expected.values());
            }
        }
        float[] plain = data.outputs(expected, 1, Kernels.plain());
        assertThat(data.outputs(expected, 3, Kernels.best())).isEqualTo(plain);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void textReadsBack(Network network) {
        List<String> texts = network.layers().stream().map(LayerText::print).toList();
        assertThat(LayerText.parse(texts, network.inputShape())).isEqualTo(network.layers());
    }

    /** Samples, targets and weights of one chain. */
    private static final class Data {
        private final Network network;
        private final float[] samples;
        private final float[] targets;

        Data(Network network) {
            SeededRandom random = new SeededRandom(5);
            this.network = network;
            this.samples =
                    RandomArrays.normal(random, ROWS * network.inputShape().size());
            this.targets =
                    RandomArrays.normal(random, ROWS * network.outputShape().size());
        }

        Task task() {
            int columns = network.outputShape().size();
            return new Task(Chain.of("net", network), SQUARES, columns, RowTransform.NONE, name -> true);
        }

        /** Returns initial weights; scales and shifts are moved away from 1 and 0, where mistakes would hide. */
        Parameters weights() {
            Parameters weights =
                    WeightInitializer.initialize(ParameterLayout.of(Map.of("net", network)), Initializer.GLOROT, 3);
            SeededRandom random = new SeededRandom(8);
            for (Parameter parameter : weights.layout().parameters()) {
                if (parameter.role() == Parameter.Role.SCALE || parameter.role() == Parameter.Role.BIAS) {
                    float[] moved = weights.tensor(parameter).values().clone();
                    for (int i = 0; i < moved.length; i++) {
                        moved[i] += (float) (0.3 * random.nextGaussian());
                    }
                    weights.set(parameter, moved);
                }
            }
            return weights;
        }

        /** Takes three steps of plain descent. */
        Parameters train(int threads, Kernels kernels) {
            Parameters weights = weights();
            TrainingPlan plan = new TrainingPlan(
                    task(),
                    weights,
                    Penalty.NONE,
                    (role, from, gradients, gFrom, count) -> {
                        for (int i = 0; i < count; i++) {
                            weights.values()[from + i] -= 0.01f * gradients[gFrom + i];
                        }
                    },
                    new TrainingPlan.Settings(40, threads, 3),
                    kernels);
            int[] order = new int[ROWS];
            for (int i = 0; i < ROWS; i++) {
                order[i] = i;
            }
            for (int step = 1; step <= 3; step++) {
                plan.step(samples, targets, order, 0, ROWS - step, step, false);
            }
            return weights;
        }

        float[] outputs(Parameters weights, int threads, Kernels kernels) {
            Inference inference = Inference.create(Chain.of("net", network), weights, threads, kernels);
            float[] outputs = new float[ROWS * inference.outputs()];
            inference.run(samples, 0, outputs, ROWS);
            return outputs;
        }
    }

    /** Batch statistics of a norm at rate 0 are those that inference takes; a float64 mean says what they must be. */
    @org.junit.jupiter.api.Test
    void batchNormOfImagesKeepsTheMeanOfEachChannel() {
        Network network = network(IMAGE, "batch-norm");
        Data data = new Data(network);
        Parameters trained = data.train(2, Kernels.best());
        ParameterLayout layout = trained.layout();
        float[] mean = trained.tensor(layout.parameter("net.0.running_mean")).values();
        float[] variance =
                trained.tensor(layout.parameter("net.0.running_variance")).values();
        for (int c = 0; c < 3; c++) {
            double expectedMean = 0;
            double expectedVariance = 1;
            for (int step = 1; step <= 3; step++) {
                double[] moments = moments(data.samples, ROWS - step, c);
                expectedMean = 0.9 * expectedMean + 0.1 * moments[0];
                expectedVariance = 0.9 * expectedVariance + 0.1 * moments[1];
            }
            assertThat((double) mean[c]).isCloseTo(expectedMean, within(1e-6));
            assertThat((double) variance[c]).isCloseTo(expectedVariance, within(1e-6));
        }
    }

    private static double[] moments(float[] samples, int rows, int channel) {
        double sum = 0;
        double squares = 0;
        int count = 0;
        for (int i = 0; i < rows * 90; i++) {
            if (i % 90 / 30 == channel) {
                sum += samples[i];
                squares += (double) samples[i] * samples[i];
                count++;
            }
        }
        return new double[] {sum / count, squares / count - sum / count * (sum / count)};
    }
}
