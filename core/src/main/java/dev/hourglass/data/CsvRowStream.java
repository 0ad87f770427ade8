package dev.hourglass.data;

import dev.hourglass.error.MalformedDataException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream of CSV rows whose columns are known, each as soon as it is there. A row that breaks a rule is passed
 * on with the sentence that says which, and the stream goes on: who watches a sensor must not stop at its first bad
 * line.
 *
 * <p>Not thread-safe; confine to one thread.
 */
public final class CsvRowStream implements Closeable {
    private final CsvRows rows;
    private final CsvCells cells;
    private final float[] row;
    private final CsvLabels labels;
    private @Nullable String problem;

    private CsvRowStream(CsvRows rows, TableSchema schema, CsvOptions options) {
        this.rows = rows;
        this.row = new float[schema.features()];
        this.labels = new CsvLabels(rows.header(), options.labelColumns());
        this.cells = new CsvCells(rows, options.missing());
        @Nullable CsvEncoder[] encoders = CsvEncoder.all(schema, rows, cells);
        rows.cellsTo((column, text, from, length) -> {
            CsvEncoder encoder = encoders[column];
            if (encoder != null && problem == null) {
                try {
                    encoder.encode(text, from, length, row);
                } catch (MalformedDataException e) {
                    problem = e.getMessage();
                }
            }
            labels.take(column, text, from, length);
        });
    }

    /**
     * Starts a stream with its header.
     *
     * @param in its bytes, UTF-8
     * @param where what to call it in sentences
     * @param schema the features wanted
     * @param options how to read it
     * @return the stream; closing it closes {@code in}
     * @throws MalformedDataException if the header lacks columns
     * @throws IOException if it cannot be read
     */
    public static CsvRowStream of(InputStream in, String where, TableSchema schema, CsvOptions options)
            throws IOException {
        return new CsvRowStream(CsvRows.of(in, where, options), schema, options);
    }

    /**
     * Waits for the next row.
     *
     * @return false at the end
     * @throws IOException if it cannot be read
     */
    public boolean next() throws IOException {
        Arrays.fill(row, 0);
        labels.clear();
        problem = null;
        try {
            return rows.next();
        } catch (MalformedDataException e) {
            problem = e.getMessage();
            return true;
        }
    }

    /** Returns the features of the row, [D]; overwritten by the next, and worth nothing where there is a problem. */
    public float[] row() {
        return row;
    }

    /** Returns what is wrong with the row, if something is. */
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /** Returns the row's label; empty where it has none. */
    public String label() {
        String label = labels.label();
        return label == null ? "" : label;
    }

    /** Returns the line on which the row starts, counted from 1. */
    public long line() {
        return rows.line();
    }

    /** Returns how many cells so far were not as in training. */
    public CellCounts counts() {
        return cells.counts();
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
