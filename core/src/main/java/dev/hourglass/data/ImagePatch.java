package dev.hourglass.data;

import dev.hourglass.error.MalformedDataException;
import dev.hourglass.tensor.SeededRandom;
import java.nio.file.Path;

/** Cuts a sample from a random place of an image; the place depends on the sample's number only. */
final class ImagePatch {
    private ImagePatch() {}

    /**
     * Writes one sample, into [0, 1].
     *
     * @param image the pixels; as many channels as the sample
     * @param file where they are from, for messages
     * @param number of the sample
     * @param schema its size
     * @param target overwritten from {@code at} on, [C, H, W]
     * @throws MalformedDataException if the image is smaller than the sample
     */
    static void write(PixelImage image, Path file, long number, ImageSchema schema, float[] target, int at) {
        int height = schema.height();
        int width = schema.width();
        if (image.height() < height || image.width() < width) {
            throw new MalformedDataException(
                    file.toString(),
                    "images must be at least as large as the patches cut from them, " + width + " x " + height
                            + ", but this is " + image.width() + " x " + image.height() + "; use a smaller image-size");
        }
        SeededRandom random = new SeededRandom(number).fork("patch");
        int top = random.nextInt(image.height() - height + 1);
        int left = random.nextInt(image.width() - width + 1);
        int plane = image.height() * image.width();
        for (int c = 0; c < schema.channels(); c++) {
            for (int y = 0; y < height; y++) {
                int from = c * plane + (top + y) * image.width() + left;
                int to = at + (c * height + y) * width;
                for (int x = 0; x < width; x++) {
                    target[to + x] = image.planes()[from + x] / 255f;
                }
            }
        }
    }
}
