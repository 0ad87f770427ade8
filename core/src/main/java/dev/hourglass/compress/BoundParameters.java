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
 * 1       7     zero
 * 8       8     the bound, or the part of ranges: float64
 * 16      16 V  with 1 only: origin and bound of each column, float64
 * </pre>
 *
 * With one absolute bound, the origin of each column is 0. Immutable and safe for concurrent use.
 */
public final class BoundParameters {
    private static final int HEAD_BYTES = 16;
    private static final int COLUMN_BYTES = 16;
    /** The most columns whose bounds fit into an entry's header. */
    static final int MAX_COLUMNS = 1 << 19;

    private final ErrorBound requested;
    private final double[] origins;
    private final double[] bounds;

    private BoundParameters(ErrorBound requested, double[] origins, double[] bounds) {
        this.requested = requested;
        this.origins = origins;
        this.bounds = bounds;
    }

    /** Returns those of one bound for all columns. */
    static BoundParameters absolute(ErrorBound bound) {
        return new BoundParameters(bound, new double[] {0}, new double[] {bound.value()});
    }

    /**
     * Returns those of a part of each column's range. A column without a finite range comes back exactly.
     *
     * @param part of ranges
     * @param min of each column, finite; or infinite where it has no finite value
     * @param max likewise
     */
    static BoundParameters relative(ErrorBound part, double[] min, double[] max) {
        double[] origins = new double[min.length];
        double[] bounds = new double[min.length];
        for (int i = 0; i < min.length; i++) {
            double bound = part.value() * (max[i] - min[i]);
            boolean isSound = min[i] <= max[i] && bound <= ValueGrid.MAX_BOUND;
            origins[i] = isSound ? min[i] : 0;
            bounds[i] = isSound ? bound : 0;
        }
        return new BoundParameters(part, origins, bounds);
    }

    /** Returns what was asked for. */
    public ErrorBound requested() {
        return requested;
    }

    ValueGrid grid(RowLayout layout) {
        return new ValueGrid(layout, origins, bounds);
    }

    byte[] print() {
        byte[] bytes = new byte[HEAD_BYTES + (requested.isRelative() ? COLUMN_BYTES * bounds.length : 0)];
        ByteBuffer out = wrap(bytes).putLong(requested.isRelative() ? 1 : 0).putDouble(requested.value());
        for (int i = 0; i < bounds.length && requested.isRelative(); i++) {
            out.putDouble(origins[i]).putDouble(bounds[i]);
        }
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
        long mode = bytes.length < HEAD_BYTES ? -1 : wrap(bytes).getLong();
        long expected = HEAD_BYTES + (mode == 1 ? (long) COLUMN_BYTES * columns : 0);
        if ((mode != 0 && mode != 1) || bytes.length != expected) {
            throw new IllegalArgumentException("parameters of bounded error must start with 0 or 1 and take " + expected
                    + " bytes, but take " + bytes.length);
        }
        ByteBuffer in = wrap(bytes).position(Long.BYTES);
        ErrorBound requested = new ErrorBound(in.getDouble(), mode == 1);
        if (mode == 0) {
            return absolute(requested);
        }
        double[] origins = new double[columns];
        double[] bounds = new double[columns];
        for (int i = 0; i < columns; i++) {
            origins[i] = in.getDouble();
            bounds[i] = in.getDouble();
        }
        return new BoundParameters(requested, origins, bounds);
    }

    private static ByteBuffer wrap(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
