package dev.hourglass.compress.codec;

import dev.hourglass.compress.table.NumberColumn;
import dev.hourglass.compress.table.TableFormat;
import dev.hourglass.compress.table.TableLine;
import dev.hourglass.compress.table.Varint;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * The text of a table, taken apart.
 *
 * <pre>
 * odd     lines that are no rows, each after a varint of the rows between it and the one before; the last ends with
 *         the part
 * cells   cells in columns of numbers that hold none, row by row, each with a line feed
 * texts   of each row the cells of all other columns, each with a delimiter, and a line feed; none without such columns
 * values  [R, V] the numbers as float64, lowest byte first; NaN where a cell holds none
 * </pre>
 *
 * @param rowCount R
 */
@SuppressWarnings("ArrayRecordComponent")
record TableParts(int rowCount, byte[] odd, byte[] cells, byte[] texts, byte[] values) {
    /** A line with fewer numbers than one in so many of those it could have is better kept as it is. */
    private static final int FEW = 2;

    /** Takes a text apart. */
    static TableParts split(byte[] text, TableFormat format, ValueGrid grid) {
        return new Splitter(text, format, grid).split();
    }

    /** Goes over the lines. */
    private static final class Splitter {
        private final byte[] text;
        private final TableFormat format;
        private final ValueGrid grid;
        private final TableLine line;
        private final List<NumberColumn> numbers;
        private final boolean hasTexts;
        private final ByteArrayOutputStream odd = new ByteArrayOutputStream();
        private final ByteArrayOutputStream cells = new ByteArrayOutputStream();
        private final ByteArrayOutputStream texts = new ByteArrayOutputStream();
        private ByteBuffer values = ByteBuffer.allocate(0);
        private final long[] units;
        private int rows;
        private int since;

        Splitter(byte[] text, TableFormat format, ValueGrid grid) {
            this.text = text;
            this.format = format;
            this.grid = grid;
            this.line = format.line();
            this.numbers = format.numbers();
            this.hasTexts = numbers.size() < format.columns().size();
            this.units = new long[numbers.size()];
        }

        TableParts split() {
            for (int at = 0, next; at < text.length; at = next) {
                next = line.split(text, at, text.length);
                if (line.isSound() && line.cells() == format.columns().size() && readNumbers()) {
                    addRow();
                } else {
                    Varint.write(odd, since);
                    odd.write(text, at, next - at);
                    since = 0;
                }
            }
            byte[] matrix = Arrays.copyOf(values.array(), rows * grid.layout().rowBytes());
            return new TableParts(rows, odd.toByteArray(), cells.toByteArray(), texts.toByteArray(), matrix);
        }

        /** Reads what numbers there are, and returns whether they are enough. */
        private boolean readNumbers() {
            int found = 0;
            for (int i = 0, number = 0; i < line.cells(); i++) {
                NumberColumn column = format.columns().get(i);
                if (column.isNumber()) {
                    long parsed = column.parse(text, line.start(i), line.end(i));
                    units[number] = parsed;
                    found += parsed == NumberColumn.NONE ? 0 : 1;
                    number++;
                }
            }
            return found * FEW >= units.length;
        }

        private void addRow() {
            int rowBytes = grid.layout().rowBytes();
            if ((rows + 1) * rowBytes > values.capacity()) {
                byte[] more = Arrays.copyOf(values.array(), Math.max(1 << 12, 2 * (rows + 1) * rowBytes));
                values = grid.buffer(more);
            }
            for (int i = 0, number = 0; i < line.cells(); i++) {
                NumberColumn column = format.columns().get(i);
                if (column.isNumber()) {
                    long bits = bits(number, column);
                    grid.put(values, rows * rowBytes + number * Double.BYTES, bits);
                    if (bits == grid.nanBits()) {
                        cells.write(text, line.start(i), line.end(i) - line.start(i));
                        cells.write('\n');
                    }
                    number++;
                } else {
                    texts.write(text, line.start(i), line.end(i) - line.start(i));
                    texts.write(format.delimiter());
                }
            }
            if (hasTexts) {
                texts.write('\n');
            }
            rows++;
            since++;
        }

        /** Returns the bits of the grid's value that prints as a cell does, or those of the usual NaN. */
        private long bits(int number, NumberColumn column) {
            if (units[number] == NumberColumn.NONE) {
                return grid.nanBits();
            }
            double value = column.value(units[number]);
            long level = grid.level(number, value);
            if (level != ValueGrid.NONE && isPrinted(grid.bitsOf(number, level), number, column)) {
                return grid.bitsOf(number, level);
            }
            double fine = Math.rint(value / grid.fineStep(number));
            boolean isOn = Math.abs(fine) <= ValueGrid.MAX_INDEX
                    && isPrinted(grid.bitsOf(number, (long) fine), number, column);
            return isOn ? grid.bitsOf(number, (long) fine) : grid.nanBits();
        }

        private boolean isPrinted(long bits, int number, NumberColumn column) {
            return column.units(grid.value(bits)) == units[number];
        }
    }
}
