package dev.hourglass.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hourglass.data.ImageSchema;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageGridTest {
    private static final int CLEAR = 0;
    private static final int BLACK = 0xff000000;
    private static final int WHITE = 0xffffffff;
    private static final int GREY = 0xff808080;
    private static final ImageSchema TWO_PIXELS = new ImageSchema(1, 1, 2);

    @Test
    void drawsEveryPixel() {
        float[] images = {0, 1, 0.5f, 0, 1, 1};

        BufferedImage picture = ImageGrid.of(images, TWO_PIXELS, new ImageGrid.Layout(2, 1, 1));

        assertThat(pixels(picture)).isEqualTo(new int[][] {
            {BLACK, WHITE, CLEAR, GREY, BLACK},
            {CLEAR, CLEAR, CLEAR, CLEAR, CLEAR},
            {WHITE, WHITE, CLEAR, CLEAR, CLEAR}
        });
    }

    @Test
    void enlargesPixelsToSquares() {
        BufferedImage picture = ImageGrid.of(new float[] {0, 1}, TWO_PIXELS, new ImageGrid.Layout(1, 3, 2));

        assertThat(pixels(picture)).isEqualTo(new int[][] {{BLACK, BLACK, WHITE, WHITE}, {BLACK, BLACK, WHITE, WHITE}});
    }

    @Test
    void drawsColours() {
        float[] redThenBlue = {1, 0, 0, 0, 0, 1};

        BufferedImage picture = ImageGrid.of(redThenBlue, new ImageSchema(3, 1, 2), new ImageGrid.Layout(1, 0, 1));

        assertThat(pixels(picture)).isEqualTo(new int[][] {{0xffff0000, 0xff0000ff}});
    }

    @Test
    void clampsValuesOutsideTheRange() {
        float[] images = {-3, 7, Float.NaN, Float.POSITIVE_INFINITY};

        BufferedImage picture = ImageGrid.of(images, new ImageSchema(1, 2, 2), new ImageGrid.Layout(1, 0, 1));

        assertThat(pixels(picture)).isEqualTo(new int[][] {{BLACK, WHITE}, {BLACK, WHITE}});
    }

    @Test
    void comparesOriginalsOverReconstructions() {
        ImageSchema schema = new ImageSchema(1, 60, 60);
        float[] originals = new float[2 * 3600];
        float[] reconstructions = new float[2 * 3600];
        java.util.Arrays.fill(reconstructions, 1);

        BufferedImage picture = ImageGrid.comparison(originals, reconstructions, schema, 5);

        assertThat(picture.getWidth()).isEqualTo(122);
        assertThat(picture.getHeight()).isEqualTo(122);
        assertThat(picture.getRGB(0, 0)).isEqualTo(BLACK);
        assertThat(picture.getRGB(60, 0)).isEqualTo(CLEAR);
        assertThat(picture.getRGB(62, 62)).isEqualTo(WHITE);
    }

    @Test
    void continuesLongComparisonsBelow() {
        ImageSchema schema = new ImageSchema(1, 56, 56);
        float[] originals = new float[13 * 56 * 56];

        BufferedImage picture = ImageGrid.comparison(originals, originals, schema, 13);

        // 12 images of 56 with gaps of 2; two bands of 114 with a gap of three times 2.
        assertThat(picture.getWidth()).isEqualTo(12 * 58 - 2);
        assertThat(picture.getHeight()).isEqualTo(114 + 6 + 114);
        assertThat(picture.getRGB(0, 120)).isEqualTo(BLACK);
        assertThat(picture.getRGB(0, 119)).isEqualTo(CLEAR);
        assertThat(picture.getRGB(58, 120)).isEqualTo(CLEAR);
    }

    @Test
    void writesPngThatReadsBackTheSame(@TempDir Path directory) throws IOException {
        BufferedImage picture = ImageGrid.of(new float[] {0, 0.5f}, TWO_PIXELS, new ImageGrid.Layout(1, 0, 1));
        Path file = directory.resolve("grid.png");

        ImageGrid.writePng(file, picture);

        assertThat(pixels(ImageIO.read(file.toFile()))).isEqualTo(pixels(picture));
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void rejectsAnIncompleteImage() {
        assertThatThrownBy(() -> ImageGrid.of(new float[3], TWO_PIXELS, new ImageGrid.Layout(1, 0, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("images must be at least one of 2 values, but were 3 values");
    }

    @Test
    void rejectsReconstructionsOfAnotherSize() {
        assertThatThrownBy(() -> ImageGrid.comparison(new float[2], new float[4], TWO_PIXELS, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("originals and reconstructions must be of one size, but were 2 and 4 values");
    }

    @Test
    void rejectsAGridWithoutColumns() {
        assertThatThrownBy(() -> new ImageGrid.Layout(0, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a grid needs columns >= 1, spacing >= 0 and scale >= 1, but had 0, 1 and 1");
    }

    private static int[][] pixels(BufferedImage picture) {
        int[][] rows = new int[picture.getHeight()][picture.getWidth()];
        for (int y = 0; y < rows.length; y++) {
            for (int x = 0; x < rows[y].length; x++) {
                rows[y][x] = picture.getRGB(x, y);
            }
        }
        return rows;
    }
}
