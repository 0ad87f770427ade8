package dev.hourglass.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.hourglass.model.Initializer;
import dev.hourglass.model.Layer;
import dev.hourglass.model.LayerText;
import dev.hourglass.model.Network;
import dev.hourglass.model.Residual;
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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every chain of layers: right gradients, bits of no thread or kernel, text that reads back. */
final class LayerContractTest {
    private static final int ROWS = 23; // an incomplete block of 16
    private static final Shape IMAGE = Shape.of(3, 5, 6);
    /** Channels from which weight gradients are products of patches; rows of more pixels than a product takes. */
    private static final Shape WIDE_IMAGE = Shape.of(12, 2, 11);

    /** Channels and size from which convolutions of 5 x 5 taps are minimal filtering, with tiles that are not alike. */
    private static final Shape FILTERED_IMAGE = Shape.of(32, 8, 20);

    private static final String DECONV = "deconv:32:5:stride=2:padding=2:output-padding=1";

    private static final Shape FEATURES = Shape.of(12);
    private static final LossBinding SQUARES = new LossBinding(
            (k, y, yFrom, x, xFrom, g, gFrom, n, scale, lanes) ->
                    k.loss().squaredError(y, yFrom, x, xFrom, g, gFrom, n, scale, lanes),
            false);

    static List<Network> networks() {
        return List.of(
                network(IMAGE, "conv:4:3", "batch-norm", "tanh", "conv:2:3"),
                network(IMAGE, "batch-norm", "conv:17:3:stride=2", "batch-norm", "conv:2:1"),
                network(WIDE_IMAGE, "conv:32:3", "tanh", "conv:2:3"),
                network(WIDE_IMAGE, "conv:4:3", "conv:48:3:stride=2", "tanh", "deconv:5:3:stride=2"),
                network(IMAGE, "conv:8:3", "tanh", "conv:3:3:padding=0,2,1,1", "tanh", "deconv:8:3", "deconv:9:2"),
                network(IMAGE, "conv:4:3", "tanh", "conv:1:3:padding=1,0,2,1", "tanh", "deconv:3:3", "conv:1:3"),
                network(Shape.of(3, 6, 8), "conv:11:3", "relu", "max-pool:2", "conv:2:3", "max-pool:2", "flatten"),
                network(IMAGE, "conv:4:3", "tanh", "deconv:5:2:stride=2", "relu", "conv:3:3"),
                network(IMAGE, "deconv:8:3:stride=3", "relu", "conv:1:3", "tanh"),
                network(IMAGE, "conv:1:3", "deconv:2:2:stride=2", "relu", "conv:4:5"),
                network(FILTERED_IMAGE, "conv:48:5:stride=2", "tanh", DECONV, "tanh", "conv:2:1"),
                network(FILTERED_IMAGE, "conv:32:5:stride=2", "max-pool:2", "flatten", "linear:3"),
                network(IMAGE, "conv:4:3", "batch-norm", "flatten", "linear:5"),
                network(FEATURES, "batch-norm", "linear:7", "batch-norm", "tanh", "linear:3"),
                network(FEATURES, "layer-norm", "linear:7", "layer-norm", "tanh", "linear:3"),
                network(IMAGE, "conv:4:3", "layer-norm", "tanh", "conv:2:3"),
                network(IMAGE, "conv:6:3", "group-norm:3", "tanh", "conv:2:3"),
                network(IMAGE, "conv:6:3", "gdn", "conv:4:3:stride=2", "igdn", "conv:2:3"),
                network(FILTERED_IMAGE, "gdn", "conv:32:5:stride=2", "gdn", "conv:2:1", "igdn"),
                network(IMAGE, "group-norm:1", "conv:4:3:stride=2", "group-norm:4", "flatten", "linear:5"),
                network(IMAGE, "spatial-dropout:0.3", "conv:6:3", "spatial-dropout:0.5", "tanh", "conv:2:3"),
                network(IMAGE, "conv:6:3", "dropout:0.5", "tanh", "conv:2:3"),
                network(FEATURES, "linear:5", "softmax", "linear:3", "softmax"),
                network(FEATURES, "linear:6", "tanh", "sigmoid", "linear:3", "relu", "sigmoid", "tanh"),
                network(FEATURES, "residual[tanh,linear:12]", "linear:5", "tanh", "residual[linear:5,tanh]", "tanh"),
                network(
                        IMAGE,
                        "residual[conv:5:3,tanh,conv:3:5]",
                        "tanh",
                        "conv:4:3",
                        "tanh",
                        "residual[batch-norm,tanh,conv:4:3]",
                        "conv:2:3"),
                network(
                        IMAGE,
                        "conv:3:3",
                        "residual[residual[conv:3:3:padding=0,2,1,1,tanh],flatten,linear:90,reshape:3x5x6]",
                        "tanh"),
                network(IMAGE, "conv:3:3", "tanh", "flatten", "residual[reshape:3x5x6,conv:3:3,flatten]", "linear:4"));
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

    /** Whatever a plan keeps beside the weights, it keeps in step. */
    @ParameterizedTest
    @MethodSource("networks")
    void aPlanMayBeBuiltAnewAtAnyStep(Network network) {
        Data data = new Data(network);
        Parameters weights = data.weights();
        for (int step = 1; step <= 3; step++) {
            data.step(data.plan(weights, 1, Kernels.best()), step);
        }
        assertThat(weights.values()).isEqualTo(data.train(2, Kernels.best()).values());
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
            return task(name -> true);
        }

        Task task(Predicate<String> isTrained) {
            int columns = network.outputShape().size();
            return new Task(Chain.of("net", network), SQUARES, columns, RowTransform.NONE, isTrained);
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
            TrainingPlan plan = plan(weights, threads, kernels);
            for (int step = 1; step <= 3; step++) {
                step(plan, step);
            }
            return weights;
        }

        void step(TrainingPlan plan, int step) {
            int[] order = IntStream.range(0, ROWS).toArray();
            plan.step(samples, targets, order, 0, ROWS - step, step, false);
        }

        TrainingPlan plan(Parameters weights, int threads, Kernels kernels) {
            return new TrainingPlan(
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
        }

        float[] outputs(Parameters weights, int threads, Kernels kernels) {
            Inference inference = Inference.create(Chain.of("net", network), weights, threads, kernels);
            float[] outputs = new float[ROWS * inference.outputs()];
            inference.run(samples, 0, outputs, ROWS);
            return outputs;
        }
    }

    @Test
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

    /** Frozen, a norm uses its running averages, and what comes before it gets its gradient through them. */
    @ParameterizedTest
    @ValueSource(strings = {"conv:4:3,tanh,batch-norm,conv:2:3", "linear:7,tanh,batch-norm,linear:3"})
    void frozenBatchNormHandsGradientsOn(String layers) {
        Data data = new Data(network(layers.startsWith("conv") ? IMAGE : FEATURES, layers.split(",")));
        Parameters weights = data.weights();
        ParameterLayout layout = weights.layout();
        int channels = layout.parameter("net.2.scale").columns();
        float[] moved = new float[channels];
        Arrays.fill(moved, 2f);
        weights.set(layout.parameter("net.2.running_variance"), moved);
        Task task = data.task(name -> !name.startsWith("net.2."));
        GradientProbe probe = new GradientProbe(task, weights, Penalty.NONE, ROWS, 3, Kernels.best());

        assertThat(probe.examine(data.samples, data.targets, ROWS))
                .hasSize(4)
                .allSatisfy(finding ->
                        assertThat(finding.relativeError()).as("%s", finding).isLessThan(0.01));
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

    @Test
    void groupNormIsThatOfFloat64() {
        Data data = new Data(network(Shape.of(4, 3, 2), "group-norm:2"));
        Parameters weights = data.weights();
        float[] found = data.outputs(weights, 1, Kernels.best());
        float[] scale =
                weights.tensor(weights.layout().parameter("net.0.scale")).values();
        float[] shift =
                weights.tensor(weights.layout().parameter("net.0.shift")).values();
        for (int start = 0; start < found.length; start += 12) { // a group: 2 channels of 6 pixels
            assertNormalized(data.samples, found, start, 12, i -> i % 24 / 6, scale, shift);
        }
    }

    @Test
    void layerNormIsThatOfFloat64() {
        Data data = new Data(network(FEATURES, "layer-norm"));
        Parameters weights = data.weights();
        float[] found = data.outputs(weights, 1, Kernels.best());
        float[] scale =
                weights.tensor(weights.layout().parameter("net.0.scale")).values();
        float[] shift =
                weights.tensor(weights.layout().parameter("net.0.shift")).values();
        for (int start = 0; start < found.length; start += 12) {
            assertNormalized(data.samples, found, start, 12, i -> i % 12, scale, shift);
        }
    }

    private static void assertNormalized(
            float[] x, float[] y, int start, int count, IntUnaryOperator weight, float[] scale, float[] shift) {
        double mean = 0;
        double variance = 0;
        for (int i = start; i < start + count; i++) {
            mean += x[i] / (double) count;
        }
        for (int i = start; i < start + count; i++) {
            variance += (x[i] - mean) * (x[i] - mean) / count;
        }
        for (int i = start; i < start + count; i++) {
            int at = weight.applyAsInt(i);
            double expected = scale[at] * (x[i] - mean) / Math.sqrt(variance + 1e-5) + shift[at];
            assertThat((double) y[i]).isCloseTo(expected, within(2e-6));
        }
    }

    @Test
    void softmaxIsThatOfFloat64() {
        Data data = new Data(network(FEATURES, "softmax"));
        float[] found = data.outputs(data.weights(), 1, Kernels.best());
        for (int row = 0; row < found.length; row += 12) {
            double sum = 0;
            for (int i = row; i < row + 12; i++) {
                sum += StrictMath.exp(data.samples[i]);
            }
            for (int i = row; i < row + 12; i++) {
                assertThat((double) found[i]).isCloseTo(StrictMath.exp(data.samples[i]) / sum, within(1e-7));
            }
        }
    }

    /** Where a body gives nothing, what goes in comes out. */
    @Test
    void residualBlockAddsItsBody() {
        Data data = new Data(network(IMAGE, "residual[conv:3:3]"));
        Parameters weights = new Parameters(data.weights().layout());
        assertThat(data.outputs(weights, 1, Kernels.best())).isEqualTo(data.samples);

        weights.set(weights.layout().parameter("net.0.body.0.bias"), new float[] {1, 2, 3});
        float[] found = data.outputs(weights, 1, Kernels.best());
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).isEqualTo(1 + i % 90 / 30 + data.samples[i]);
        }
    }

    /** A bias of a channel gets the gradient of all its pixels or, where the channel falls, of none. */
    @Test
    void spatialDropoutDropsWholeChannels() {
        Network network = network(IMAGE, "conv:3:1", "spatial-dropout:0.5", "flatten");
        Data data = new Data(network);
        Parameters weights = data.weights();
        int fallen = 0;
        for (int step = 1; step <= 40; step++) {
            TrainingPlan plan = new TrainingPlan(
                    data.task(),
                    weights,
                    Penalty.NONE,
                    (role, from, gradients, gFrom, count) -> {},
                    new TrainingPlan.Settings(1, 1, 3),
                    Kernels.best());
            plan.step(data.samples, data.targets, new int[] {0}, 0, 1, step, true);
            for (float gradient :
                    plan.gradient(weights.layout().parameter("net.0.bias")).values()) {
                fallen += gradient == 0f ? 1 : 0;
            }
        }
        assertThat(fallen).isBetween(40, 80); // of 120 channels
    }

    static List<Arguments> refusals() {
        return List.of(
                Arguments.of(
                        "group-norm:2",
                        "group normalisation needs groups that divide the channels and epsilon > 0, but had 2 groups of"
                                + " 3 channels and epsilon 1.0E-5"),
                Arguments.of(
                        "softmax",
                        "softmax takes rows of features, but samples have shape [3, 5, 6]; put flatten" + " before it"),
                Arguments.of(
                        "residual[conv:4:3]",
                        "the layers of a residual block must keep the shape, but they turn"
                                + " [3, 5, 6] into [4, 5, 6]"),
                Arguments.of("spatial-dropout:1", "spatial dropout rate must be in (0, 1), but was 1.0"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusesWhatDoesNotFit(String layer, String sentence) {
        assertThatThrownBy(() -> network(IMAGE, layer))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(sentence);
    }

    @Test
    void refusesChannelsOfRows() {
        assertThatThrownBy(() -> network(FEATURES, "spatial-dropout:0.5"))
                .hasMessage("spatial dropout takes images of shape [C, H, W], but samples have shape [12]; reshape them"
                        + " first");
        assertThatThrownBy(() -> network(FEATURES, "group-norm:4"))
                .hasMessage("group normalisation takes images of shape [C, H, W], but samples have shape [12]; reshape"
                        + " them first");
    }

    /** The command line cuts lists at commas. */
    @Test
    void piecesOfResidualBlocksAreOneLayer() {
        String text = "conv:3:3:padding=0,2,1,1,residual[conv:3:3,residual[tanh,conv:3:3]],relu";
        List<Layer> layers = LayerText.parse(List.of(text.split(",")), IMAGE);
        assertThat(layers).hasSize(3).element(1).isInstanceOf(Residual.class);
    }
}
