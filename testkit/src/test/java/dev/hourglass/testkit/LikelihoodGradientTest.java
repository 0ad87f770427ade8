package dev.hourglass.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.tensor.kernel.LikelihoodKernels;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Likelihoods and their gradients are those of their definitions, differentiated by central differences in float64. */
final class LikelihoodGradientTest {
    private static final double DIFFERENCE = 1e-4;
    private static final double TOLERANCE = 1e-5;
    private static final float SCALE = 0.25f;

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.hourglass.testkit.Seeds#forty")
    void likelihoodsAndGradientsAreThoseOfTheirDefinitions(long seed) {
        SeededRandom random = new SeededRandom(seed);
        for (ReferenceLikelihood likelihood : ReferenceLikelihood.draw(random)) {
            assertMatches(random, likelihood, 1 + random.nextInt(40));
        }
    }

    private static void assertMatches(SeededRandom random, ReferenceLikelihood likelihood, int count) {
        float[] y = RandomArrays.normal(random, likelihood.planes() * count);
        float[] x = likelihood.targets(random, count);
        float[] g = new float[y.length];
        float[] scratch = new float[LikelihoodKernels.SCRATCH];
        double obtained = likelihood.row(Kernels.best().likelihood(), y, 0, x, 0, g, 0, count, SCALE, scratch);
        double expected = 0;
        double squares = 0;
        double errors = 0;
        for (int i = 0; i < count; i++) {
            double[] outputs = outputs(y, i, count);
            expected += likelihood.value(outputs, x[i]);
            for (int p = 0; p < outputs.length; p++) {
                double slope = SCALE * derivative(likelihood, outputs, x[i], p);
                double error = g[p * count + i] - slope;
                squares += slope * slope;
                errors += error * error;
            }
        }
        assertThat(obtained).as(likelihood.name()).isCloseTo(expected, within(TOLERANCE * count));
        assertThat(Math.sqrt(errors / squares)).as(likelihood.name()).isLessThanOrEqualTo(TOLERANCE);
    }

    private static double[] outputs(float[] y, int feature, int count) {
        double[] outputs = new double[y.length / count];
        for (int p = 0; p < outputs.length; p++) {
            outputs[p] = y[p * count + feature];
        }
        return outputs;
    }

    /** Returns a central difference of fourth order. */
    private static double derivative(ReferenceLikelihood likelihood, double[] outputs, double x, int p) {
        double before = outputs[p];
        double sum = 0;
        double[] factors = {1, -8, 0, 8, -1};
        for (int k = -2; k <= 2; k++) {
            outputs[p] = before + k * DIFFERENCE;
            sum += factors[k + 2] * likelihood.value(outputs, x);
        }
        outputs[p] = before;
        return sum / (12 * DIFFERENCE);
    }
}
