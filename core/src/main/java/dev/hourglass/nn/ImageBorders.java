package dev.hourglass.nn;

import dev.hourglass.tensor.Shape;
import java.util.Arrays;

/** Sets the borders of image blocks back to 0. */
final class ImageBorders {
    private ImageBorders() {}

    /** Clears the borders of the blocks of rows [from, to), multiples of 16, of images [C, H, W]. */
    static void clear(float[] values, int base, int from, int to, Shape shape, int border) {
        int pixel = shape.dimension(0) * 16;
        int wide = (shape.dimension(2) + 2 * border) * pixel;
        int size = (shape.dimension(1) + 2 * border) * wide;
        for (int block = from / 16; block < (to + 15) / 16 && border > 0; block++) {
            int start = base + block * size;
            Arrays.fill(values, start, start + border * wide, 0f);
            Arrays.fill(values, start + size - border * wide, start + size, 0f);
            for (int y = border; y < border + shape.dimension(1); y++) {
                int row = start + y * wide;
                Arrays.fill(values, row, row + border * pixel, 0f);
                Arrays.fill(values, row + wide - border * pixel, row + wide, 0f);
            }
        }
    }
}
