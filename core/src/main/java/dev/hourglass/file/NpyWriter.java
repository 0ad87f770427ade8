package dev.hourglass.file;

import dev.hourglass.tensor.Shape;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes rows to an NPY file, version 1.0, little-endian float32, as they come; how many there are shows at the end.
 * The file appears under its name when {@link #finish()} returns, and not at all where the writer is closed before.
 *
 * <p>Not thread-safe; confine to one thread.
 */
public final class NpyWriter implements Closeable {
    private static final int BLOCK_VALUES = 1 << 14;

    private final AtomicFile file;
    private final Shape rowShape;
    private final int headerBytes;
    private final ByteBuffer block =
            ByteBuffer.allocate(BLOCK_VALUES * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private long rows;

    /**
     * Starts a file.
     *
     * @param target the file to make or replace
     * @param rowShape the shape of one row
     * @throws IOException if the file cannot be made
     */
    public NpyWriter(Path target, Shape rowShape) throws IOException {
        this.rowShape = rowShape;
        this.headerBytes = NpyFile.header(dimensions(Long.MAX_VALUE), 0).length;
        this.file = AtomicFile.create(target);
        try {
            file.stream().write(new byte[headerBytes]);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /**
     * Adds rows.
     *
     * @param values [.., row shape], row-major; not modified
     * @param count the rows to take
     * @throws IOException if the disk fails
     */
    public void write(float[] values, int count) throws IOException {
        int size = Math.multiplyExact(count, rowShape.size());
        for (int from = 0; from < size; from += BLOCK_VALUES) {
            int taken = Math.min(BLOCK_VALUES, size - from);
            block.clear();
            block.asFloatBuffer().put(values, from, taken);
            file.stream().write(block.array(), 0, taken * Float.BYTES);
        }
        rows += count;
    }

    /**
     * Ends the file and gives it its name.
     *
     * @return the rows in it
     * @throws IOException if the disk fails
     */
    public long finish() throws IOException {
        file.overwrite(0, NpyFile.header(dimensions(rows), headerBytes));
        file.commit();
        return rows;
    }

    /** Deletes what was written unless it was finished. */
    @Override
    public void close() throws IOException {
        file.close();
    }

    private List<Long> dimensions(long count) {
        List<Long> dimensions = new ArrayList<>(List.of(count));
        rowShape.dimensions().forEach(size -> dimensions.add((long) size));
        return dimensions;
    }
}
