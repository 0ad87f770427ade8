package dev.hourglass.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hourglass.data.Picture;
import dev.hourglass.evaluate.MultiScaleSimilarity;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.kernel.Kernels;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SimilarityLossTest {
    private static final float[] LANES = new float[0];

    /** Returns bytes of pixels [H, W, C], smooth, with what coding makes of them where {@code isCoded}. */
    private static byte[] samples(int channels, int height, int width, boolean isCoded) {
        byte[] samples = new byte[channels * height * width];
        for (int i = 0; i < samples.length; i++) {
            int x = i / channels % width;
            int y = i / channels / width;
            double level = 128 + 60 * StrictMath.sin(x / 5.0 + i % channels) + 50 * StrictMath.cos(y / 7.0);
            samples[i] = (byte) (isCoded ? 16 * Math.floor(level / 16) + 8 : level);
        }
        return samples;
    }

    private static float[] planes(byte[] samples, int channels) {
        float[] planes = new float[samples.length];
        for (int i = 0; i < samples.length; i++) {
            planes[i % channels * (samples.length / channels) + i / channels] = (samples[i] & 0xff) / 255f;
        }
        return planes;
    }

    @ParameterizedTest
    @CsvSource({"1,9,8", "3,24,31", "3,64,48", "1,170,180"})
    void isTheMeasureOfPictures(int channels, int height, int width) {
        byte[] original = samples(channels, height, width, false);
        byte[] coded = samples(channels, height, width, true);
        double likeness = MultiScaleSimilarity.of(
                Picture.of(channels, height, width, original), Picture.of(channels, height, width, coded));
        float[] x = planes(original, channels);
        float[] y = planes(coded, channels);
        float[] g = new float[x.length];
        RowLoss loss = new SimilarityLoss(Shape.of(channels, height, width), 40).forWorker();

        float found = loss.row(Kernels.plain(), y, 0, x, 0, g, 0, x.length, 0.5f, LANES);

        assertThat(likeness).isBetween(0.5, 0.998);
        assertThat(found).isCloseTo((float) (40 * (1 - likeness)), within(4e-6f));
        assertThat(loss.isElementwise()).isFalse();
        float wanted = 0.002f * found;
        assertThat(found - afterAStep(loss, y, x, g, wanted)).isCloseTo(wanted, within(0.05f * wanted));
    }

    /** Goes down the slope, which is for a half of the loss, as far as is to take so much off it. */
    private static float afterAStep(RowLoss loss, float[] y, float[] x, float[] g, float wanted) {
        double squares = 0;
        for (float slope : g) {
            squares += (double) slope * slope;
        }
        float[] moved = y.clone();
        for (int i = 0; i < g.length; i++) {
            moved[i] -= (float) (wanted / (2 * squares) * g[i]);
        }
        return loss.row(Kernels.plain(), moved, 0, x, 0, new float[g.length], 0, g.length, 1f, LANES);
    }
}
