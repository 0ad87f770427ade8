package dev.hourglass.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hourglass.data.ImageSchema;
import java.awt.image.BufferedImage;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class HeatMapTest {
    private static final ImageSchema TWO_PIXELS = new ImageSchema(1, 1, 2);
    private static final float[] IMAGE = {1, 0.5f};

    @Test
    void theHottestPixelIsYellowAndTheOthersAreDimmed() {
        BufferedImage drawn = HeatMap.of(TWO_PIXELS, IMAGE, Optional.empty(), new float[] {0, 0.25f});
        int scale = 28; // a pixel of a picture two wide is drawn so wide
        int second = 2 * scale + scale;
        assertThat(drawn.getWidth()).isEqualTo(2 * 2 * scale + scale);
        assertThat(colour(drawn, 0)).isEqualTo(0xffffff);
        assertThat(colour(drawn, scale)).isEqualTo(0x808080);
        assertThat(colour(drawn, second)).isEqualTo(0x999999); // 0.6 of 255
        assertThat(colour(drawn, second + scale)).isEqualTo(0xffe600); // 0.9 of 255
    }

    @Test
    void theReconstructionStandsBetween() {
        BufferedImage drawn = HeatMap.of(TWO_PIXELS, IMAGE, Optional.of(new float[] {0, 1}), new float[2]);
        int scale = 28;
        assertThat(drawn.getWidth()).isEqualTo(3 * 2 * scale + 2 * scale);
        assertThat(colour(drawn, 3 * scale)).isZero();
        assertThat(colour(drawn, 4 * scale)).isEqualTo(0xffffff);
        assertThat(colour(drawn, 6 * scale)).isEqualTo(0x999999); // nothing is hot where nothing adds to the score
    }

    @Test
    void coloursStayAndTheirChannelsHeatTogether() {
        ImageSchema rgb = new ImageSchema(3, 1, 2);
        float[] image = {1, 0, 0, 0, 0, 1}; // red, blue
        BufferedImage drawn = HeatMap.of(rgb, image, Optional.empty(), new float[] {0, 0, 0, 1, 0, 1});
        int scale = 28;
        assertThat(colour(drawn, 0)).isEqualTo(0xff0000);
        assertThat(colour(drawn, scale)).isEqualTo(0x0000ff);
        assertThat(colour(drawn, 3 * scale)).isEqualTo(0x333333);
        assertThat(colour(drawn, 4 * scale)).isEqualTo(0xffe600);
    }

    private static int colour(BufferedImage image, int x) {
        return image.getRGB(x, 0) & 0xffffff;
    }
}
