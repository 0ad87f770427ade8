package dev.hourglass.data;

import dev.hourglass.error.MalformedDataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of a CSV file, plain or gzip, as the features of a {@link TableSchema}.
 *
 * <p>Numbers are the float32 nearest to what is written. Missing numbers are NaN unless the options refuse them; a
 * missing or unknown category gives zeros. Only one row is held in memory.
 */
public final class CsvReader implements RowReader {
    private final CsvRows rows;
    private final TableSchema schema;
    private final float[] row;
    private final CsvLabels labels;
    private final CsvCells cells;
    private final List<String> unused;

    private CsvReader(CsvRows rows, TableSchema schema, CsvOptions options) {
        this.rows = rows;
        this.schema = schema;
        this.row = new float[schema.features()];
        this.labels = new CsvLabels(rows.header(), options.labelColumns());
        this.cells = new CsvCells(rows, options.missing());
        @Nullable CsvEncoder[] encoders = CsvEncoder.all(schema, rows, cells);
        this.unused = unused(encoders, options);
        rows.cellsTo((column, text, from, length) -> {
            CsvEncoder encoder = encoders[column];
            if (encoder != null) {
                encoder.encode(text, from, length, row);
            }
            labels.take(column, text, from, length);
        });
    }

    /**
     * Opens a file whose columns are found out first, in a pass of their own.
     *
     * @param path the file
     * @param options how to read it
     * @return the reader; the caller closes it
     * @throws MalformedDataException if the file breaks the format, with the line and the column
     * @throws IOException if the file cannot be read
     */
    public static CsvReader open(Path path, CsvOptions options) throws IOException {
        return open(path, CsvSchema.infer(path, options), options);
    }

    /**
     * Opens a file whose columns are known, as when a trained model meets new rows.
     *
     * <p>Columns are found by name, in any order; others, and label columns that are not there, do not matter.
     *
     * @param path the file
     * @param schema the features wanted
     * @param options how to read it; the schema says which columns are categorical
     * @return the reader; the caller closes it
     * @throws MalformedDataException if columns are missing
     * @throws IOException if the file cannot be read
     */
    public static CsvReader open(Path path, TableSchema schema, CsvOptions options) throws IOException {
        CsvRows rows = CsvRows.open(path, options);
        try {
            return new CsvReader(rows, schema, options);
        } catch (RuntimeException e) {
            rows.close();
            throw e;
        }
    }

    private List<String> unused(@Nullable CsvEncoder[] encoders, CsvOptions options) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < encoders.length; i++) {
            String name = rows.header().get(i);
            if (encoders[i] == null
                    && !options.labelColumns().contains(name)
                    && !options.ignoredColumns().contains(name)) {
                names.add(name);
            }
        }
        return List.copyOf(names);
    }

    @Override
    public CellCounts counts() {
        return cells.counts();
    }

    @Override
    public List<String> unusedColumns() {
        return unused;
    }

    @Override
    public TableSchema schema() {
        return schema;
    }

    @Override
    public int read(Batch batch) throws IOException {
        batch.requireFitsTo(schema);
        int count = 0;
        while (count < batch.capacity()) {
            Arrays.fill(row, 0);
            labels.clear();
            if (!rows.next()) {
                break;
            }
            System.arraycopy(row, 0, batch.values(), count * row.length, row.length);
            batch.label(count, labels.label());
            count++;
        }
        batch.rows(count);
        return count;
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
