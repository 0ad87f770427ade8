package dev.hourglass.report;

import dev.hourglass.data.ImageSchema;
import java.awt.image.BufferedImage;
import java.util.Optional;

/**
 * Draws where an image is unlike those of training: the image, its reconstruction where there is one, and the image
 * again, dimmed, with the pixels that add most to the score in red to yellow. Safe for concurrent use.
 */
public final class HeatMap {
    private static final int CHANNELS = 3;
    private static final float DIMMED = 0.6f;
    private static final float YELLOW = 0.9f;

    private HeatMap() {}

    /**
     * Draws one image.
     *
     * <pre>{@code
     * heat  h = what a pixel adds / the most that one adds,  g = 0.6 * mean of its channels
     * red   = g + (1 - g) h,  green = g (1 - h) + 0.9 h^2,  blue = g (1 - h)
     * }</pre>
     *
     * @param schema its size
     * @param image [C, H, W], in [0, 1]; not modified
     * @param reconstruction [C, H, W]; not modified
     * @param contributions [C, H, W], how much each value adds to the score; not modified
     * @return two or three pictures side by side
     */
    public static BufferedImage of(
            ImageSchema schema, float[] image, Optional<float[]> reconstruction, float[] contributions) {
        ImageSchema colour = new ImageSchema(CHANNELS, schema.height(), schema.width());
        int size = colour.features();
        int columns = reconstruction.isPresent() ? 3 : 2;
        float[] pictures = new float[Math.multiplyExact(columns, size)];
        copy(schema, image, pictures, 0);
        reconstruction.ifPresent(rebuilt -> copy(schema, rebuilt, pictures, size));
        heat(schema, image, contributions, pictures, (columns - 1) * size);
        return ImageGrid.of(pictures, colour, ImageGrid.Layout.defaults(colour, columns));
    }

    private static void copy(ImageSchema schema, float[] image, float[] target, int from) {
        int plane = schema.height() * schema.width();
        for (int c = 0; c < CHANNELS; c++) {
            System.arraycopy(image, c % schema.channels() * plane, target, from + c * plane, plane);
        }
    }

    private static void heat(ImageSchema schema, float[] image, float[] contributions, float[] target, int from) {
        int plane = schema.height() * schema.width();
        float[] sums = means(schema, contributions);
        float[] grey = means(schema, image);
        float most = 0;
        for (float sum : sums) {
            most = Math.max(most, sum);
        }
        for (int i = 0; i < plane; i++) {
            float heat = most > 0 ? Math.max(0, sums[i]) / most : 0;
            float dimmed = DIMMED * grey[i];
            target[from + i] = dimmed + (1 - dimmed) * heat;
            target[from + plane + i] = dimmed * (1 - heat) + YELLOW * heat * heat;
            target[from + 2 * plane + i] = dimmed * (1 - heat);
        }
    }

    /** Returns the mean of the channels of each pixel. */
    private static float[] means(ImageSchema schema, float[] values) {
        int plane = schema.height() * schema.width();
        float[] means = new float[plane];
        for (int i = 0; i < plane * schema.channels(); i++) {
            means[i % plane] += values[i] / schema.channels();
        }
        return means;
    }
}
