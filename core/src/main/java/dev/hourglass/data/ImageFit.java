package dev.hourglass.data;

/** Brings the pixels of one image to the size of the samples, into [0, 1]. */
final class ImageFit {
    private ImageFit() {}

    /**
     * Writes an image as one sample.
     *
     * @param image the pixels
     * @param schema the sample's size; as many channels as the image has
     * @param fit how other proportions are dealt with
     * @param target overwritten from {@code at} on, [C, H, W]
     * @param at the index of the first value
     */
    static void write(PixelImage image, ImageSchema schema, ImageOptions.Fit fit, float[] target, int at) {
        int height = schema.height();
        int width = schema.width();
        int scaledHeight = height;
        int scaledWidth = width;
        if (fit == ImageOptions.Fit.CROP) {
            // The side that is relatively shorter gets its size exactly; the other one covers it.
            long across = (long) image.width() * height;
            long down = (long) image.height() * width;
            scaledWidth = across > down ? rounded(across, image.height()) : width;
            scaledHeight = across > down ? height : rounded(down, image.width());
        }
        AxisResize columns = AxisResize.of(image.width(), Math.max(scaledWidth, width));
        AxisResize rows = AxisResize.of(image.height(), Math.max(scaledHeight, height));
        int cutLeft = (Math.max(scaledWidth, width) - width) / 2;
        int cutTop = (Math.max(scaledHeight, height) - height) / 2;
        for (int c = 0; c < schema.channels(); c++) {
            writePlane(
                    image,
                    c,
                    new Window(columns, cutLeft, width, rows, cutTop, height),
                    target,
                    at + c * height * width);
        }
    }

    private static int rounded(long dividend, int divisor) {
        return Math.toIntExact((2 * dividend + divisor) / (2L * divisor));
    }

    private record Window(AxisResize columns, int left, int width, AxisResize rows, int top, int height) {}

    private static void writePlane(PixelImage image, int channel, Window window, float[] target, int at) {
        int plane = channel * image.height() * image.width();
        long[] sums = new long[image.height() * window.width()];
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < window.width(); x++) {
                sums[y * window.width() + x] =
                        window.columns().sum(image.planes(), plane + y * image.width(), 1, window.left() + x);
            }
        }
        double white = 255.0 * window.columns().total() * window.rows().total();
        for (int y = 0; y < window.height(); y++) {
            for (int x = 0; x < window.width(); x++) {
                long sum = window.rows().sum(sums, x, window.width(), window.top() + y);
                target[at + y * window.width() + x] = (float) (sum / white);
            }
        }
    }
}
