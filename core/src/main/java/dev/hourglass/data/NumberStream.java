package dev.hourglass.data;

import dev.hourglass.error.MalformedDataException;
import dev.hourglass.file.NumberType;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads rows of equally typed numbers from the body of an array file, in order, checking that all of them are there.
 */
final class NumberStream implements Closeable {
    private static final int BLOCK_BYTES = 1 << 16;

    private final InputStream in;
    private final String where;
    private final Layout layout;
    private final ByteBuffer block;
    private long row;

    /**
     * Says how the rows lie.
     *
     * @param type the numbers' type
     * @param order their byte order
     * @param rows the number of rows
     * @param features the numbers a row
     * @param dataOffset the byte offset of the first number in the unpacked file
     */
    record Layout(NumberType type, ByteOrder order, long rows, int features, long dataOffset) {}

    /**
     * Starts at the first number.
     *
     * @param in the stream, positioned at the first number; closed with this
     * @param where the file's name, for messages
     * @param layout how the rows lie
     */
    NumberStream(InputStream in, String where, Layout layout) {
        this.in = in;
        this.where = where;
        this.layout = layout;
        this.block = ByteBuffer.allocate(BLOCK_BYTES).order(layout.order());
    }

    /**
     * Refuses a file too short for its own header, before anyone makes room for what it claims.
     *
     * @param sizeBytes the file's size, or -1 where it is not known
     */
    void requireSize(long sizeBytes) {
        long room = (sizeBytes - layout.dataOffset()) / layout.type().sizeBytes();
        if (sizeBytes >= 0 && room / layout.features() < layout.rows()) {
            throw endsIn(sizeBytes, room / layout.features());
        }
    }

    private MalformedDataException endsIn(long offset, long rowIndex) {
        return new MalformedDataException(
                where + " at byte " + offset,
                "the file must hold " + layout.rows() + " rows of "
                        + (long) layout.features() * layout.type().sizeBytes() + " bytes, but ends in row "
                        + (rowIndex + 1));
    }

    Layout layout() {
        return layout;
    }

    /**
     * Reads rows.
     *
     * @param target overwritten from its start, row-major
     * @param most the most rows to read
     * @return the number of rows read, 0 at the end
     */
    int read(float[] target, int most) throws IOException {
        int count = (int) Math.min(most, layout.rows() - row);
        if (count == 0) {
            return 0;
        }
        int values = count * layout.features();
        int done = 0;
        while (done < values) {
            done += readBlock(target, done, values - done);
        }
        if (layout.type().isFloating()) {
            FiniteCheck.require(target, count, layout.features(), row, where);
        }
        row += count;
        if (row == layout.rows() && in.read() >= 0) {
            throw new MalformedDataException(
                    where + " at byte " + offsetOf(row * layout.features()),
                    "the file must end after " + layout.rows() + " rows, but goes on");
        }
        return count;
    }

    private int readBlock(float[] target, int from, int most) throws IOException {
        int size = layout.type().sizeBytes();
        int count = Math.min(most, BLOCK_BYTES / size);
        int bytes = in.readNBytes(block.array(), 0, count * size);
        if (bytes < count * size) {
            long valuesRead = row * layout.features() + from;
            throw endsIn(offsetOf(valuesRead) + bytes, (valuesRead + bytes / size) / layout.features());
        }
        for (int i = 0; i < count; i++) {
            target[from + i] = layout.type().decode(block, i * size);
        }
        return count;
    }

    private long offsetOf(long valueIndex) {
        return layout.dataOffset() + valueIndex * layout.type().sizeBytes();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
