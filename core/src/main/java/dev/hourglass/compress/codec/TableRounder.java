package dev.hourglass.compress.codec;

import dev.hourglass.compress.table.CellNumber;
import dev.hourglass.compress.table.NumberColumn;
import dev.hourglass.compress.table.TableFormat;
import dev.hourglass.compress.table.TableLine;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Rounds the numbers in the text of a table so that none moves by more than its column's bound, as float64, and prints
 * them as their {@link NumberColumn} says. All else stays as it is: cells that are no finite number or stand otherwise
 * than their column's, columns of whole numbers, lines of another number of cells. Immutable and safe for concurrent
 * use.
 */
public final class TableRounder {
    private static final int MORE_LEVELS = 2;

    private final TableFormat format;
    private final double[] bounds;
    private final int[] rounded;

    /**
     * Makes a rounder.
     *
     * @param format of the table
     * @param bounds of its columns, at least 0; copied
     */
    public TableRounder(TableFormat format, double[] bounds) {
        this.format = format;
        this.bounds = bounds.clone();
        List<NumberColumn> columns = format.columns();
        int[] found = new int[columns.size()];
        int count = 0;
        for (int i = 0; i < found.length; i++) {
            if (columns.get(i).steps() > 1) {
                found[count++] = i;
            }
        }
        this.rounded = Arrays.copyOf(found, count);
    }

    /** Returns whether any column is rounded. */
    public boolean isRounding() {
        return rounded.length > 0;
    }

    /**
     * Rounds lines.
     *
     * @param text whole lines; not modified
     * @return the lines, rounded; the same where they would be longer
     */
    public byte[] round(byte[] text) {
        if (!isRounding()) {
            return text;
        }
        double[] numbers = new Pass(text).numbers();
        RowLayout layout = RowLayout.of(rounded.length, Double.BYTES);
        double[] halves = new double[rounded.length];
        Arrays.setAll(halves, i -> format.columns().get(rounded[i]).step() / 2);
        double[] origins = new double[rounded.length];
        ValueGrid grid = new ValueGrid(layout, origins, halves);
        byte[] rows = new byte[numbers.length * Double.BYTES];
        grid.buffer(rows).asDoubleBuffer().put(numbers);
        ByteBuffer near = grid.buffer(grid.round(rows));
        byte[] back = new Pass(text).print(numbers, near);
        return back.length <= text.length ? back : text;
    }

    /** One way over the lines. */
    private final class Pass {
        private final byte[] text;
        private final TableLine line = format.line();
        private final CellNumber cell = new CellNumber();
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final byte[] printed = new byte[NumberColumn.MAX_BYTES];

        Pass(byte[] text) {
            this.text = text;
        }

        /** Returns [R, V] the numbers of the columns that are rounded, NaN where there is none. */
        double[] numbers() {
            double[] numbers = new double[1 << 10];
            int count = 0;
            for (int at = 0, next; at < text.length; at = next) {
                next = line.split(text, at, text.length);
                if (isRow()) {
                    if (count + rounded.length > numbers.length) {
                        numbers = Arrays.copyOf(numbers, 2 * numbers.length + rounded.length);
                    }
                    for (int column : rounded) {
                        numbers[count++] = number(column);
                    }
                }
            }
            return Arrays.copyOf(numbers, count);
        }

        private boolean isRow() {
            return line.isSound() && line.cells() == format.columns().size();
        }

        private double number(int column) {
            double value = cell.read(text, line.start(column), line.end(column));
            return format.columns().get(column).hasStyle(cell) ? value : Double.NaN;
        }

        byte[] print(double[] numbers, ByteBuffer near) {
            int index = 0;
            for (int at = 0, next; at < text.length; at = next) {
                next = line.split(text, at, text.length);
                int done = at;
                for (int i = 0; i < rounded.length && isRow(); i++, index++) {
                    long units = units(rounded[i], numbers[index], near.getDouble(index * Double.BYTES));
                    if (units != NumberColumn.NONE) {
                        done = put(rounded[i], units, done);
                    }
                }
                out.write(text, done, next - done);
            }
            return out.toByteArray();
        }

        private int put(int column, long units, int done) {
            out.write(text, done, line.start(column) - done);
            out.write(printed, 0, format.columns().get(column).print(units, printed, 0));
            return line.end(column);
        }

        /** Returns the units of a number that stands for another, or none where there is none near enough. */
        private long units(int column, double number, double near) {
            if (Double.isNaN(number)) {
                return NumberColumn.NONE;
            }
            NumberColumn as = format.columns().get(column);
            if (isNear(column, number, as.units(near))) {
                return as.units(near);
            }
            long level = (long) Math.rint(number / as.step());
            for (int i = 0; i <= MORE_LEVELS; i++) {
                long units = as.units((level + (i == MORE_LEVELS ? -1 : i)) * as.step());
                if (isNear(column, number, units)) {
                    return units;
                }
            }
            return as.units(number) != NumberColumn.NONE && as.value(as.units(number)) == number
                    ? as.units(number)
                    : NumberColumn.NONE;
        }

        private boolean isNear(int column, double number, long units) {
            return units != NumberColumn.NONE
                    && ValueGrid.isWithin(number, format.columns().get(column).value(units), bounds[column]);
        }
    }
}
