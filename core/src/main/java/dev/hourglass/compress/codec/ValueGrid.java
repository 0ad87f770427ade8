package dev.hourglass.compress.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * The values that floats are rounded to so that none moves by more than its column's bound:
 *
 * <pre>{@code
 * step     = 2 bound                        level(x) = rint((x - origin) / step)
 * fineStep = step / 16                      index(x) = 16 level(x), or rint((x - origin) / fineStep)
 * value(i) = origin + i fineStep            in float64, then rounded to the column's type
 * }</pre>
 *
 * A column of many values is rounded to whole steps; one of few to the {@link LevelClusters} that are cheapest to tell.
 * A float that no value of the grid is near enough to (a NaN, an infinity, one of too large an index, one whose type is
 * too coarse) is kept as it is. Immutable and safe for concurrent use.
 */
public final class ValueGrid {
    /** Fine steps of a step. */
    static final int FINE_STEPS = 16;
    /** The largest index, either sign, in fine steps. */
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
        for (int column = 0; column < layout.valuesPerRow(); column++) {
            if (bound(column) > 0) {
                roundColumn(column, buffer);
            }
        }
        return rounded;
    }

    private void roundColumn(int column, ByteBuffer rows) {
        int first = column * layout.bytesPerValue();
        DistinctValues values = new DistinctValues(LevelClusters.MAX_VALUES);
        boolean areFew = true;
        for (int at = first; areFew && at < rows.capacity(); at += layout.rowBytes()) {
            areFew = values.add(bits(rows, at));
        }
        Optional<LevelClusters> clusters = areFew ? LevelClusters.of(this, column, values) : Optional.empty();
        for (int at = first; at < rows.capacity(); at += layout.rowBytes()) {
            long bits = bits(rows, at);
            put(rows, at, clusters.isPresent() ? clusters.get().rounded(bits) : nearest(column, bits));
        }
    }

    /** Returns the bits of the nearest whole step, or those given where it is too far. */
    private long nearest(int column, long bits) {
        long level = level(column, value(bits));
        long near = level == NONE ? bits : bitsOf(column, level);
        return isSound(column, bits, near) ? near : bits;
    }

    /** Returns whether a value may stand for another: within the bound, and of an index. */
    boolean isSound(int column, long bits, long near) {
        return isWithin(value(bits), value(near), bound(column)) && index(column, near) != NONE;
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

    /** Returns the index of the nearest whole step, or {@link #NONE}. */
    long level(int column, double x) {
        double level = Math.rint((x - origin(column)) / (2 * bound(column)));
        return Math.abs(level) <= MAX_INDEX / FINE_STEPS ? FINE_STEPS * (long) level : NONE;
    }

    /** Returns the index of a value of the grid; of any other, {@link #NONE}. */
    long index(int column, long bits) {
        if (bound(column) == 0) {
            return bitsOf(column, 0) == bits ? 0 : NONE;
        }
        double x = value(bits);
        long level = level(column, x);
        if (level != NONE && bitsOf(column, level) == bits) {
            return level;
        }
        double index = Math.rint((x - origin(column)) / fineStep(column));
        boolean isOn = Math.abs(index) <= MAX_INDEX && bitsOf(column, (long) index) == bits;
        return isOn ? (long) index : NONE;
    }

    /** Returns the bits of the value of an index. */
    long bitsOf(int column, long index) {
        double value = origin(column) + index * fineStep(column);
        return layout.bytesPerValue() == Float.BYTES
                ? Float.floatToRawIntBits((float) value) & 0xffff_ffffL
                : Double.doubleToRawLongBits(value);
    }

    /**
     * Returns the indices of values.
     *
     * @param rows [R, V]
     * @return [V, R], {@link #NONE} for those that have none
     */
    long[] indices(ByteBuffer rows) {
        int count = rows.capacity() / layout.rowBytes();
        long[] indices = new long[layout.valuesPerRow() * count];
        for (int column = 0, i = 0; column < layout.valuesPerRow(); column++) {
            int at = column * layout.bytesPerValue();
            for (int row = 0; row < count; row++, i++, at += layout.rowBytes()) {
                indices[i] = index(column, bits(rows, at));
            }
        }
        return indices;
    }

    /**
     * Writes the values of indices; those of {@link #NONE} stay as they are.
     *
     * @param indices [V, R]
     * @param rows [R, V]
     */
    void putAll(long[] indices, ByteBuffer rows) {
        int count = rows.capacity() / layout.rowBytes();
        for (int column = 0, i = 0; column < layout.valuesPerRow(); column++) {
            int at = column * layout.bytesPerValue();
            for (int row = 0; row < count; row++, i++, at += layout.rowBytes()) {
                if (indices[i] != NONE) {
                    put(rows, at, bitsOf(column, indices[i]));
                }
            }
        }
    }

    /** Returns the bits of the usual NaN. */
    long nanBits() {
        return layout.bytesPerValue() == Float.BYTES
                ? Float.floatToRawIntBits(Float.NaN) & 0xffff_ffffL
                : Double.doubleToRawLongBits(Double.NaN);
    }

    double origin(int column) {
        return origins[origins.length == 1 ? 0 : column];
    }

    double bound(int column) {
        return bounds[bounds.length == 1 ? 0 : column];
    }

    double fineStep(int column) {
        return 2 * bound(column) / FINE_STEPS;
    }

    /** Returns the number of these bits. */
    double value(long bits) {
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
