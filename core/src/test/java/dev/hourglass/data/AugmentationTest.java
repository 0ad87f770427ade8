package dev.hourglass.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.Shape;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AugmentationTest {
    private static final int SIDE = 21;
    private static final Shape IMAGE = Shape.of(1, SIDE, SIDE);

    /** A bright square off the centre. */
    private static float[] square(int left, int top) {
        float[] image = new float[SIDE * SIDE];
        for (int y = top; y < top + 3; y++) {
            for (int x = left; x < left + 3; x++) {
                image[y * SIDE + x] = 1;
            }
        }
        return image;
    }

    private static float[] apply(String text, float[] source, Shape shape, long seed) {
        float[] target = new float[source.length];
        Arrays.fill(target, 9f);
        Augmentation.from(text).apply(source, 0, target, 0, shape, SeededRandom.mix(seed));
        return target;
    }

    /** Returns the sum of the pixels and the coordinates of their centre, from the image's centre. */
    private static double[] centre(float[] image) {
        double[] moments = new double[3];
        for (int i = 0; i < image.length; i++) {
            moments[0] += image[i];
            moments[1] += image[i] * (i % SIDE - SIDE / 2);
            moments[2] += image[i] * (i / SIDE - SIDE / 2);
        }
        return new double[] {moments[0], moments[1] / moments[0], moments[2] / moments[0]};
    }

    @Test
    void noneChangesNothing() {
        assertThat(Augmentation.none().isNone()).isTrue();
        assertThat(apply("none", square(3, 5), IMAGE, 1)).isEqualTo(square(3, 5));
        assertThat(apply("shift:0,rotate:0,scale:0,noise:0", square(3, 5), IMAGE, 1))
                .isEqualTo(square(3, 5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "shift:2", "shift:2,rotate:10.0,scale:0.1,flip,noise:0.05", "flip", "noise:0.5"})
    void textFormsGoThereAndBack(String text) {
        assertThat(Augmentation.from(text).text()).isEqualTo(text);
    }

    @Test
    void dependsOnTheKeyAndThePlaceInTheSampleOnly() {
        Augmentation augmentation = Augmentation.from("shift:2,rotate:10,scale:0.1,flip,noise:0.05");
        float[] once = apply(augmentation.text(), square(3, 5), IMAGE, 4);
        assertThat(apply(augmentation.text(), square(3, 5), IMAGE, 4)).isEqualTo(once);
        assertThat(apply(augmentation.text(), square(3, 5), IMAGE, 5)).isNotEqualTo(once);

        float[] source = new float[SIDE * SIDE + 5];
        System.arraycopy(square(3, 5), 0, source, 5, SIDE * SIDE);
        float[] target = new float[SIDE * SIDE + 4];
        Arrays.fill(target, 9f);
        augmentation.apply(source, 5, target, 3, IMAGE, SeededRandom.mix(4));
        assertThat(Arrays.copyOfRange(target, 3, 3 + SIDE * SIDE)).isEqualTo(once);
        assertThat(target[2]).isEqualTo(9f);
        assertThat(target[3 + SIDE * SIDE]).isEqualTo(9f);
    }

    @Test
    void shiftsByWholePixelsEachEquallyOften() {
        int[] counts = new int[25];
        for (int seed = 0; seed < 2500; seed++) {
            float[] shifted = apply("shift:2", square(9, 9), IMAGE, seed);
            double[] centre = centre(shifted);
            int across = (int) Math.rint(centre[1]);
            int down = (int) Math.rint(centre[2]);
            assertThat(shifted).isEqualTo(square(9 + across, 9 + down));
            counts[5 * (down + 2) + across + 2]++;
        }
        for (int count : counts) {
            assertThat(count).isBetween(60, 140); // four standard errors
        }
    }

    @Test
    void bringsInZerosFromOutside() {
        float[] white = new float[SIDE * SIDE];
        Arrays.fill(white, 1f);
        Set<Float> sums = new HashSet<>();
        for (int seed = 0; seed < 200; seed++) {
            sums.add((float) centre(apply("shift:1", white, IMAGE, seed))[0]);
        }
        assertThat(sums).containsExactlyInAnyOrder(441f, 420f, 400f);
    }

    @Test
    void flipsHalfOfTheImagesExactly() {
        int flipped = 0;
        for (int seed = 0; seed < 1000; seed++) {
            float[] image = apply("flip", square(2, 5), IMAGE, seed);
            boolean isFlipped = !Arrays.equals(image, square(2, 5));
            assertThat(image).isEqualTo(isFlipped ? square(16, 5) : square(2, 5));
            flipped += isFlipped ? 1 : 0;
        }
        assertThat(flipped).isBetween(437, 563);
    }

    @Test
    void turnsAboutTheCentreWithinTheRange() {
        double least = 0;
        double most = 0;
        for (int seed = 0; seed < 300; seed++) {
            double[] centre = centre(apply("rotate:30", square(15, 9), IMAGE, seed)); // 6 to the right of the centre
            assertThat(Math.hypot(centre[1], centre[2])).isCloseTo(6, within(0.05));
            double degrees = Math.toDegrees(Math.atan2(centre[2], centre[1]));
            least = Math.min(least, degrees);
            most = Math.max(most, degrees);
        }
        assertThat(most).isBetween(28.0, 30.5);
        assertThat(least).isBetween(-30.5, -28.0);
    }

    @Test
    void scalesAboutTheCentreWithinTheRange() {
        double least = 1;
        double most = 1;
        for (int seed = 0; seed < 300; seed++) {
            double[] centre = centre(apply("scale:0.2", square(13, 9), IMAGE, seed));
            assertThat(centre[2]).isCloseTo(0, within(1e-3));
            double factor = centre[1] / 4;
            assertThat(centre[0] / 9).isCloseTo(factor * factor, within(0.15));
            least = Math.min(least, factor);
            most = Math.max(most, factor);
        }
        assertThat(most).isBetween(1.17, 1.23);
        assertThat(least).isBetween(0.77, 0.83);
    }

    @Test
    void movesAllChannelsAlike() {
        float[] three = new float[3 * SIDE * SIDE];
        for (int channel = 0; channel < 3; channel++) {
            System.arraycopy(square(4, 6), 0, three, channel * SIDE * SIDE, SIDE * SIDE);
        }
        float[] moved = apply("shift:3,rotate:20,scale:0.2,flip", three, Shape.of(3, SIDE, SIDE), 8);
        float[] first = Arrays.copyOf(moved, SIDE * SIDE);
        for (int channel = 1; channel < 3; channel++) {
            assertThat(Arrays.copyOfRange(moved, channel * SIDE * SIDE, (channel + 1) * SIDE * SIDE))
                    .isEqualTo(first);
        }
    }

    @Test
    void addsNoiseToSamplesOfAnyShape() {
        float[] noise = apply("noise:0.5", new float[20_000], Shape.of(20_000), 3);
        double squares = 0;
        for (float value : noise) {
            squares += value * value;
        }
        assertThat(squares / noise.length).isCloseTo(0.25, within(0.01)); // four standard errors
    }

    @Test
    void refusesToMoveWhatIsNoImage() {
        assertThatThrownBy(() -> apply("shift:1", new float[30], Shape.of(30), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "augmentation by shift, rotation, scale or flip needs images of shape [C, H, W], but samples"
                                + " have shape [30]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "zoom:2", "shift", "rotate:", "flip:1", "scale:x"})
    void refusesUnknownForms(String part) {
        assertThatThrownBy(() -> Augmentation.from(part))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("augmentation must be none or parts of shift:PIXELS, rotate:DEGREES, scale:RANGE, flip,"
                        + " noise:SIGMA, joined by commas, but was \"" + part + "\"");
    }

    @Test
    void refusesNumbersOutOfRange() {
        assertThatThrownBy(() -> Augmentation.from("shift:-1"))
                .hasMessage("shiftPixels must be at least 0, but was -1");
        assertThatThrownBy(() -> Augmentation.from("shift:1.5"))
                .hasMessage("augmentation shift:PIXELS must be whole, but was \"shift:1.5\"");
        assertThatThrownBy(() -> Augmentation.from("rotate:181"))
                .hasMessage("rotateDegrees must be in [0, 180.0], but was 181.0");
        assertThatThrownBy(() -> Augmentation.from("scale:0.95"))
                .hasMessage("scaleRange must be in [0, 0.9], but was 0.95");
        assertThatThrownBy(() -> Augmentation.from("noise:-0.1")).hasMessage("noise must be at least 0, but was -0.1");
    }
}
