package dev.hourglass.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CorruptionTest {
    private static final int SIZE = 3 * 200 * 100;
    private static final Shape IMAGES = Shape.of(3, 200, 100);
    private static final long KEY = SeededRandom.mix(5);

    private static float[] sample() {
        SeededRandom random = new SeededRandom(1);
        float[] values = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            values[i] = 0.25f + 0.5f * (float) random.nextDouble();
        }
        return values;
    }

    private static float[] apply(String text, float[] source, Shape shape, long key) {
        float[] target = new float[source.length];
        Corruption.from(text).apply(source, 0, target, 0, shape, key);
        return target;
    }

    @ParameterizedTest
    @ValueSource(strings = {"gaussian:0.3", "masking:0.5", "salt-and-pepper:0.2", "blur:1.5"})
    void dependsOnTheKeyAndThePlaceInTheSampleOnly(String text) {
        float[] source = sample();
        float[] once = apply(text, source, IMAGES, KEY);
        assertThat(source).isEqualTo(sample());
        assertThat(apply(text, source, IMAGES, KEY)).isEqualTo(once);

        float[] shifted = new float[SIZE + 7];
        System.arraycopy(source, 0, shifted, 7, SIZE);
        float[] target = new float[SIZE + 11];
        Arrays.fill(target, 9f);
        Corruption.from(text).apply(shifted, 7, target, 10, IMAGES, KEY);
        assertThat(Arrays.copyOfRange(target, 10, 10 + SIZE)).isEqualTo(once);
        assertThat(target[9]).isEqualTo(9f);
        assertThat(target[10 + SIZE]).isEqualTo(9f);

        boolean isRandom = !text.startsWith("blur");
        assertThat(Arrays.equals(apply(text, source, IMAGES, SeededRandom.mix(6)), once))
                .isNotEqualTo(isRandom);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gaussian:0", "masking:0", "salt-and-pepper:0", "blur:0"})
    void changesNothingAtNoStrength(String text) {
        assertThat(apply(text, sample(), IMAGES, KEY)).isEqualTo(sample());
    }

    @ParameterizedTest
    @ValueSource(strings = {"gaussian:0.3", "masking:0.5", "salt-and-pepper:0.25", "blur:1.5"})
    void textFormsGoThereAndBack(String text) {
        assertThat(Corruption.from(text).text()).isEqualTo(text);
    }

    @Test
    void addsNoiseOfTheGivenDeviation() {
        float[] source = sample();
        float[] noisy = apply("gaussian:0.3", source, Shape.of(SIZE), KEY);
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < SIZE; i++) {
            double e = noisy[i] - source[i];
            sum += e;
            squares += e * e;
        }
        assertThat(sum / SIZE).isCloseTo(0, within(4 * 0.3 / Math.sqrt(SIZE)));
        assertThat(squares / SIZE).isCloseTo(0.09, within(4 * 0.09 * Math.sqrt(2.0 / SIZE)));
    }

    @Test
    void masksTheGivenShare() {
        float[] source = sample();
        float[] masked = apply("masking:0.3", source, Shape.of(SIZE), KEY);
        assertThat(share(masked, 0f)).isCloseTo(0.3, within(0.008)); // four standard errors
        for (int i = 0; i < SIZE; i++) {
            assertThat(masked[i] == 0f || masked[i] == source[i]).isTrue();
        }
        assertThat(share(apply("masking:1", source, Shape.of(SIZE), KEY), 0f)).isEqualTo(1);
    }

    @Test
    void scattersAsMuchSaltAsPepper() {
        float[] source = sample();
        float[] target = apply("salt-and-pepper:0.2", source, Shape.of(SIZE), KEY);
        assertThat(share(target, 0f)).isCloseTo(0.1, within(0.005));
        assertThat(share(target, 1f)).isCloseTo(0.1, within(0.005));
    }

    private static double share(float[] values, float value) {
        int count = 0;
        for (float v : values) {
            count += v == value ? 1 : 0;
        }
        return count / (double) values.length;
    }

    /** The blur of one point has the sum 1 and the variance sigma^2 along each side. */
    @ParameterizedTest
    @ValueSource(doubles = {0.4, 0.7, 1.5, 3})
    void spreadsAPointByTheGivenDeviation(double sigma) {
        int side = 41;
        float[] point = new float[side * side];
        point[20 * side + 20] = 1;
        float[] blurred = apply("blur:" + sigma, point, Shape.of(1, side, side), KEY);
        double sum = 0;
        double across = 0;
        double down = 0;
        for (int i = 0; i < blurred.length; i++) {
            sum += blurred[i];
            across += blurred[i] * Math.pow(i % side - 20, 2);
            down += blurred[i] * Math.pow(i / side - 20, 2);
        }
        assertThat(sum).isCloseTo(1, within(1e-5));
        assertThat(across).isCloseTo(sigma * sigma, within(1e-4 * sigma * sigma));
        assertThat(down).isCloseTo(sigma * sigma, within(1e-4 * sigma * sigma));
    }

    @Test
    void aStrongBlurIsNearTheNormalCurve() {
        int side = 41;
        float[] point = new float[side * side];
        point[20 * side + 20] = 1;
        float[] blurred = apply("blur:3", point, Shape.of(1, side, side), KEY);
        for (int i = 0; i < blurred.length; i++) {
            double square = Math.pow(i % side - 20, 2) + Math.pow(i / side - 20, 2);
            double normal = Math.exp(-square / 18) / (18 * Math.PI);
            assertThat((double) blurred[i]).isCloseTo(normal, within(3e-4)); // 2 % of the peak
        }
    }

    @Test
    void blursEachChannelOnItsOwnAndKeepsFlatImages() {
        float[] flat = new float[2 * 5 * 4];
        Arrays.fill(flat, 0, 20, 0.25f);
        Arrays.fill(flat, 20, 40, 0.75f);
        assertThat(apply("blur:2", flat, Shape.of(2, 5, 4), KEY)).isEqualTo(flat);
    }

    @Test
    void refusesToBlurWhatIsNoImage() {
        assertThatThrownBy(() -> apply("blur:1", new float[30], Shape.of(30), KEY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("blur needs images of shape [C, H, W], but samples have shape [30]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"snow:0.3", "gaussian", "gaussian:", "gaussian:much", "masking:NaN", "", "0.3"})
    void refusesUnknownForms(String text) {
        assertThatThrownBy(() -> Corruption.from(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("corruption must be one of gaussian:SIGMA, masking:RATE, salt-and-pepper:RATE, blur:SIGMA,"
                        + " but was \"" + text + "\"");
    }

    @Test
    void refusesNumbersOutOfRange() {
        assertThatThrownBy(() -> Corruption.from("gaussian:-1")).hasMessage("sigma must be at least 0, but was -1.0");
        assertThatThrownBy(() -> Corruption.from("blur:33")).hasMessage("sigma must be in [0, 32], but was 33.0");
        assertThatThrownBy(() -> Corruption.from("masking:1.5")).hasMessage("rate must be in [0, 1], but was 1.5");
        assertThatThrownBy(() -> new Corruption.SaltAndPepper(Double.NaN))
                .hasMessage("rate must be in [0, 1], but was NaN");
    }
}
