package dev.hourglass.compress.codec;

import dev.hourglass.compress.table.NumberColumn;
import dev.hourglass.compress.table.TableFormat;
import dev.hourglass.compress.table.Varint;
import dev.hourglass.error.CorruptArtifactException;
import java.nio.ByteBuffer;

/** Puts the text of a table together again from its {@link TableParts}. Not thread-safe; confine to one thread. */
final class TableJoiner {
    private final TableFormat format;
    private final TableParts parts;
    private final ByteBuffer values;
    private final byte[] out;
    private final boolean hasTexts;
    private final byte[] printed = new byte[NumberColumn.MAX_BYTES];
    private int written;
    private int cellAt;
    private int textAt;
    private int valueAt;

    TableJoiner(TableFormat format, ValueGrid grid, TableParts parts, byte[] out) {
        this.format = format;
        this.parts = parts;
        this.values = grid.buffer(parts.values());
        this.out = out;
        this.hasTexts = grid.layout().valuesPerRow() < format.columns().size();
    }

    /** Fills the output, exactly. */
    void join() {
        Varint.Reader odd = new Varint.Reader(parts.odd(), 0, parts.odd().length);
        int left = parts.rowCount();
        while (odd.left() > 0) {
            int rows = (int) odd.read("rows before an odd line", left);
            left -= rows;
            putRows(rows);
            int length = lineBytes(odd.at());
            int from = odd.skip(length);
            put(parts.odd(), from, from + length);
        }
        putRows(left);
        boolean isDone = written == out.length && cellAt == parts.cells().length && textAt == parts.texts().length;
        require(isDone, "the parts of a table must give all of its bytes and end with them, but do not");
    }

    private int lineBytes(int from) {
        int at = from;
        while (at < parts.odd().length && parts.odd()[at] != '\n') {
            at++;
        }
        return Math.min(parts.odd().length, at + 1) - from;
    }

    private void putRows(int rows) {
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < format.columns().size(); i++) {
                if (i > 0) {
                    put(format.delimiter());
                }
                NumberColumn column = format.columns().get(i);
                if (column.isNumber()) {
                    putNumber(column);
                } else {
                    putText();
                }
            }
            if (hasTexts) {
                require(textAt < parts.texts().length && parts.texts()[textAt++] == '\n', "a row of texts must end");
            }
            if (format.hasReturn()) {
                put((byte) '\r');
            }
            put((byte) '\n');
        }
    }

    private void putNumber(NumberColumn column) {
        double value = values.getDouble(valueAt);
        valueAt += Double.BYTES;
        if (Double.isNaN(value)) {
            int end = cellAt;
            while (end < parts.cells().length && parts.cells()[end] != '\n') {
                end++;
            }
            require(end < parts.cells().length, "a cell must end with a line feed, but does not");
            put(parts.cells(), cellAt, end);
            cellAt = end + 1;
            return;
        }
        long units = column.units(value);
        require(units != NumberColumn.NONE, "the numbers of a table must be printable, but one is not");
        put(printed, 0, column.print(units, printed, 0));
    }

    private void putText() {
        int end = textAt;
        boolean isQuoted = false;
        while (end < parts.texts().length && (isQuoted || parts.texts()[end] != format.delimiter())) {
            isQuoted ^= parts.texts()[end] == '"';
            end++;
        }
        require(end < parts.texts().length, "a text must end with a delimiter, but does not");
        put(parts.texts(), textAt, end);
        textAt = end + 1;
    }

    private void put(byte value) {
        requireRoom(1);
        out[written++] = value;
    }

    private void put(byte[] from, int start, int end) {
        requireRoom(end - start);
        System.arraycopy(from, start, out, written, end - start);
        written += end - start;
    }

    private void requireRoom(int bytes) {
        if (bytes > out.length - written) {
            throw new CorruptArtifactException(
                    "payload", 0, "a table must have " + out.length + " bytes, but has more");
        }
    }

    private static void require(boolean holds, String problem) {
        if (!holds) {
            throw new CorruptArtifactException("payload", 0, problem);
        }
    }
}
