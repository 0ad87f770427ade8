package dev.hourglass.compress;

import dev.hourglass.compress.container.EntryHeader;
import dev.hourglass.compress.table.TableFormat;
import dev.hourglass.error.CorruptArtifactException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What an entry of a table of bounded error says of it; little-endian.
 *
 * <pre>
 * offset  size  parameters
 * 0       1     0 one absolute bound, 1 a bound for each column, of its range
 * 1       7     zero
 * 8       8     the bound, or the part of ranges: float64
 * 16      -     TableFormat
 * </pre>
 *
 * @param requested what was asked for
 * @param format what the table looks like
 */
public record TableParameters(ErrorBound requested, TableFormat format) {
    private static final int HEAD_BYTES = 16;

    byte[] print() {
        byte[] columns = format.print();
        return ByteBuffer.allocate(HEAD_BYTES + columns.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(requested.isRelative() ? 1 : 0)
                .putDouble(requested.value())
                .put(columns)
                .array();
    }

    /**
     * Reads the parameters of such an entry.
     *
     * @throws IllegalArgumentException if there can be none such
     */
    public static TableParameters parse(EntryHeader header) {
        byte[] bytes = header.parameters();
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < HEAD_BYTES || (in.getLong(0) | 1) != 1) {
            throw new IllegalArgumentException("parameters of a table must start with 0 or 1 and take " + HEAD_BYTES
                    + " bytes or more, but take " + bytes.length);
        }
        ErrorBound requested = new ErrorBound(in.getDouble(Long.BYTES), in.getLong(0) == 1);
        try {
            return new TableParameters(requested, TableFormat.parse(bytes, HEAD_BYTES));
        } catch (CorruptArtifactException cut) {
            throw new IllegalArgumentException(cut.getMessage(), cut);
        }
    }
}
