package dev.hourglass.data;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * Reads samples one batch at a time, in the order of the source, without holding the source in memory.
 *
 * <p>Missing cells of a table come as NaN; normalization fills them. Not thread-safe; confine to one thread. The caller
 * closes it.
 */
public interface RowReader extends Closeable {
    /** Returns what the numbers of one sample mean. */
    DataSchema schema();

    /** Returns the number of rows where the source says it beforehand, else -1. */
    default long knownRows() {
        return -1;
    }

    /** Returns how many cells read so far were not as in training; none where the source has no such cells. */
    default CellCounts counts() {
        return CellCounts.NONE;
    }

    /** Returns the source's columns that are neither features nor labels nor ignored on purpose. */
    default List<String> unusedColumns() {
        return List.of();
    }

    /**
     * Reads the next samples.
     *
     * @param batch overwritten from its first row; {@link Batch#rows()} tells how many rows came, 0 at the end; its
     *     features must be the schema's
     * @return the number of rows read, 0 at the end
     * @throws IOException if the source cannot be read
     * @throws dev.hourglass.error.MalformedDataException if the source breaks its format
     */
    int read(Batch batch) throws IOException;
}
