package dev.hourglass.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PcaTest {
    @Test
    void findsTheDirectionOfALine() {
        // Points on (1, 2) + t (3, 4) for t = -1, 0, 1: direction (0.6, 0.8), variance 25 * 2 / 3.
        Pca pca = Pca.fit(new float[] {-2, -2, 1, 2, 4, 6}, 2, 1);

        assertThat(pca.mean()).containsExactly(1, 2);
        assertThat(pca.component(0)).containsExactly(new double[] {0.6, 0.8}, within(1e-12));
        assertThat(pca.variances()).containsExactly(new double[] {50.0 / 3}, within(1e-12));
        assertThat(pca.encode(new float[] {4, 6})).containsExactly(5f);
        assertThat(pca.decode(new float[] {-5})).containsExactly(new float[] {-2, -2}, within(1e-6f));
    }

    @Test
    void restoresEverythingWithAllComponents() {
        float[] values = random(40, 7);

        assertThat(Pca.fit(values, 7, 7).reconstruct(values)).containsExactly(values, within(1e-6f));
    }

    @Test
    void keepsConstantColumns() {
        float[] values = random(30, 5);
        for (int row = 0; row < 30; row++) {
            values[row * 5 + 2] = 0.1f;
        }
        Pca pca = Pca.fit(values, 5, 5);

        assertThat(pca.reconstruct(values)).containsExactly(values, within(1e-6f));
        assertThat(pca.variances()[4]).isZero();
        assertThat(pca.component(4)).containsOnly(0);
    }

    @Test
    void dataThatNeverChangesNeedNoComponent() {
        float[] values = {0.1f, 0.2f, 0.1f, 0.2f, 0.1f, 0.2f};

        assertThat(Pca.fit(values, 2, 2).reconstruct(values)).containsExactly(values);
    }

    @Test
    void allowsMoreComponentsThanFeaturesAndSamples() {
        float[] values = random(3, 4);
        Pca pca = Pca.fit(values, 4, 9);

        assertThat(pca.size()).isEqualTo(9);
        assertThat(pca.encode(values)).hasSize(27);
        assertThat(pca.reconstruct(values)).containsExactly(values, within(1e-6f));
        assertThat(pca.component(8)).containsOnly(0);
    }

    @Test
    void survivesASingleSample() {
        float[] values = {1, 2, 3};

        assertThat(Pca.fit(values, 3, 2).reconstruct(values)).containsExactly(values);
    }

    @Test
    void takesTheGramMatrixForManyFeatures() {
        float[] values = random(12, 2100);
        Pca pca = Pca.fit(values, 2100, 12);

        assertThat(pca.reconstruct(values)).containsExactly(values, within(1e-5f));
        assertThat(dot(pca.component(0), pca.component(0))).isCloseTo(1, within(1e-12));
        assertThat(dot(pca.component(0), pca.component(1))).isCloseTo(0, within(1e-12));
        assertThat(pca.variances()[11]).isZero();
    }

    @Test
    void covarianceAndGramMatrixAgree() {
        // The same samples, padded with constant columns past the limit where the algorithm changes.
        float[] narrow = random(20, 6);
        float[] wide = new float[20 * 2001];
        for (int row = 0; row < 20; row++) {
            System.arraycopy(narrow, row * 6, wide, row * 2001, 6);
        }
        assertThat(Pca.fit(wide, 2001, 3).encode(wide))
                .containsExactly(Pca.fit(narrow, 6, 3).encode(narrow), within(1e-6f));
    }

    /** Standardised categories that few rows have: most eigenvalues are equal. */
    @Test
    void convergesWhereManyEigenvaluesAreEqual() {
        int rows = 360;
        int features = 700;
        float[] values = new float[rows * features];
        for (int i = 0; i < features; i++) {
            values[(i * 7 + i / rows) % rows * features + i] = 19;
        }

        Pca pca = Pca.fit(values, features, 32);

        assertThat(pca.variances()[0]).isPositive();
    }

    @Test
    void fitsTheSameTwice() {
        float[] values = random(100, 20);

        assertThat(Pca.fit(values, 20, 5).encode(values))
                .isEqualTo(Pca.fit(values, 20, 5).encode(values));
    }

    @Test
    void rejectsValuesThatAreNotFinite() {
        assertThatThrownBy(() -> Pca.fit(new float[] {1, 2, 3, Float.NaN}, 2, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("PCA needs finite values, but row 1, feature 1 was NaN");
    }

    @Test
    void rejectsNoSamples() {
        assertThatThrownBy(() -> Pca.fit(new float[0], 2, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("PCA needs at least one sample, but there was none");
    }

    @Test
    void rejectsNoComponents() {
        assertThatThrownBy(() -> Pca.fit(new float[2], 2, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("k must be at least 1, but was 0");
    }

    @Test
    void rejectsRaggedRows() {
        Pca pca = Pca.fit(new float[] {1, 2, 3, 4}, 2, 1);

        assertThatThrownBy(() -> pca.encode(new float[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("values must be whole rows of D = 2, but there were 3 values");
    }

    private static float[] random(int rows, int features) {
        SplittableRandom random = new SplittableRandom(7);
        float[] values = new float[rows * features];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble();
        }
        return values;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
