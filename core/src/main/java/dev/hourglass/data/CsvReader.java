package dev.hourglass.data;

import dev.hourglass.error.MalformedDataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    private CsvReader(CsvRows rows, TableSchema schema, CsvOptions options) {
        this.rows = rows;
        this.schema = schema;
        this.row = new float[schema.features()];
        this.labels = new CsvLabels(rows.header(), options.labelColumns());
        CsvCells cells = new CsvCells(rows, options.missing());
        @Nullable CsvEncoder[] encoders = encoders(cells);
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

    private @Nullable CsvEncoder[] encoders(CsvCells cells) {
        Map<String, Integer> places = new HashMap<>();
        for (String name : rows.header()) {
            places.put(name, places.size());
        }
        @Nullable CsvEncoder[] encoders = new CsvEncoder[rows.header().size()];
        List<String> absent = new ArrayList<>();
        int feature = 0;
        for (TableSchema.Column column : schema.columns()) {
            Integer place = places.get(column.name());
            if (place == null) {
                absent.add("\"" + column.name() + "\"");
            } else {
                encoders[place] = CsvEncoder.of(column, place, feature, cells);
            }
            feature += column.width();
        }
        if (!absent.isEmpty()) {
            throw rows.file("the header must name every column of the model, but " + String.join(", ", absent)
                    + (absent.size() == 1 ? " is" : " are") + " missing");
        }
        return encoders;
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
