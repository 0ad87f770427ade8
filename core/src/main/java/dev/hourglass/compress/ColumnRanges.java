package dev.hourglass.compress;

import dev.hourglass.compress.codec.RowLayout;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Finds the smallest and the largest finite value of each column of a file. */
final class ColumnRanges {
    private static final int BLOCK_BYTES = 1 << 16;

    private ColumnRanges() {}

    /**
     * Reads a file once.
     *
     * @param in the file, at its start; read to its end
     * @param content what it is: rows of float32 or float64
     */
    static BoundParameters measure(InputStream in, Content content, ErrorBound part) throws IOException {
        RowLayout layout = content.layout();
        double[] min = new double[layout.valuesPerRow()];
        double[] max = new double[layout.valuesPerRow()];
        Arrays.fill(min, Double.POSITIVE_INFINITY);
        Arrays.fill(max, Double.NEGATIVE_INFINITY);
        in.skipNBytes(content.prologueBytes());
        int rows = Math.max(1, BLOCK_BYTES / layout.rowBytes());
        byte[] block = new byte[rows * layout.rowBytes()];
        for (int count = block.length; count == block.length; ) {
            count = in.readNBytes(block, 0, block.length);
            int whole = count / layout.rowBytes() * layout.rowBytes();
            add(ByteBuffer.wrap(block, 0, whole), layout, min, max);
        }
        return BoundParameters.relative(part, min, max, layout.bytesPerValue());
    }

    private static void add(ByteBuffer rows, RowLayout layout, double[] min, double[] max) {
        rows.order(layout.isBigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        for (int column = 0; rows.hasRemaining(); column = column + 1 == min.length ? 0 : column + 1) {
            double value = layout.bytesPerValue() == Float.BYTES ? rows.getFloat() : rows.getDouble();
            if (Double.isFinite(value)) {
                min[column] = Math.min(min[column], value);
                max[column] = Math.max(max[column], value);
            }
        }
    }
}
