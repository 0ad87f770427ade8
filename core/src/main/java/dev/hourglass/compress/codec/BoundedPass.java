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
    /** Counters: as many as a core's second cache holds. */
    private static final int PLACES = 1 << 16;
    /** Wide rows share models, each of columns that lie together. */
    private static final int WIDE_MODELS = 8;
    /** The scale of a logistic distribution whose mean magnitude is 1: 1 / (2 ln 2), about. */
    private static final double SCALE = 0.7;
    /** The least scale, in steps. */
    private static final double LEAST_SCALE = 0.08;

    private final ValueGrid grid;
    private final BinaryCoding coding;
    private final ColumnPlan[] plans;
    private final int rows;
    private final ColumnHistory history;
    private final ColumnModel[] models;
    private final ResidualCoder residuals;
    private final BitCounters escapes;
    private final long[] lastEscapes;
    private final boolean[] isEscaped;
    private final Unrest unrest = new Unrest();

    BoundedPass(ValueGrid grid, BinaryCoding coding, Effort effort, ColumnPlan[] plans, int rows) {
        this.grid = grid;
        this.coding = coding;
        this.plans = plans;
        this.rows = rows;
        int columns = plans.length;
        history = new ColumnHistory(plans, rows);
        models = new ColumnModel[ColumnPlans.isWide(columns) ? WIDE_MODELS : columns];
        for (int i = columns - 1; i >= 0; i--) {
            if (!plans[i].isConstant()) {
                boolean isWide = ColumnPlans.isWide(columns);
                int neighbours = isWide ? ColumnPlans.WIDE_NEIGHBOURS : plans[i].neighbours().length;
                models[model(i)] = new ColumnModel(neighbours, effort);
            }
        }
        residuals = new ResidualCoder(coding, PLACES, models.length * ResidualCoder.SETS);
        escapes = new BitCounters(3 * models.length);
        lastEscapes = new long[columns];
        Arrays.fill(lastEscapes, grid.nanBits());
        isEscaped = new boolean[columns];
    }

    /** Returns which model a column has: its own, unless the rows are wide. */
    private int model(int column) {
        return (int) ((long) column * models.length / plans.length);
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
                    fine[at] = plan.levels().fineIndex(level(fine[at], plan, at, column));
                }
            }
        }
    }

    private boolean isEscape(long fine, ColumnPlan plan, int column) {
        boolean known = fine == ValueGrid.NONE || (!plan.levels().isList() && fine % ValueGrid.FINE_STEPS != 0);
        int place = 3 * model(column) + (isEscaped[column] ? 1 : 0);
        isEscaped[column] = escapes.code(coding, known ? 1 : 0, place) == 1;
        return isEscaped[column];
    }

    /** Codes the bits of a value of no level: those of the column's escape before, or others. */
    private void codeEscape(ByteBuffer values, int at, int column) {
        int width = grid.layout().bytesPerValue();
        long known = grid.bits(values, at * width);
        boolean isSame = known == lastEscapes[column];
        if (escapes.code(coding, isSame ? 1 : 0, 3 * model(column) + 2) == 0) {
            lastEscapes[column] = coding.bits(known, width * Byte.SIZE);
        }
        grid.put(values, at * width, lastEscapes[column]);
    }

    private long level(long fine, ColumnPlan plan, int at, int column) {
        ColumnLevels levels = plan.levels();
        int number = model(column);
        ColumnModel model = models[number];
        model.predict(history, at, plan);
        long base = levels.nearest(model.blend());
        contexts(plan, at, number, base);
        double spacing = levels.spacing();
        double blend = model.blend();
        double expected = model.blendError();
        double scale = SCALE * unrest.factor();
        residuals.distribution(0, blend, expected * spacing * scale + LEAST_SCALE);
        residuals.distribution(1, model.regressed(), model.regressedError() * scale + LEAST_SCALE);
        long known = fine == ValueGrid.NONE ? 0 : levels.rank(fine);
        long rank = residuals.code(known, levels, base, number, expected);
        double position = levels.position(rank);
        unrest.learn(Math.abs(position - blend) / spacing, expected);
        model.learn(position, spacing);
        history.put(at, rank, position);
        return rank;
    }

    /** Names what is known of a value: where it is predicted, and how it and its best neighbour have moved. */
    private void contexts(ColumnPlan plan, int at, int number, long base) {
        int above = fold(history.rank(at, 1));
        int to = fold(base);
        int moves;
        if (plan.neighbours().length > 0) {
            int beside = at - plan.neighbours()[0];
            int move = fold(history.rank(beside, 0)) - fold(history.rank(beside, 1));
            moves = hash(hash(number, move), to - above);
        } else {
            int earlier = hash(fold(history.rank(at, 2)), fold(history.rank(at, 3)));
            moves = hash(hash(number, earlier), hash(above, to));
        }
        residuals.contexts(hash(number, to), moves);
    }

    private static int fold(long number) {
        return (int) (number ^ number >>> Integer.SIZE);
    }

    private static int hash(int a, int b) {
        int mixed = (a + 1) * 0x9E3779B1 ^ (b + 0x7F4A7C15) * 0x85EBCA6B;
        mixed ^= mixed >>> 15;
        mixed *= 0xC2B2AE35;
        return mixed ^ mixed >>> 13;
    }
}
