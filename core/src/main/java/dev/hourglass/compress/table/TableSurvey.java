package dev.hourglass.compress.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks over the lines of a table, but not at the first, which may be a header. Not thread-safe; confine to one thread.
 */
public final class TableSurvey {
    /** One line in so many may have another number of cells. */
    private static final int ODD_PART = 10;
    /** Of fewer, what is said of the columns could take more than is saved. */
    private static final int LEAST_LINES = 8;

    private final byte delimiter;
    private final boolean hasReturn;
    private final TableLine line;
    private final CellNumber number = new CellNumber();
    private final ColumnSurvey[] columns;
    private long lines;
    private long odd;

    private TableSurvey(byte delimiter, boolean hasReturn, int columns) {
        this.delimiter = delimiter;
        this.hasReturn = hasReturn;
        this.line = new TableLine(delimiter, hasReturn);
        this.columns = new ColumnSurvey[columns];
        for (int i = 0; i < columns; i++) {
            this.columns[i] = new ColumnSurvey();
        }
    }

    /**
     * Starts a survey of a table that is known by its second line.
     *
     * @param text the first bytes of a file
     * @param delimiter between cells
     * @return the survey, of no line yet; empty where the text has no two lines, or too many columns
     */
    public static Optional<TableSurvey> of(byte[] text, byte delimiter) {
        int second = lineEnd(text, 0);
        int third = lineEnd(text, second);
        if (third == second || text[third - 1] != '\n') {
            return Optional.empty();
        }
        boolean hasReturn = third - second > 1 && text[third - 2] == '\r';
        TableLine line = new TableLine(delimiter, hasReturn);
        line.split(text, second, third);
        return line.isSound() && line.cells() <= TableFormat.MAX_COLUMNS
                ? Optional.of(new TableSurvey(delimiter, hasReturn, line.cells()))
                : Optional.empty();
    }

    private static int lineEnd(byte[] text, int from) {
        int at = from;
        while (at < text.length && text[at] != '\n') {
            at++;
        }
        return Math.min(text.length, at + 1);
    }

    /** Returns where the second line of a file starts, or its end. */
    public static int afterFirstLine(byte[] text) {
        return lineEnd(text, 0);
    }

    /** Adds the whole lines of a text, from a byte on. */
    public void add(byte[] text, int from) {
        for (int at = from; at < text.length; ) {
            int next = line.split(text, at, text.length);
            if (text[next - 1] == '\n') {
                addLine(text);
            }
            at = next;
        }
    }

    /** Adds a line that is no row. */
    public void addOddLine() {
        lines++;
        odd++;
    }

    private void addLine(byte[] text) {
        if (!line.isSound() || line.cells() != columns.length) {
            addOddLine();
            return;
        }
        lines++;
        for (int i = 0; i < columns.length; i++) {
            columns[i].add(number.read(text, line.start(i), line.end(i)), number);
        }
    }

    /** Returns why this is no table; empty where it is one. */
    public Optional<String> refusal() {
        if (lines < LEAST_LINES) {
            return Optional.of("it must have at least " + LEAST_LINES + " lines after the first, but has " + lines);
        }
        if (odd > lines / ODD_PART) {
            return Optional.of("its lines must have the same number of cells, as the second has " + columns.length
                    + ", but " + odd + " of " + lines + " have others");
        }
        return Optional.empty();
    }

    /** Returns the largest minus the smallest number of each column; 0 where there is none. */
    public double[] ranges() {
        double[] ranges = new double[columns.length];
        for (int i = 0; i < ranges.length; i++) {
            ranges[i] = columns[i].range();
        }
        return ranges;
    }

    /**
     * Returns what the table looks like, where numbers may come back within bounds.
     *
     * @param bounds of the columns
     */
    public TableFormat format(double[] bounds) {
        List<NumberColumn> formats = new ArrayList<>();
        for (int i = 0; i < columns.length; i++) {
            formats.add(columns[i].column(bounds[i]));
        }
        return new TableFormat(delimiter, hasReturn, formats);
    }
}
