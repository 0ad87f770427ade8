package dev.hourglass.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.hourglass.data.ImageSchema;
import org.junit.jupiter.api.Test;

/**
 * The expected figures were made with numpy 2.4.6 in float64 from the definition, without separating the window: for
 * every window position, w = outer(g, g) / sum with g = exp(-d^2 / (2 1.5^2)), ma = sum(w a), va = sum(w (a - ma)^2), c
 * = sum(w (a - ma) (b - mb)), then the mean of (2 ma mb + 1e-4)(2 c + 9e-4) / ((ma^2 + mb^2 + 1e-4)(va + vb + 9e-4)).
 */
class StructuralSimilarityTest {
    @Test
    void agreesWithAnIndependentImplementation() {
        double found = StructuralSimilarity.of(new ImageSchema(1, 16, 20)).mean(original(320), changed(320));

        assertThat(found).isCloseTo(0.29036658035532054, within(1e-12));
    }

    @Test
    void takesASmallerWindowForSmallImages() {
        double found = StructuralSimilarity.of(new ImageSchema(1, 8, 9)).mean(original(72), changed(72));

        assertThat(found).isCloseTo(0.31679251803422387, within(1e-12));
    }

    @Test
    void isOneForEqualImages() {
        float[] image = original(3 * 12 * 12);

        assertThat(StructuralSimilarity.of(new ImageSchema(3, 12, 12)).mean(image, image))
                .isCloseTo(1, within(1e-15));
    }

    @Test
    void survivesConstantAndTinyImages() {
        StructuralSimilarity onePixel = StructuralSimilarity.of(new ImageSchema(1, 1, 2));

        assertThat(onePixel.each(new float[] {0, 0, 1, 1}, new float[] {0, 0, 0, 0}))
                .containsExactly(new double[] {1, 1e-4 / (1 + 1e-4)}, within(1e-15));
    }

    @Test
    void averagesChannels() {
        float[] both = new float[800];
        float[] changedFirst = new float[800];
        System.arraycopy(original(400), 0, both, 0, 400);
        System.arraycopy(original(400), 0, both, 400, 400);
        System.arraycopy(changed(400), 0, changedFirst, 0, 400);
        System.arraycopy(original(400), 0, changedFirst, 400, 400);

        double grey = StructuralSimilarity.of(new ImageSchema(1, 20, 20)).mean(original(400), changed(400));
        double[] images = StructuralSimilarity.of(new ImageSchema(1, 20, 20)).each(both, changedFirst);

        assertThat(images).containsExactly(new double[] {grey, 1}, within(1e-12));
    }

    @Test
    void rejectsDifferentSizes() {
        assertThatThrownBy(
                        () -> StructuralSimilarity.of(new ImageSchema(1, 2, 2)).mean(new float[4], new float[8]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("originals and reconstructions must be of one size, but were 4 and 8 values");
    }

    private static float[] original(int count) {
        float[] image = new float[count];
        for (int i = 0; i < count; i++) {
            image[i] = (float) (i * 37 % 101 / 100.0);
        }
        return image;
    }

    private static float[] changed(int count) {
        float[] image = new float[count];
        for (int i = 0; i < count; i++) {
            image[i] = (float) ((i * 37 + i % 7 * 5) % 101 / 100.0);
        }
        return image;
    }
}
