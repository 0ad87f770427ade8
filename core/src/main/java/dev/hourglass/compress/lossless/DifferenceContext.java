package dev.hourglass.compress.lossless;

/**
 * What is known of an image of one to four channels before a value, as differences from predictions, so that a network
 * learns of light and dark places alike. Channels of a pixel come one after the other, and of values of two bytes the
 * higher part first. Immutable and safe for concurrent use.
 *
 * <pre>{@code
 * M(k)  with a, b, c the values of channel k left, above, above left: min(a, b) if c >= max(a, b),
 *       max(a, b) if c <= min(a, b), else a + b - c; b in the first column, a in the first row, 0 in the first pixel
 * P     M(0) in channel 0, else M(k) + x(k - 1) - M(k - 1), at least 0 and at most n - 1
 * e     of values of one byte (x - P) mod 256, a symbol; of two bytes (x - P + 128) mod 65536, and two symbols:
 *       e div 256 and (e mod 256) xor 128
 * }</pre>
 *
 * Source of M: Weinberger, Seroussi and Sapiro 2000, "The LOCO-I lossless image compression algorithm", eq. 1.
 *
 * @param radius r, at least 1
 * @param shape of an image
 */
record DifferenceContext(int radius, ImageShape shape) implements PixelContext {
    private static final int BYTE_LEVELS = 256;
    private static final int HALF = 128;
    /** Differences at which a context is half way to its limit. */
    private static final float SOFTNESS = 8;

    private static final float WIDE_SOFTNESS = 64;

    DifferenceContext {
        if (radius < 1) {
            throw new IllegalArgumentException("radius must be at least 1, but was " + radius);
        }
    }

    /** Returns the number of values of a context that belong to one channel. */
    static int channelSize(int radius, int bytesPerValue) {
        return 2 * radius * radius + 2 * radius + 1 + bytesPerValue;
    }

    @Override
    public int size() {
        return shape.channels() * channelSize(radius, shape.bytesPerValue());
    }

    @Override
    public int values() {
        return shape.values();
    }

    @Override
    public int levels() {
        return shape.levels();
    }

    @Override
    public int steps() {
        return shape.values() * shape.bytesPerValue();
    }

    @Override
    public int symbols() {
        return BYTE_LEVELS;
    }

    @Override
    public boolean write(int[] values, int image, int step, float[] target, int from) {
        Place place = new Place(values, image, step);
        int at = from;
        boolean isAny = false;
        for (int k = 0; k < shape.channels(); k++) {
            int reference = place.reference(k);
            int end = at + channelSize(radius, shape.bytesPerValue()) - 1 - shape.bytesPerValue();
            isAny |= place.writeNeighbours(k, reference, target, at);
            isAny |= place.writeOwn(k, reference, target, end);
            at = end + 1 + shape.bytesPerValue();
        }
        return isAny;
    }

    @Override
    public int symbol(int[] values, int image, int step) {
        Place place = new Place(values, image, step);
        int residual = place.residual();
        if (shape.bytesPerValue() == 1) {
            return residual;
        }
        return place.isLow ? (residual & (BYTE_LEVELS - 1)) ^ HALF : residual / BYTE_LEVELS;
    }

    @Override
    public void put(int[] values, int image, int step, int symbol) {
        Place place = new Place(values, image, step);
        int residual = symbol;
        if (shape.bytesPerValue() > 1) {
            residual = place.isLow ? (place.residual() & -BYTE_LEVELS) + (symbol ^ HALF) : symbol * BYTE_LEVELS;
        }
        values[place.index] = (residual + place.prediction - place.offset) & (shape.levels() - 1);
    }

    /** A step of one image, and its predictions. */
    private final class Place {
        private final int[] values;
        private final int image;
        private final int row;
        private final int column;
        private final int channel;
        final int index;
        final boolean isLow;
        final int offset = shape.bytesPerValue() == 1 ? 0 : HALF;
        final int prediction;

        Place(int[] values, int image, int step) {
            this.values = values;
            this.image = image;
            int value = step / shape.bytesPerValue();
            int pixel = value / shape.channels();
            this.isLow = shape.bytesPerValue() > 1 && step % 2 == 1;
            this.channel = value % shape.channels();
            this.row = pixel / shape.width();
            this.column = pixel % shape.width();
            this.index = image + shape.index(row, column, channel);
            this.prediction = predict();
        }

        private int predict() {
            int median = median(channel);
            if (channel == 0) {
                return median;
            }
            int shifted = median + own(channel - 1) - median(channel - 1);
            return Math.max(0, Math.min(shape.levels() - 1, shifted));
        }

        int residual() {
            return (values[index] - prediction + offset) & (shape.levels() - 1);
        }

        private int own(int k) {
            return at(row, column, k);
        }

        private int at(int r, int c, int k) {
            return values[image + shape.index(r, c, k)];
        }

        /** Returns the value at the left, above, or 0 where there is none of both. */
        private int median(int k) {
            if (row == 0) {
                return column == 0 ? 0 : at(0, column - 1, k);
            }
            int b = at(row - 1, column, k);
            if (column == 0) {
                return b;
            }
            int a = at(row, column - 1, k);
            int c = at(row - 1, column - 1, k);
            return Math.max(Math.min(a, b), Math.min(Math.max(a, b), a + b - c));
        }

        /** Returns what values of a channel are compared with: the value of this pixel, or what it may be. */
        int reference(int k) {
            return k < channel ? own(k) : k == channel ? prediction : median(k);
        }

        boolean writeNeighbours(int k, int reference, float[] target, int from) {
            int at = from;
            boolean isAny = false;
            for (int r = row - radius; r <= row; r++) {
                int end = r == row ? column : column + radius + 1;
                for (int c = column - radius; c < end; c++) {
                    boolean isInside = r >= 0 && c >= 0 && c < shape.width();
                    int difference = isInside ? at(r, c, k) - reference : 0;
                    isAny |= difference != 0;
                    target[at++] = soft(difference);
                }
            }
            return isAny;
        }

        /** Writes what of the channel's own value is known, and where its prediction lies if it is to be coded. */
        boolean writeOwn(int k, int reference, float[] target, int from) {
            int difference = k <= channel ? reference - median(k) : 0;
            target[from] = soft(difference);
            target[from + 1] = k == channel ? (1 + reference / (float) (shape.levels() - 1)) / 2 : 0;
            boolean isAny = difference != 0;
            if (shape.bytesPerValue() > 1) {
                int high = k == channel && isLow ? (short) (residual() & -BYTE_LEVELS) : 0;
                target[from + 2] = k == channel && isLow ? 1 + soft(high) : 0;
                isAny |= high != 0;
            }
            return isAny;
        }

        private float soft(int difference) {
            float softness = shape.bytesPerValue() == 1 ? SOFTNESS : WIDE_SOFTNESS;
            return difference / (Math.abs(difference) + softness);
        }
    }
}
