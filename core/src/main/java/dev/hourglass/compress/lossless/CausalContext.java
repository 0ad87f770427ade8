package dev.hourglass.compress.lossless;

/**
 * What is known of an image before one of its pixels, in the order of rows and columns: the pixels up to {@code radius}
 * rows above and columns to each side, those of its own row up to {@code radius} columns to the left, and its position.
 * Immutable and safe for concurrent use.
 *
 * <pre>{@code
 * level / (levels - 1) of each pixel, rows from the top, columns from the left; 0 outside the image
 * row / max(1, height - 1), column / max(1, width - 1)
 * }</pre>
 *
 * @param radius r, at least 1
 * @param height of an image, in pixels
 * @param width of an image, in pixels
 * @param levels of a pixel, at least 2
 */
record CausalContext(int radius, int height, int width, int levels) implements PixelContext {
    CausalContext {
        if (radius < 1 || height < 1 || width < 1 || levels < 2) {
            throw new IllegalArgumentException("radius, height and width must be at least 1 and levels at least 2, but"
                    + " were " + radius + ", " + height + ", " + width + " and " + levels);
        }
    }

    /** Returns the number of values of a context, {@code 2 r^2 + 2 r + 2}. */
    static int size(int radius) {
        return 2 * radius * radius + 2 * radius + 2;
    }

    @Override
    public int size() {
        return size(radius);
    }

    @Override
    public int values() {
        return height * width;
    }

    @Override
    public int steps() {
        return values();
    }

    @Override
    public int symbols() {
        return levels;
    }

    @Override
    public int symbol(int[] values, int image, int step) {
        return values[image + step];
    }

    @Override
    public void put(int[] values, int image, int step, int symbol) {
        values[image + step] = symbol;
    }

    @Override
    public boolean write(int[] values, int image, int step, float[] target, int from) {
        int row = step / width;
        int column = step % width;
        float highest = levels - 1;
        int at = from;
        int any = 0;
        for (int r = row - radius; r <= row; r++) {
            int end = r == row ? column : column + radius + 1;
            for (int c = column - radius; c < end; c++) {
                boolean isInside = r >= 0 && c >= 0 && c < width;
                int level = isInside ? values[image + r * width + c] : 0;
                any |= level;
                target[at++] = level / highest;
            }
        }
        target[at++] = row / (float) Math.max(1, height - 1);
        target[at] = column / (float) Math.max(1, width - 1);
        return any != 0;
    }
}
