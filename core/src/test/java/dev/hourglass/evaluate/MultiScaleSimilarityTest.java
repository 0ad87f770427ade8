package dev.hourglass.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.hourglass.data.Picture;
import org.junit.jupiter.api.Test;

final class MultiScaleSimilarityTest {
    private static final int HEIGHT = 192;
    private static final int WIDTH = 208;

    private static Picture picture(boolean isDistorted) {
        byte[] samples = new byte[HEIGHT * WIDTH];
        for (int i = 0; i < samples.length; i++) {
            int x = i % WIDTH;
            int y = i / WIDTH;
            int texture = (x * 7 + y * 13 + x * y / 9 % 31 * 3) % 256;
            int slope = (int) (128 + 60 * StrictMath.sin(x / 9.0) + 50 * StrictMath.cos(y / 13.0));
            int level = texture / 4 + slope * 3 / 4 + (isDistorted ? (x * 5 + y * 3) % 17 - 8 : 0);
            samples[i] = (byte) Math.min(255, Math.max(0, level));
        }
        return Picture.of(1, HEIGHT, WIDTH, samples);
    }

    @Test
    void equalPicturesAreAlike() {
        assertThat(MultiScaleSimilarity.of(picture(false), picture(false))).isEqualTo(1, offset(1e-12));
    }

    /** The figure is of a few lines of NumPy, written from the paper. */
    @Test
    void isWhatThePaperSays() {
        assertThat(MultiScaleSimilarity.of(picture(false), picture(true))).isEqualTo(0.994404628587951, offset(1e-12));
        assertThat(MultiScaleSimilarity.of(picture(true), picture(false))).isEqualTo(0.994404628587951, offset(1e-12));
    }

    @Test
    void channelsAreAveraged() {
        Picture rgb = picture(false).toRgb();
        byte[] distorted = picture(true).samples();
        byte[] samples = rgb.samples().clone();
        for (int i = 0; i < samples.length; i += 3) {
            samples[i] = distorted[i / 3];
        }

        assertThat(MultiScaleSimilarity.of(rgb, Picture.of(3, HEIGHT, WIDTH, samples)))
                .isEqualTo((2 + 0.994404628587951) / 3, offset(1e-12));
    }

    @Test
    void smallAndOddPicturesHaveSmallerWindows() {
        for (int side : new int[] {1, 2, 17, 33, 175}) {
            Picture flat = Picture.of(1, side, side + 1, new byte[side * (side + 1)]);
            byte[] lighter = new byte[side * (side + 1)];
            java.util.Arrays.fill(lighter, (byte) 90);
            assertThat(MultiScaleSimilarity.of(flat, flat)).isEqualTo(1, offset(1e-12));
            assertThat(MultiScaleSimilarity.of(flat, Picture.of(1, side, side + 1, lighter)))
                    .isBetween(0.0, 0.9);
        }
    }

    @Test
    void picturesOfOtherSizesAreRefused() {
        assertThatThrownBy(() ->
                        MultiScaleSimilarity.of(picture(false), picture(false).toRgb()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("pictures must be of one size, but are 208 x 192 x 1 and 208 x 192 x 3");
    }
}
