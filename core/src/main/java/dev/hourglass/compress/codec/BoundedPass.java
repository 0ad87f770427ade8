package dev.hourglass.compress.codec;

import dev.hourglass.compress.entropy.BinaryCoding;
import dev.hourglass.compress.entropy.BitCounters;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Goes over the values of a chunk and codes each by what is known by then: column by column or row by row, as the way
 * of coding levels asks for. Not thread-safe; confine to one thread.
 */
final class BoundedPass {
    private final ValueGrid grid;
    private final BinaryCoding coding;
    private final ColumnPlan[] plans;
    private final int rows;
    private final LevelCoding levels;
    private final BitCounters escapes;
    private final long[] lastEscapes;
    private final boolean[] isEscaped;

    BoundedPass(ValueGrid grid, BinaryCoding coding, Effort effort, ColumnPlan[] plans, int rows) {
        this.grid = grid;
        this.coding = coding;
        this.plans = plans;
        this.rows = rows;
        levels = effort == Effort.THOROUGH
                ? new ThoroughLevels(coding, plans, rows)
                : new QuickLevels(coding, plans, rows);
        escapes = new BitCounters(3 * ColumnPlans.models(plans.length));
        lastEscapes = new long[plans.length];
        Arrays.fill(lastEscapes, grid.nanBits());
        isEscaped = new boolean[plans.length];
    }

    /**
     * Codes all values.
     *
     * @param fine [V, R] their indices; overwritten when decoding
     * @param values [R, V] their bits; overwritten with escapes when decoding
     */
    void code(long[] fine, ByteBuffer values) {
        fillConstants(fine);
        int[] changing = IntStream.range(0, plans.length)
                .filter(column -> !plans[column].isConstant())
                .toArray();
        if (levels.isByColumn()) {
            for (int column : changing) {
                for (int row = 0; row < rows; row++) {
                    code(fine, values, row, column);
                }
            }
        } else {
            for (int row = 0; row < rows; row++) {
                for (int column : changing) {
                    code(fine, values, row, column);
                }
            }
        }
    }

    private void fillConstants(long[] fine) {
        for (int column = 0; column < plans.length; column++) {
            if (plans[column].isConstant()) {
                long only = plans[column].levels().fineIndex(0);
                Arrays.fill(fine, column * rows, (column + 1) * rows, only);
            }
        }
    }

    private void code(long[] fine, ByteBuffer values, int row, int column) {
        ColumnPlan plan = plans[column];
        int at = column * rows + row;
        if (plan.hasEscapes() && isEscape(fine[at], plan, column)) {
            fine[at] = ValueGrid.NONE;
            codeEscape(values, row, column);
            levels.skip(row, column);
        } else {
            long known = fine[at] == ValueGrid.NONE ? 0 : plan.levels().rank(fine[at]);
            fine[at] = plan.levels().fineIndex(levels.code(known, row, column));
        }
    }

    private boolean isEscape(long fine, ColumnPlan plan, int column) {
        boolean known = fine == ValueGrid.NONE || (!plan.levels().isList() && fine % ValueGrid.FINE_STEPS != 0);
        int place = 3 * ColumnPlans.model(column, plans.length) + (isEscaped[column] ? 1 : 0);
        isEscaped[column] = escapes.code(coding, known ? 1 : 0, place) == 1;
        return isEscaped[column];
    }

    /** Codes the bits of a value of no level: those of the column's escape before, or others. */
    private void codeEscape(ByteBuffer values, int row, int column) {
        int width = grid.layout().bytesPerValue();
        int offset = (row * plans.length + column) * width;
        long known = grid.bits(values, offset);
        boolean isSame = known == lastEscapes[column];
        int place = 3 * ColumnPlans.model(column, plans.length) + 2;
        if (escapes.code(coding, isSame ? 1 : 0, place) == 0) {
            lastEscapes[column] = coding.bits(known, width * Byte.SIZE);
        }
        grid.put(values, offset, lastEscapes[column]);
    }
}
