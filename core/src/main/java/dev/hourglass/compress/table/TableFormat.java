package dev.hourglass.compress.table;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * What a table looks like.
 *
 * <pre>
 * offset  size  format
 * 0       1     delimiter: a printable ASCII sign but a quote, a point, a minus or a digit; or a tab
 * 1       1     end of a line: 0 line feed, 1 carriage return and line feed
 * 2       -     of each column, up to the end: 255 not of numbers; or
 *               decimals + 16 (1 if quoted) + 32 spaces; least decimals; steps, a varint
 * </pre>
 *
 * Immutable and safe for concurrent use.
 *
 * @param delimiter between cells
 * @param hasReturn whether a carriage return stands before each line feed
 * @param columns of a row, at least one
 */
public record TableFormat(byte delimiter, boolean hasReturn, List<NumberColumn> columns) {
    /** The most columns of a table. */
    public static final int MAX_COLUMNS = 1 << 16;

    private static final int TEXT = 0xff;
    private static final int QUOTED = 1 << 4;
    private static final int SPACES_SHIFT = 5;
    private static final int DECIMALS = QUOTED - 1;

    public TableFormat {
        columns = List.copyOf(columns);
        boolean isSign = delimiter == '\t' || (delimiter >= ' ' && delimiter <= '~');
        if (!isSign || "\"+-.0123456789".indexOf(delimiter) >= 0) {
            throw new IllegalArgumentException(
                    "the delimiter of a table must be a sign that no number has, but is byte " + delimiter);
        }
        if (columns.isEmpty() || columns.size() > MAX_COLUMNS) {
            throw new IllegalArgumentException(
                    "a table must have 1 to " + MAX_COLUMNS + " columns, but has " + columns.size());
        }
    }

    /** Returns a splitter of its lines. */
    public TableLine line() {
        return new TableLine(delimiter, hasReturn);
    }

    /** Returns the columns of numbers. */
    public List<NumberColumn> numbers() {
        return columns.stream().filter(NumberColumn::isNumber).toList();
    }

    /** Returns the format as bytes. */
    public byte[] print() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(delimiter);
        out.write(hasReturn ? 1 : 0);
        for (NumberColumn column : columns) {
            if (column.isNumber()) {
                out.write(column.decimals() + (column.isQuoted() ? QUOTED : 0) + (column.spaces() << SPACES_SHIFT));
                out.write(column.leastDecimals());
                Varint.write(out, column.steps());
            } else {
                out.write(TEXT);
            }
        }
        return out.toByteArray();
    }

    /**
     * Reads a format.
     *
     * @param bytes its bytes, up to their end
     * @param from the first of them
     * @throws IllegalArgumentException if there is no such format
     */
    public static TableFormat parse(byte[] bytes, int from) {
        if (bytes.length < from + 3 || bytes[from + 1] < 0 || bytes[from + 1] > 1) {
            throw new IllegalArgumentException("a table must say its delimiter, its ends of lines and its columns");
        }
        Varint.Reader in = new Varint.Reader(bytes, from + 2, bytes.length);
        List<NumberColumn> columns = new ArrayList<>();
        while (in.left() > 0 && columns.size() <= MAX_COLUMNS) {
            int style = bytes[in.skip(1)] & 0xff;
            columns.add(style == TEXT ? NumberColumn.TEXT : number(style, in));
        }
        return new TableFormat(bytes[from], bytes[from + 1] == 1, columns);
    }

    private static NumberColumn number(int style, Varint.Reader in) {
        int least = (int) in.read("decimals", NumberColumn.MAX_DECIMALS);
        long steps = in.read("steps", NumberColumn.MAX_STEPS);
        return new NumberColumn(true, style & DECIMALS, least, steps, style >> SPACES_SHIFT, (style & QUOTED) != 0);
    }
}
