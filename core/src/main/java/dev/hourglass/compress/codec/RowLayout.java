package dev.hourglass.compress.codec;

/**
 * Says how the values of rows lie in bytes: row by row, value by value, without gaps.
 *
 * <p>Lines and pixels only tell which values are neighbours; where rows are no images, a line is a row and a pixel a
 * value.
 *
 * @param valuesPerRow V, at least 1
 * @param bytesPerValue 1, 2, 4 or 8
 * @param isBigEndian whether the highest byte of a value comes first
 * @param valuesPerLine values from a pixel to the one below it, in [1, V]
 * @param valuesPerPixel values from a pixel to the one right of it, in [1, valuesPerLine]
 */
public record RowLayout(
        int valuesPerRow, int bytesPerValue, boolean isBigEndian, int valuesPerLine, int valuesPerPixel) {
    /** The most bytes a row can take. */
    public static final int MAX_ROW_BYTES = 1 << 24;

    public RowLayout {
        if (bytesPerValue != 1 && bytesPerValue != 2 && bytesPerValue != 4 && bytesPerValue != 8) {
            throw new IllegalArgumentException("bytesPerValue must be 1, 2, 4 or 8, but was " + bytesPerValue);
        }
        requireRange("valuesPerRow", valuesPerRow, MAX_ROW_BYTES / bytesPerValue);
        requireRange("valuesPerLine", valuesPerLine, valuesPerRow);
        requireRange("valuesPerPixel", valuesPerPixel, valuesPerLine);
    }

    /** Returns rows of one byte each: what is said of a file that nothing is known about. */
    public static RowLayout bytes() {
        return of(1, 1);
    }

    /** Returns rows of little-endian values that are no images. */
    public static RowLayout of(int valuesPerRow, int bytesPerValue) {
        return new RowLayout(valuesPerRow, bytesPerValue, false, valuesPerRow, 1);
    }

    /** Returns the same values with their highest byte first. */
    public RowLayout bigEndian() {
        return new RowLayout(valuesPerRow, bytesPerValue, true, valuesPerLine, valuesPerPixel);
    }

    /** Returns the same values as pixels of lines. */
    public RowLayout withNeighbours(int valuesPerLine, int valuesPerPixel) {
        return new RowLayout(valuesPerRow, bytesPerValue, isBigEndian, valuesPerLine, valuesPerPixel);
    }

    /** Returns the bytes of a row. */
    public int rowBytes() {
        return valuesPerRow * bytesPerValue;
    }

    private static void requireRange(String name, int value, int max) {
        if (value < 1 || value > max) {
            throw new IllegalArgumentException(name + " must be in [1, " + max + "], but was " + value);
        }
    }
}
