package dev.hourglass.compress;

import dev.hourglass.compress.codec.RowLayout;
import dev.hourglass.compress.codec.ValueGrid;
import dev.hourglass.compress.container.EntryHeader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What an entry of bounded error says of its columns; little-endian.
 *
 * <pre>
 * offset  size  parameters
 * 0       1     0 one absolute bound, 1 a bound for each column, of its range
 * 1       8     the bound, or the part of ranges: float64
 * 9       2 w V with 1 only: smallest and largest finite value of each column, as values of the entry are;
 *               infinity and -infinity where it has none
 * </pre>
 *
 * With one absolute bound, the origin of each column is 0. With parts of ranges it is the smallest value, and the bound
 * is part (largest - smallest) in float64; a column without a range, or of too large a one, has origin and bound 0.
 * Immutable and safe for concurrent use.
 */
public final class BoundParameters {
    private static final int HEAD_BYTES = 1 + Double.BYTES;
    /** The most columns whose bounds fit into an entry's header. */
    static final int MAX_COLUMNS = 1 << 19;

    private final ErrorBound requested;
    private final double[] origins;
    private final double[] bounds;

    /** Of parts of ranges: what the header says. */
    private final byte[] ranges;

    private BoundParameters(ErrorBound requested, double[] origins, double[] bounds, byte[] ranges) {
        this.requested = requested;
        this.ranges = ranges;
        this.origins = origins;
        this.bounds = bounds;
    }

    /** Returns those of one bound for all columns. */
    static BoundParameters absolute(ErrorBound bound) {
        return new BoundParameters(bound, new double[] {0}, new double[] {bound.value()}, new byte[0]);
    }

    /**
     * Returns those of a part of each column's range. A column without a finite range comes back exactly.
     *
     * @param part of ranges
     * @param min of each column, finite; or infinite where it has no finite value
     * @param max likewise
     * @param bytesPerValue of the values that they are: 4 or 8
     */
    static BoundParameters relative(ErrorBound part, double[] min, double[] max, int bytesPerValue) {
        byte[] ranges = new byte[2 * bytesPerValue * min.length];
        ByteBuffer out = wrap(ranges);
        double[] origins = new double[min.length];
        double[] bounds = new double[min.length];
        for (int i = 0; i < min.length; i++) {
            double bound = part.value() * (max[i] - min[i]);
            boolean isSound = min[i] <= max[i] && bound <= ValueGrid.MAX_BOUND;
            origins[i] = isSound ? min[i] : 0;
            bounds[i] = isSound ? bound : 0;
            if (bytesPerValue == Float.BYTES) {
                out.putFloat((float) min[i]).putFloat((float) max[i]);
            } else {
                out.putDouble(min[i]).putDouble(max[i]);
            }
        }
        return new BoundParameters(part, origins, bounds, ranges);
    }

    /** Returns what was asked for. */
    public ErrorBound requested() {
        return requested;
    }

    ValueGrid grid(RowLayout layout) {
        return new ValueGrid(layout, origins, bounds);
    }

    byte[] print() {
        byte[] bytes = new byte[HEAD_BYTES + ranges.length];
        wrap(bytes)
                .put((byte) (requested.isRelative() ? 1 : 0))
                .putDouble(requested.value())
                .put(ranges);
        return bytes;
    }

    /**
     * Reads the parameters of an entry of bounded error.
     *
     * @throws IllegalArgumentException if they cannot be those of its rows
     */
    public static BoundParameters parse(EntryHeader header) {
        byte[] bytes = header.parameters();
        int columns = header.layout().valuesPerRow();
        int mode = bytes.length < HEAD_BYTES ? -1 : bytes[0];
        int width = header.layout().bytesPerValue();
        if (width < Float.BYTES) {
            throw new IllegalArgumentException("values of bounded error must take 4 or 8 bytes, but take " + width);
        }
        long expected = HEAD_BYTES + (mode == 1 ? 2L * width * columns : 0);
        if ((mode != 0 && mode != 1) || bytes.length != expected) {
            throw new IllegalArgumentException("parameters of bounded error must start with 0 or 1 and take " + expected
                    + " bytes, but take " + bytes.length);
        }
        ByteBuffer in = wrap(bytes).position(1);
        ErrorBound requested = new ErrorBound(in.getDouble(), mode == 1);
        if (mode == 0) {
            return absolute(requested);
        }
        double[] min = new double[columns];
        double[] max = new double[columns];
        for (int i = 0; i < columns; i++) {
            min[i] = width == Float.BYTES ? in.getFloat() : in.getDouble();
            max[i] = width == Float.BYTES ? in.getFloat() : in.getDouble();
        }
        return relative(requested, min, max, width);
    }

    private static ByteBuffer wrap(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
