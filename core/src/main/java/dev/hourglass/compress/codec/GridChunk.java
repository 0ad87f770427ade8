package dev.hourglass.compress.codec;

import java.nio.ByteBuffer;

/**
 * The indices of a chunk of rows, padded with two rows above and two columns at the left, and which values have none.
 * In the place of an escape stands the index above it. Not thread-safe; confine to one thread.
 */
final class GridChunk {
    static final int PADDING = 2;

    private final int rowCount;
    private final int width;
    private final long[] indices;
    private final boolean[] isEscape; // as the indices

    GridChunk(int rowCount, int columns) {
        this.rowCount = rowCount;
        this.width = columns + PADDING;
        this.indices = new long[Math.multiplyExact(rowCount + PADDING, width)];
        this.isEscape = new boolean[indices.length];
    }

    /** Finds the indices of rows. */
    static GridChunk of(ValueGrid grid, ByteBuffer rows, int rowCount) {
        int columns = grid.layout().valuesPerRow();
        GridChunk chunk = new GridChunk(rowCount, columns);
        for (int row = 0, offset = 0; row < rowCount; row++) {
            for (int column = 0; column < columns; column++) {
                long bits = grid.bits(rows, offset);
                long index = grid.index(column, bits);
                if (index != ValueGrid.NONE && grid.bitsOf(column, index) == bits) {
                    chunk.indices[chunk.at(row, column)] = index;
                } else {
                    chunk.escape(chunk.at(row, column));
                }
                offset += grid.layout().bytesPerValue();
            }
        }
        return chunk;
    }

    int rowCount() {
        return rowCount;
    }

    int at(int row, int column) {
        return (row + PADDING) * width + column + PADDING;
    }

    boolean isEscape(int at) {
        return isEscape[at];
    }

    long index(int at) {
        return indices[at];
    }

    void set(int at, long index) {
        indices[at] = index;
    }

    void escape(int at) {
        isEscape[at] = true;
        indices[at] = indices[at - width];
    }

    long predict(GridPredictor predictor, int at) {
        return predictor.predict(indices, at, width);
    }
}
