package dev.hourglass.data;

import dev.hourglass.error.MalformedDataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what the columns of a CSV file are, in one pass that holds no row in memory.
 *
 * <p>A column named categorical is one; any other is numeric if its first cell that is not missing is a number, and
 * categorical (one-hot) if that is text. From then on every cell must agree. Columns with nothing but missing cells are
 * refused.
 */
public final class CsvSchema {
    private final CsvRows rows;
    private final CsvOptions options;
    private final CsvCells cells;
    private final List<@Nullable Scan> scans = new ArrayList<>();

    private CsvSchema(CsvRows rows, CsvOptions options) {
        this.rows = rows;
        this.options = options;
        this.cells = new CsvCells(rows, options.missing());
    }

    /**
     * Reads the whole file once and returns its schema.
     *
     * @param path the file, plain or gzip
     * @param options how to read it
     * @return the schema of its features
     * @throws MalformedDataException if the file breaks the format, with the line and the column
     * @throws IOException if the file cannot be read
     */
    public static TableSchema infer(Path path, CsvOptions options) throws IOException {
        try (CsvRows rows = CsvRows.open(path, options)) {
            return new CsvSchema(rows, options).infer();
        }
    }

    private TableSchema infer() throws IOException {
        prepareScans();
        rows.cellsTo((column, text, from, length) -> {
            Scan scan = scans.get(column);
            if (scan != null) {
                scan.take(text, from, length);
            }
        });
        long count = 0;
        while (rows.next()) {
            count++;
        }
        if (count == 0) {
            throw rows.file("the file must hold at least one row below its header, but holds none");
        }
        List<TableSchema.Column> columns = new ArrayList<>();
        for (Scan scan : scans) {
            if (scan != null) {
                columns.add(scan.column());
            }
        }
        if (columns.isEmpty()) {
            throw rows.file("the file must have a feature column, but all are labels or ignored");
        }
        return new TableSchema(columns);
    }

    private void prepareScans() {
        Map<String, CsvOptions.CategoricalColumn> categorical = new HashMap<>();
        for (CsvOptions.CategoricalColumn column : options.categoricalColumns()) {
            requireColumn(column.name(), "categorical");
            categorical.put(column.name(), column);
        }
        options.labelColumns().forEach(name -> requireColumn(name, "label"));
        options.ignoredColumns().forEach(name -> requireColumn(name, "ignored"));
        for (int i = 0; i < rows.header().size(); i++) {
            String name = rows.header().get(i);
            boolean isFeature = !options.labelColumns().contains(name)
                    && !options.ignoredColumns().contains(name);
            scans.add(isFeature ? new Scan(i, categorical.get(name)) : null);
        }
    }

    private void requireColumn(String name, String role) {
        if (!rows.header().contains(name)) {
            throw rows.file("the " + role + " column \"" + name + "\" must be in the header, but that has "
                    + String.join(", ", rows.header()));
        }
    }

    /** What is known so far about one column. */
    private final class Scan {
        private final int index;
        private final boolean isHashed;
        private final int buckets;
        private final SortedSet<String> categories = new TreeSet<>();
        private boolean isDecided;
        private boolean isCategorical;
        private boolean hasMissing;

        Scan(int index, CsvOptions.@Nullable CategoricalColumn declared) {
            this.index = index;
            this.isCategorical = declared != null;
            this.isDecided = isCategorical;
            this.isHashed = declared != null && declared.isHashed();
            this.buckets = declared == null ? 0 : declared.buckets();
        }

        void take(char[] text, int from, int length) {
            if (cells.isMissing(index, text, from, length)) {
                hasMissing = true;
                return;
            }
            if (!isDecided) {
                isDecided = true;
                isCategorical = Double.isNaN(CsvNumber.parse(text, from, length))
                        && !CsvCells.isNonFiniteText(new String(text, from, length));
            }
            if (!isCategorical) {
                // A first pass without complaint makes the second one safe.
                cells.requireNumber(index, text, from, length);
            } else if (!isHashed) {
                add(new String(text, from, length));
            }
        }

        private void add(String category) {
            if (categories.add(category) && categories.size() > CsvOptions.MAX_ONE_HOT_CATEGORIES) {
                throw rows.at(
                        index,
                        "must have at most " + CsvOptions.MAX_ONE_HOT_CATEGORIES
                                + " categories to be one-hot, but has more; hash it into buckets or ignore it");
            }
        }

        TableSchema.Column column() {
            String name = rows.header().get(index);
            if (isHashed) {
                return new TableSchema.HashedColumn(name, buckets);
            }
            if (!isDecided || (isCategorical && categories.isEmpty())) {
                throw rows.file(rows.name(index) + " must have a value in some row, but all are missing; ignore it");
            }
            return isCategorical
                    ? new TableSchema.OneHotColumn(name, List.copyOf(categories))
                    : new TableSchema.NumericColumn(
                            name, hasMissing && options.missing().hasIndicator());
        }
    }
}
