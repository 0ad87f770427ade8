package dev.hourglass.cli;

import dev.hourglass.data.ImageSchema;
import dev.hourglass.report.ImageGrid;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** Draws images as one picture, in a square grid. */
final class PngSink implements RowSink {
    private static final int MAX_IMAGES = 2500;

    private final Path out;
    private final ImageSchema schema;
    private float[] images = new float[0];

    PngSink(Path out, ImageSchema schema) {
        this.out = out;
        this.schema = schema;
    }

    @Override
    public void write(float[] values, int rows) {
        int size = rows * schema.features();
        int from = images.length;
        if (from + (long) size > (long) MAX_IMAGES * schema.features()) {
            throw new IllegalArgumentException("a picture must be of at most " + MAX_IMAGES
                    + " images, but there are more; write a folder of PNG files, or .npy");
        }
        images = Arrays.copyOf(images, from + size);
        System.arraycopy(values, 0, images, from, size);
    }

    @Override
    public void finish() throws IOException {
        int columns = (int) Math.ceil(Math.sqrt((double) images.length / schema.features()));
        ImageGrid.writePng(out, ImageGrid.of(images, schema, ImageGrid.Layout.defaults(schema, Math.max(1, columns))));
    }

    @Override
    public void close() {}
}
