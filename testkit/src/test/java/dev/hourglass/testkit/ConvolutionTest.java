package dev.hourglass.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.hourglass.model.Conv2d;
import dev.hourglass.model.ConvTranspose2d;
import dev.hourglass.model.Initializer;
import dev.hourglass.model.Layer;
import dev.hourglass.model.LayerText;
import dev.hourglass.model.Network;
import dev.hourglass.nn.Chain;
import dev.hourglass.nn.Inference;
import dev.hourglass.nn.Parameter;
import dev.hourglass.nn.ParameterLayout;
import dev.hourglass.nn.Parameters;
import dev.hourglass.nn.WeightInitializer;
import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.kernel.Kernels;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Convolutions give what their definition gives in float64, whichever way they are computed. */
final class ConvolutionTest {
    private static final int ROWS = 19; // an incomplete block of 16

    @ParameterizedTest
    @CsvSource({
        "3x7x8, conv:5:3",
        "3x7x8, conv:4:4:padding=0,2,1,1",
        "2x9x8, conv:17:3:stride=2:dilation=2:padding=2",
        "5x7x8, conv:3:1:stride=3:padding=0",
        "3x5x4, deconv:5:3:stride=2:padding=1",
        "3x5x4, deconv:1:2:stride=2",
        "17x5x4, deconv:9:5:stride=2:padding=2:output-padding=1",
        "12x2x11, conv:32:3", // weight gradients by products of patches
        "32x8x20, conv:48:5:stride=2", // minimal filtering
        "48x4x10, deconv:32:5:stride=2:padding=2:output-padding=1", // minimal filtering
        "32x8x20, conv:48:5:stride=2:padding=1", // nearly
        "32x7x9, conv:32:5:stride=2", // nearly
    })
    void isThatOfFloat64(String image, String text) {
        Shape from = shape(image);
        Network network = new Network(from, LayerText.parse(List.of(text), from));
        SeededRandom random = new SeededRandom(7);
        Parameters weights =
                WeightInitializer.initialize(ParameterLayout.of(Map.of("net", network)), Initializer.GLOROT, 3);
        Parameter bias = weights.layout().parameter("net.0.bias");
        weights.set(bias, RandomArrays.normal(random, bias.columns()));
        float[] samples = RandomArrays.normal(random, ROWS * from.size());
        float[] outputs = new float[ROWS * network.outputShape().size()];
        Inference.create(Chain.of("net", network), weights, 2, Kernels.best()).run(samples, 0, outputs, ROWS);

        double[] expected = convolve(network.layers().get(0), from, network.outputShape(), weights, samples);

        for (int i = 0; i < outputs.length; i++) {
            assertThat((double) outputs[i]).as("output %d", i).isCloseTo(expected[i], offset(2e-5));
        }
    }

    private static Shape shape(String text) {
        return Shape.of(Stream.of(text.split("x")).mapToInt(Integer::parseInt).toArray());
    }

    private static double[] convolve(Layer layer, Shape in, Shape out, Parameters weights, float[] samples) {
        boolean isTransposed = layer instanceof ConvTranspose2d;
        Conv2d spec = isTransposed ? ((ConvTranspose2d) layer).convolution() : (Conv2d) layer;
        Shape big = isTransposed ? out : in;
        Shape small = isTransposed ? in : out;
        float[] bias = weights.tensor(weights.layout().parameter("net.0.bias")).values();
        float[] w = weights.tensor(weights.layout().parameter("net.0.weight")).values();
        double[] result = new double[ROWS * out.size()];
        int pixels = out.dimension(1) * out.dimension(2);
        for (int i = 0; i < result.length; i++) {
            result[i] = bias[i / pixels % out.dimension(0)];
        }
        int taps = spec.kernel() * spec.kernel();
        for (int i = 0; i < ROWS * small.dimension(1) * small.dimension(2) * taps; i++) {
            int tap = i % taps;
            int x = i / taps % small.dimension(2);
            int y = i / taps / small.dimension(2) % small.dimension(1);
            int row = i / taps / small.dimension(2) / small.dimension(1);
            int bigY = y * spec.stride()
                    + tap / spec.kernel() * spec.dilation()
                    - spec.padding().top();
            int bigX = x * spec.stride()
                    + tap % spec.kernel() * spec.dilation()
                    - spec.padding().left();
            if (bigY < 0 || bigX < 0 || bigY >= big.dimension(1) || bigX >= big.dimension(2)) {
                continue;
            }
            for (int b = 0; b < big.dimension(0); b++) {
                for (int s = 0; s < small.dimension(0); s++) {
                    double weight = w[(tap * big.dimension(0) + b) * small.dimension(0) + s];
                    int bigAt = at(big, row, b, bigY, bigX);
                    int smallAt = at(small, row, s, y, x);
                    result[isTransposed ? bigAt : smallAt] += weight * samples[isTransposed ? smallAt : bigAt];
                }
            }
        }
        return result;
    }

    private static int at(Shape shape, int row, int channel, int y, int x) {
        return ((row * shape.dimension(0) + channel) * shape.dimension(1) + y) * shape.dimension(2) + x;
    }
}
