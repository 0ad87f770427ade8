package dev.hourglass.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.hourglass.tensor.SeededRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoftmaxTest {
    @ParameterizedTest
    @ValueSource(ints = {2, 10, 16, 37})
    void lossAndGradientAreThoseOfFloat64(int classes) {
        SeededRandom random = new SeededRandom(classes);
        float[] z = new float[classes];
        float[] x = new float[classes];
        for (int i = 0; i < classes; i++) {
            z[i] = (float) (4 * random.nextGaussian());
        }
        x[classes / 2] = 1;
        float[] g = new float[classes];
        float loss =
                Kernels.best().loss().softmaxCrossEntropy(z, 0, x, 0, g, 0, classes, 0.5f, new float[Lanes.SCRATCH]);

        double total = 0;
        for (float value : z) {
            total += StrictMath.exp(value);
        }
        assertThat((double) loss).isCloseTo(StrictMath.log(total) - z[classes / 2], offset(1e-5));
        for (int i = 0; i < classes; i++) {
            assertThat((double) g[i]).isCloseTo(0.5 * (StrictMath.exp(z[i]) / total - x[i]), offset(1e-6));
        }
    }
}
