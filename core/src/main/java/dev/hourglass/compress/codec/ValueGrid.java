package dev.hourglass.compress.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The values that floats are rounded to so that none moves by more than its column's bound:
 *
 * <pre>{@code
 * index(x) = rint((x - origin) / (2 bound))     0 where bound = 0
 * value(i) = origin + i (2 bound)               in float64, then rounded to the column's type
 * }</pre>
 *
 * A float that no value of the grid is near enough to (a NaN, an infinity, one of too large an index, one whose type is
 * too coarse) is kept as it is. Immutable and safe for concurrent use.
 */
public final class ValueGrid {
    /** The largest index, either sign. */
    static final long MAX_INDEX = 1L << 50;
    /** What stands for an index where there is none. */
    static final long NONE = Long.MIN_VALUE;
    /** The largest bound: twice it must be finite. */
    public static final double MAX_BOUND = Double.MAX_VALUE / 4;

    private final RowLayout layout;
    private final double[] origins;
    private final double[] bounds;

    /**
     * Makes a grid.
     *
     * @param layout of float32 or float64 values
     * @param origins of the columns, finite; one for all, or one each; copied
     * @param bounds of the columns, in [0, {@link #MAX_BOUND}]; as many; copied
     * @throws IllegalArgumentException if there can be no such grid
     */
    public ValueGrid(RowLayout layout, double[] origins, double[] bounds) {
        this.layout = layout;
        this.origins = origins.clone();
        this.bounds = bounds.clone();
        if (layout.bytesPerValue() < Float.BYTES) {
            throw new IllegalArgumentException(
                    "values with a bound must take 4 or 8 bytes, but take " + layout.bytesPerValue());
        }
        if (bounds.length != origins.length || (bounds.length != 1 && bounds.length != layout.valuesPerRow())) {
            throw new IllegalArgumentException("bounds must be 1 or " + layout.valuesPerRow() + ", but were "
                    + bounds.length + " with " + origins.length + " origins");
        }
        for (int i = 0; i < bounds.length; i++) {
            if (!(bounds[i] >= 0 && bounds[i] <= MAX_BOUND) || !Double.isFinite(origins[i])) {
                throw new IllegalArgumentException("a bound must be in [0, " + MAX_BOUND
                        + "] and its origin finite, but were " + bounds[i] + " and " + origins[i]);
            }
        }
    }

    /** Returns how the values lie. */
    RowLayout layout() {
        return layout;
    }

    /**
     * Rounds rows to the grid.
     *
     * @param rows [R, V]; not modified
     * @return [R, V], each value within its bound of what it was
     */
    public byte[] round(byte[] rows) {
        byte[] rounded = rows.clone();
        ByteBuffer buffer = buffer(rounded);
        int width = layout.bytesPerValue();
        int column = 0;
        for (int at = 0; at < rows.length; at += width) {
            long bits = bits(buffer, at);
            long index = index(column, bits);
            if (index != NONE) {
                long near = bitsOf(column, index);
                if (isWithin(value(bits), value(near), bounds[bounds.length == 1 ? 0 : column]) && isOn(column, near)) {
                    put(buffer, at, near);
                }
            }
            column = column + 1 == layout.valuesPerRow() ? 0 : column + 1;
        }
        return rounded;
    }

    /** Returns whether the exact distance is at most the bound: of two numbers and the rounding of their difference. */
    static boolean isWithin(double x, double y, double bound) {
        double difference = x - y;
        double distance = Math.abs(difference);
        if (distance != bound) {
            return distance < bound;
        }
        // TwoSum (Knuth 1969, 4.2.2, theorem B): difference + error is exactly x - y.
        double back = difference - x;
        double error = (x - (difference - back)) + (-y - back);
        return !(difference > 0 ? error > 0 : error < 0);
    }

    /** Returns whether the nearest value of the grid is this very one. */
    private boolean isOn(int column, long bits) {
        long index = index(column, bits);
        return index != NONE && bitsOf(column, index) == bits;
    }

    /** Returns the index of the nearest value of the grid, or {@link #NONE}. */
    long index(int column, long bits) {
        int at = bounds.length == 1 ? 0 : column;
        double step = 2 * bounds[at];
        double x = value(bits);
        double index = step == 0 ? 0 : Math.rint((x - origins[at]) / step);
        return Math.abs(index) <= MAX_INDEX ? (long) index : NONE;
    }

    /** Returns the bits of a value of the grid. */
    long bitsOf(int column, long index) {
        int at = bounds.length == 1 ? 0 : column;
        double value = origins[at] + index * (2 * bounds[at]);
        return layout.bytesPerValue() == Float.BYTES
                ? Float.floatToRawIntBits((float) value) & 0xffff_ffffL
                : Double.doubleToRawLongBits(value);
    }

    private double value(long bits) {
        return layout.bytesPerValue() == Float.BYTES ? Float.intBitsToFloat((int) bits) : Double.longBitsToDouble(bits);
    }

    /** Returns a view of rows in their byte order. */
    ByteBuffer buffer(byte[] rows) {
        return ByteBuffer.wrap(rows).order(layout.isBigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    }

    /** Returns the bits of the value at an offset. */
    long bits(ByteBuffer rows, int at) {
        return layout.bytesPerValue() == Float.BYTES ? rows.getInt(at) & 0xffff_ffffL : rows.getLong(at);
    }

    /** Writes the bits of the value at an offset. */
    void put(ByteBuffer rows, int at, long bits) {
        if (layout.bytesPerValue() == Float.BYTES) {
            rows.putInt(at, (int) bits);
        } else {
            rows.putLong(at, bits);
        }
    }
}
