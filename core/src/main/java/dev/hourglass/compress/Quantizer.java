package dev.hourglass.compress;

/**
 * Rounds each dimension of a code to one of {@code 2^bits} evenly spaced values between its minimum and maximum.
 *
 * <pre>{@code
 * levels = 2^bits - 1
 * index  = 0 if x <= min, levels if x >= max, else floor((x - min) (levels / (max - min)) + 0.5)
 * value  = min(max, (float) (min + index ((max - min) / levels)))
 * }</pre>
 *
 * All in float64 and in this order, so indices and values are the same on every machine. A value within the range comes
 * back with an error of at most {@code (max - min) / levels / 2}, beside the rounding to float32; one beyond the range
 * comes back as its end. A dimension whose minimum is its maximum is constant: it takes no bits and comes back as its
 * minimum.
 *
 * <p>Immutable and safe for concurrent use.
 */
public final class Quantizer {
    /** The most bits a dimension can take. */
    public static final int MAX_BITS = 16;

    private final int bits;
    private final float[] min;
    private final float[] max;
    private final double[] scale;
    private final double[] step;

    /**
     * Makes a quantiser with these ranges.
     *
     * @param bits of a dimension that is not constant, in [1, 16]
     * @param min the least value of each dimension, shape [L], finite; copied
     * @param max the largest value of each dimension, shape [L], finite, at least {@code min}; copied
     */
    public Quantizer(int bits, float[] min, float[] max) {
        if (bits < 1 || bits > MAX_BITS) {
            throw new IllegalArgumentException("bits must be in [1, " + MAX_BITS + "], but was " + bits);
        }
        if (min.length < 1 || min.length != max.length) {
            throw new IllegalArgumentException("min and max must have one value for each of at least 1 dimension, "
                    + "but have " + min.length + " and " + max.length);
        }
        this.bits = bits;
        this.min = min.clone();
        this.max = max.clone();
        this.scale = new double[min.length];
        this.step = new double[min.length];
        int levels = (1 << bits) - 1;
        for (int i = 0; i < min.length; i++) {
            checkRange(i, min[i], max[i]);
            double width = (double) max[i] - min[i];
            scale[i] = isConstant(i) ? 0 : levels / width;
            step[i] = width / levels;
        }
    }

    /** Returns the bits of a dimension that is not constant. */
    public int bits() {
        return bits;
    }

    /** Returns the number of dimensions, L. */
    public int latentSize() {
        return min.length;
    }

    /** Returns the least value of a dimension, counted from 0. */
    public float min(int dimension) {
        return min[dimension];
    }

    /** Returns the largest value of a dimension, counted from 0. */
    public float max(int dimension) {
        return max[dimension];
    }

    /** Returns the bits that a dimension takes: 0 where it is constant. */
    public int bits(int dimension) {
        return isConstant(dimension) ? 0 : bits;
    }

    /** Returns the bits that the code of one sample takes. */
    public long bitsPerRow() {
        long sum = 0;
        for (int i = 0; i < min.length; i++) {
            sum += bits(i);
        }
        return sum;
    }

    /**
     * Returns the index of a value.
     *
     * @param dimension counted from 0
     * @param value finite
     * @return the index, in [0, 2^bits - 1]; 0 where the dimension is constant
     */
    public int index(int dimension, float value) {
        if (!Float.isFinite(value)) {
            throw new IllegalArgumentException("code of dimension " + dimension + " must be finite, but was " + value);
        }
        if (value <= min[dimension]) {
            return 0;
        }
        int levels = (1 << bits(dimension)) - 1;
        if (value >= max[dimension]) {
            return levels;
        }
        return (int) (((double) value - min[dimension]) * scale[dimension] + 0.5);
    }

    /**
     * Returns the value of an index.
     *
     * @param dimension counted from 0
     * @param index in [0, 2^bits - 1]
     * @return the value, in [min, max] of the dimension
     */
    public float value(int dimension, int index) {
        return Math.min(max[dimension], (float) (min[dimension] + index * step[dimension]));
    }

    private boolean isConstant(int dimension) {
        return min[dimension] == max[dimension];
    }

    private static void checkRange(int dimension, float min, float max) {
        if (!Float.isFinite(min) || !Float.isFinite(max) || min > max) {
            throw new IllegalArgumentException("range of dimension " + dimension
                    + " must be finite and not empty, but was [" + min + ", " + max + "]");
        }
    }
}
