package dev.hourglass.report;

import dev.hourglass.data.ImageSchema;
import dev.hourglass.file.AtomicFile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Draws images with pixels in [0, 1] as a grid, pixel by pixel: no text and no fonts, so it works on any machine.
 *
 * <p>Gaps are transparent. Values outside [0, 1] are clamped, NaN is black. Safe for concurrent use.
 */
public final class ImageGrid {
    private static final int LARGEST_ROW = 12;
    private static final int LEAST_CELL_PIXELS = 56;
    private static final int OPAQUE = 0xff000000;

    private ImageGrid() {}

    /**
     * Says where images go.
     *
     * @param columns images in a row, at least 1
     * @param spacing transparent pixels between images, at least 0, after scaling
     * @param scale the side of the square drawn for one pixel, at least 1
     */
    public record Layout(int columns, int spacing, int scale) {
        public Layout {
            if (columns < 1 || spacing < 0 || scale < 1) {
                throw new IllegalArgumentException("a grid needs columns >= 1, spacing >= 0 and scale >= 1, but had "
                        + columns + ", " + spacing + " and " + scale);
            }
        }

        /** Returns the layout for images of this size: small ones are enlarged to at least 56 pixels. */
        public static Layout defaults(ImageSchema schema, int columns) {
            int side = Math.max(schema.height(), schema.width());
            int scale = (LEAST_CELL_PIXELS + side - 1) / side;
            return new Layout(columns, Math.max(2, scale), scale);
        }
    }

    /**
     * Draws images row by row.
     *
     * @param images row-major [N, C, H, W], N at least 1. Not modified.
     * @param schema the size of one image
     * @param layout where they go
     * @return the picture
     * @throws IllegalArgumentException if there is no image, or the last one is incomplete
     */
    public static BufferedImage of(float[] images, ImageSchema schema, Layout layout) {
        int count = images.length / schema.features();
        if (count == 0 || images.length % schema.features() != 0) {
            throw new IllegalArgumentException("images must be at least one of " + schema.features()
                    + " values, but were " + images.length + " values");
        }
        int rows = (count + layout.columns - 1) / layout.columns;
        BufferedImage picture = new BufferedImage(
                extent(Math.min(count, layout.columns), schema.width(), layout),
                extent(rows, schema.height(), layout),
                BufferedImage.TYPE_INT_ARGB);
        for (int i = 0; i < count; i++) {
            drawImage(picture, images, i, schema, layout);
        }
        return picture;
    }

    /**
     * Returns one image as it is: grey or RGB, a pixel for a pixel.
     *
     * @param images row-major [N, C, H, W]. Not modified.
     * @param index which one, counted from 0
     * @param schema the size of one image
     * @return the picture; reading it back gives the same levels
     */
    public static BufferedImage single(float[] images, int index, ImageSchema schema) {
        int type = schema.channels() == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB;
        BufferedImage picture = new BufferedImage(schema.width(), schema.height(), type);
        int plane = schema.height() * schema.width();
        int from = index * schema.features();
        for (int channel = 0; channel < schema.channels(); channel++) {
            for (int i = 0; i < plane; i++) {
                // Samples, not colours: a conversion between colour spaces would change grey levels.
                int level = level(images[from + channel * plane + i]);
                picture.getRaster().setSample(i % schema.width(), i / schema.width(), channel, level);
            }
        }
        return picture;
    }

    /**
     * Draws a row of originals over the row of their reconstructions, and so on in rows of at most 12.
     *
     * @param originals row-major [N, C, H, W]. Not modified.
     * @param reconstructions row-major [N, C, H, W]. Not modified.
     * @param schema the size of one image
     * @param count how many to draw, at least 1; all of them where there are fewer
     * @return the picture
     * @throws IllegalArgumentException if the two differ in size or there is nothing to draw
     */
    public static BufferedImage comparison(float[] originals, float[] reconstructions, ImageSchema schema, int count) {
        int features = schema.features();
        if (originals.length != reconstructions.length) {
            throw new IllegalArgumentException("originals and reconstructions must be of one size, but were "
                    + originals.length + " and " + reconstructions.length + " values");
        }
        int drawn = Math.min(count, originals.length / features);
        if (drawn < 1) {
            throw new IllegalArgumentException("a comparison needs at least one image, but had " + drawn);
        }
        int columns = Math.min(drawn, LARGEST_ROW);
        int bands = (drawn + columns - 1) / columns;
        Layout layout = Layout.defaults(schema, columns);
        int bandHeight = extent(2, schema.height(), layout) + 3 * layout.spacing;
        BufferedImage picture = new BufferedImage(
                extent(columns, schema.width(), layout),
                bands * bandHeight - 3 * layout.spacing,
                BufferedImage.TYPE_INT_ARGB);
        for (int i = 0; i < drawn; i++) {
            int x = i % columns * step(schema.width(), layout);
            int y = i / columns * bandHeight;
            draw(picture, originals, i * features, schema, layout.scale, x, y);
            draw(picture, reconstructions, i * features, schema, layout.scale, x, y + step(schema.height(), layout));
        }
        return picture;
    }

    /**
     * Writes a picture as PNG, whole or not at all.
     *
     * @param target the file
     * @param picture any image
     * @throws IOException if the file cannot be written
     */
    public static void writePng(Path target, BufferedImage picture) throws IOException {
        AtomicFile.write(target, out -> encode(picture, out));
    }

    /** Returns a picture as the bytes of a PNG file. */
    static byte[] png(BufferedImage picture) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        encode(picture, bytes);
        return bytes.toByteArray();
    }

    private static void encode(BufferedImage picture, OutputStream out) throws IOException {
        // A plain stream would make ImageIO buffer in a file of its temporary directory.
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            if (!ImageIO.write(picture, "png", stream)) {
                throw new IOException("this Java runtime must be able to write PNG, but has no writer for it");
            }
        }
    }

    private static int step(int size, Layout layout) {
        return size * layout.scale + layout.spacing;
    }

    private static int extent(int cells, int size, Layout layout) {
        return Math.subtractExact(Math.multiplyExact(cells, step(size, layout)), layout.spacing);
    }

    private static void drawImage(BufferedImage picture, float[] images, int index, ImageSchema schema, Layout layout) {
        int x = index % layout.columns * step(schema.width(), layout);
        int y = index / layout.columns * step(schema.height(), layout);
        draw(picture, images, index * schema.features(), schema, layout.scale, x, y);
    }

    private static void draw(
            BufferedImage picture, float[] images, int from, ImageSchema schema, int scale, int left, int top) {
        for (int y = 0; y < schema.height() * scale; y++) {
            for (int x = 0; x < schema.width() * scale; x++) {
                int pixel = from + y / scale * schema.width() + x / scale;
                picture.setRGB(left + x, top + y, colour(images, pixel, schema));
            }
        }
    }

    private static int colour(float[] images, int red, ImageSchema schema) {
        int plane = schema.channels() == 1 ? 0 : schema.height() * schema.width();
        return OPAQUE | level(images[red]) << 16 | level(images[red + plane]) << 8 | level(images[red + 2 * plane]);
    }

    private static int level(float value) {
        return Math.round(Math.min(1, Math.max(0, value)) * 255);
    }
}
