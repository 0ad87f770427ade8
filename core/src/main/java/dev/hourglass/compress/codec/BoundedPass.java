package dev.hourglass.compress.codec;

import dev.hourglass.compress.entropy.BinaryCoding;
import dev.hourglass.compress.entropy.BitCounters;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Goes over the values of a chunk, row by row, and codes each by what is known before it. Not thread-safe; confine to
 * one thread.
 */
final class BoundedPass {
    private final ValueGrid grid;
    private final BinaryCoding coding;
    private final ColumnPlan[] plans;
    private final int rows;
    private final ColumnHistory history;
    private final LevelCoding levels;
    private final BitCounters escapes;
    private final long[] lastEscapes;
    private final boolean[] isEscaped;

    BoundedPass(ValueGrid grid, BinaryCoding coding, Effort effort, ColumnPlan[] plans, int rows) {
        this.grid = grid;
        this.coding = coding;
        this.plans = plans;
        this.rows = rows;
        history = new ColumnHistory(plans, rows);
        levels = effort == Effort.THOROUGH
                ? new ThoroughLevels(coding, plans, history, rows)
                : new QuickLevels(coding, plans, history);
        escapes = new BitCounters(3 * ColumnPlans.models(plans.length));
        lastEscapes = new long[plans.length];
        Arrays.fill(lastEscapes, grid.nanBits());
        isEscaped = new boolean[plans.length];
    }

    /**
     * Codes all values.
     *
     * @param fine [R, V] their indices; overwritten when decoding
     * @param values [R, V] their bits; overwritten with escapes when decoding
     */
    void code(long[] fine, ByteBuffer values) {
        for (int row = 0, at = 0; row < rows; row++) {
            for (int column = 0; column < plans.length; column++, at++) {
                ColumnPlan plan = plans[column];
                if (plan.isConstant()) {
                    fine[at] = plan.levels().fineIndex(0);
                    history.put(at, 0, plan.levels().position(0));
                } else if (plan.hasEscapes() && isEscape(fine[at], plan, column)) {
                    fine[at] = ValueGrid.NONE;
                    codeEscape(values, at, column);
                    history.put(at, history.rank(at, 1), history.position(at, 1));
                } else {
                    fine[at] = plan.levels().fineIndex(level(fine[at], plan.levels(), at, column));
                }
            }
        }
    }

    private boolean isEscape(long fine, ColumnPlan plan, int column) {
        boolean known = fine == ValueGrid.NONE || (!plan.levels().isList() && fine % ValueGrid.FINE_STEPS != 0);
        int place = 3 * ColumnPlans.model(column, plans.length) + (isEscaped[column] ? 1 : 0);
        isEscaped[column] = escapes.code(coding, known ? 1 : 0, place) == 1;
        return isEscaped[column];
    }

    /** Codes the bits of a value of no level: those of the column's escape before, or others. */
    private void codeEscape(ByteBuffer values, int at, int column) {
        int width = grid.layout().bytesPerValue();
        long known = grid.bits(values, at * width);
        boolean isSame = known == lastEscapes[column];
        int place = 3 * ColumnPlans.model(column, plans.length) + 2;
        if (escapes.code(coding, isSame ? 1 : 0, place) == 0) {
            lastEscapes[column] = coding.bits(known, width * Byte.SIZE);
        }
        grid.put(values, at * width, lastEscapes[column]);
    }

    private long level(long fine, ColumnLevels known, int at, int column) {
        long rank = levels.code(fine == ValueGrid.NONE ? 0 : known.rank(fine), at, column);
        history.put(at, rank, known.position(rank));
        levels.learn(at, column);
        return rank;
    }
}
