package dev.hourglass.compress;

import dev.hourglass.compress.codec.RowLayout;
import dev.hourglass.compress.codec.ValueGrid;
import dev.hourglass.compress.container.EntryHeader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * What an entry of bounded error says of its columns; little-endian.
 *
 * <pre>
 * offset  size  parameters
 * 0       1     0 one absolute bound, 1 a bound for each column, of its range
 * 1       8     the bound, or the part of ranges: float64
 * 9       rest  of each column, with 1 only: its bound, 3 bytes, the highest of its float64; where that is 0,
 *               a value of the column, of w bytes as values of the entry are
 * </pre>
 *
 * With one absolute bound, the origin of each column is 0. With parts of ranges a bound is part (largest - smallest) in
 * float64, rounded towards 0 to the 24 bits that are kept, and the origin 0; a column of one finite value has bound 0
 * and that value as its origin, and so has one without a range, or of too large a one, with any value. Immutable and
 * safe for concurrent use.
 */
public final class BoundParameters {
    private static final int HEAD_BYTES = 1 + Double.BYTES;
    /** Bits of a float64 below those that are kept of a bound. */
    private static final int BITS_CUT = 40;

    private static final int BOUND_BYTES = 3;
    /** The most columns whose bounds fit into an entry's header. */
    static final int MAX_COLUMNS = 1 << 19;

    private final ErrorBound requested;
    private final double[] origins;
    private final double[] bounds;

    /** Of parts of ranges: what the header says of columns. */
    private final byte[] columns;

    private BoundParameters(ErrorBound requested, double[] origins, double[] bounds, byte[] columns) {
        this.requested = requested;
        this.columns = columns;
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
        double[] origins = new double[min.length];
        double[] bounds = new double[min.length];
        for (int i = 0; i < min.length; i++) {
            double bound = part.value() * (max[i] - min[i]);
            boolean isSound = min[i] <= max[i] && bound <= ValueGrid.MAX_BOUND;
            bounds[i] = isSound ? kept(bound) : 0;
            origins[i] = isSound && bounds[i] == 0 ? min[i] : 0;
        }
        return of(part, origins, bounds, bytesPerValue);
    }

    private static BoundParameters of(ErrorBound part, double[] origins, double[] bounds, int bytesPerValue) {
        byte[] room = new byte[(BOUND_BYTES + bytesPerValue) * bounds.length];
        ByteBuffer out = wrap(room);
        for (int i = 0; i < bounds.length; i++) {
            int high = (int) (Double.doubleToRawLongBits(bounds[i]) >>> BITS_CUT);
            out.putShort((short) high).put((byte) (high >> Short.SIZE));
            if (bounds[i] == 0) {
                putValue(out, origins[i], bytesPerValue);
            }
        }
        return new BoundParameters(part, origins, bounds, Arrays.copyOf(room, out.position()));
    }

    /** Returns a bound of the bits that are kept. */
    private static double kept(double bound) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(bound) >>> BITS_CUT << BITS_CUT);
    }

    private static void putValue(ByteBuffer out, double value, int bytesPerValue) {
        if (bytesPerValue == Float.BYTES) {
            out.putFloat((float) value);
        } else {
            out.putDouble(value);
        }
    }

    /** Returns what was asked for. */
    public ErrorBound requested() {
        return requested;
    }

    ValueGrid grid(RowLayout layout) {
        return new ValueGrid(layout, origins, bounds);
    }

    byte[] print() {
        byte[] bytes = new byte[HEAD_BYTES + columns.length];
        wrap(bytes)
                .put((byte) (requested.isRelative() ? 1 : 0))
                .putDouble(requested.value())
                .put(columns);
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
        if (mode != 0 && mode != 1) {
            throw new IllegalArgumentException("parameters of bounded error must start with 0 or 1, but do not");
        }
        ByteBuffer in = wrap(bytes).position(1);
        ErrorBound requested = new ErrorBound(in.getDouble(), mode == 1);
        BoundParameters found = mode == 0 ? absolute(requested) : parse(in, requested, columns, width);
        if (!Arrays.equals(found.print(), bytes)) {
            throw new IllegalArgumentException("parameters of bounded error must be a bound for each of " + columns
                    + " columns and nothing else, but take " + bytes.length + " bytes");
        }
        return found;
    }

    private static BoundParameters parse(ByteBuffer in, ErrorBound requested, int columns, int width) {
        double[] origins = new double[columns];
        double[] bounds = new double[columns];
        for (int i = 0; i < columns; i++) {
            if (in.remaining() >= BOUND_BYTES) {
                long high = Short.toUnsignedLong(in.getShort()) | Byte.toUnsignedLong(in.get()) << Short.SIZE;
                bounds[i] = Double.longBitsToDouble(high << BITS_CUT);
            }
            if (bounds[i] == 0 && in.remaining() >= width) {
                origins[i] = width == Float.BYTES ? in.getFloat() : in.getDouble();
            }
        }
        return of(requested, origins, bounds, width);
    }

    private static ByteBuffer wrap(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
