package dev.hourglass.compress.codec;

/**
 * Predicts a value from those before it in the chunk; what stands in the file is value minus prediction, modulo the
 * range of the type, so that it is lossless whatever the values mean.
 *
 * <pre>{@code
 * LEFT    a, the value a pixel before
 * ABOVE   b, the value a line before
 * ROW     the value a row before
 * MEDIAN  min(a, b) if c >= max(a, b), max(a, b) if c <= min(a, b), else a + b - c;  c: a line and a pixel before
 * }</pre>
 *
 * A value before the chunk's first is 0. MEDIAN compares values as unsigned numbers. Source of MEDIAN: Weinberger,
 * Seroussi and Sapiro 2000, "The LOCO-I lossless image compression algorithm", eq. 1.
 */
enum Prediction {
    NONE(0),
    LEFT(1),
    ABOVE(2),
    ROW(3),
    MEDIAN(4);

    private final int number;

    Prediction(int number) {
        this.number = number;
    }

    /** Returns the number in files. */
    int number() {
        return number;
    }

    /** Returns how many values before the predictor lies; of MEDIAN the farthest. */
    private int distance(RowLayout layout) {
        return switch (this) {
            case NONE -> 0;
            case LEFT -> layout.valuesPerPixel();
            case ABOVE -> layout.valuesPerLine();
            case ROW -> layout.valuesPerRow();
            case MEDIAN -> layout.valuesPerLine() + layout.valuesPerPixel();
        };
    }

    /** Replaces values by what is left of them; from the last on, so that those before are still there. */
    void subtract(byte[] rows, RowLayout layout) {
        if (this == NONE) {
            return;
        }
        if (this != MEDIAN && layout.bytesPerValue() == 1) {
            int distance = distance(layout);
            for (int i = rows.length - 1; i >= distance; i--) {
                rows[i] -= rows[i - distance];
            }
            return;
        }
        Values values = new Values(rows, layout);
        for (int i = values.size() - 1; i >= 0; i--) {
            values.set(i, values.get(i) - predict(values, i, layout));
        }
    }

    /** Undoes {@link #subtract}. */
    void add(byte[] rows, RowLayout layout) {
        if (this == NONE) {
            return;
        }
        if (this != MEDIAN && layout.bytesPerValue() == 1) {
            int distance = distance(layout);
            for (int i = distance; i < rows.length; i++) {
                rows[i] += rows[i - distance];
            }
            return;
        }
        Values values = new Values(rows, layout);
        int size = values.size();
        for (int i = 0; i < size; i++) {
            values.set(i, values.get(i) + predict(values, i, layout));
        }
    }

    private long predict(Values values, int i, RowLayout layout) {
        if (this != MEDIAN) {
            return values.get(i - distance(layout));
        }
        long left = values.get(i - layout.valuesPerPixel());
        long above = values.get(i - layout.valuesPerLine());
        long corner = values.get(i - layout.valuesPerLine() - layout.valuesPerPixel());
        return median(left, above, corner);
    }

    private static long median(long left, long above, long corner) {
        long low = Math.min(left, above);
        long high = Math.max(left, above);
        if (corner >= high) {
            return low;
        }
        return corner <= low ? high : left + above - corner;
    }

    /** Reads and writes whole numbers in bytes. */
    private static final class Values {
        private final byte[] bytes;
        private final int width;
        private final boolean isBigEndian;

        Values(byte[] bytes, RowLayout layout) {
            this.bytes = bytes;
            this.width = layout.bytesPerValue();
            this.isBigEndian = layout.isBigEndian();
        }

        int size() {
            return bytes.length / width;
        }

        /** Returns a value, unsigned below 8 bytes; 0 before the first. */
        long get(int index) {
            if (index < 0) {
                return 0;
            }
            if (width == 1) {
                return bytes[index] & 0xff;
            }
            long value = 0;
            for (int k = 0; k < width; k++) {
                int at = index * width + (isBigEndian ? k : width - 1 - k);
                value = (value << Byte.SIZE) | (bytes[at] & 0xff);
            }
            return value;
        }

        void set(int index, long value) {
            long left = value;
            for (int k = 0; k < width; k++) {
                int at = index * width + (isBigEndian ? width - 1 - k : k);
                bytes[at] = (byte) left;
                left >>>= Byte.SIZE;
            }
        }
    }
}
