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
    /** Counters: as many as a core's second cache holds; more would be a little better and much slower. */
    private static final int PLACES = 1 << 16;
    /** Wide rows share models, each of columns that lie together. */
    private static final int WIDE_MODELS = 8;
    /** Runs of one level count up to this, and from there on by their bits. */
    private static final int LONG_RUN = 20;
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
    private final int[] runs;

    BoundedPass(ValueGrid grid, BinaryCoding coding, ColumnPlan[] plans, int rows) {
        this.grid = grid;
        this.coding = coding;
        this.plans = plans;
        this.rows = rows;
        int columns = plans.length;
        history = new ColumnHistory(plans, rows);
        models = new ColumnModel[ColumnPlans.isWide(columns) ? WIDE_MODELS : columns];
        for (int i = columns - 1; i >= 0; i--) {
            if (!plans[i].isConstant()) {
                int inputs = ColumnPlans.isWide(columns) ? ColumnPlan.MAX_NEIGHBOURS : plans[i].neighbours().length;
                models[model(i)] = new ColumnModel(inputs);
            }
        }
        residuals = new ResidualCoder(coding, PLACES, models.length * ResidualCoder.SETS);
        escapes = new BitCounters(3 * models.length);
        lastEscapes = new long[columns];
        Arrays.fill(lastEscapes, grid.nanBits());
        isEscaped = new boolean[columns];
        runs = new int[columns];
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
        contexts(plan, at, column, base, model);
        double spacing = levels.spacing();
        residuals.distribution(0, model.blend(), model.blendError() * spacing * SCALE + LEAST_SCALE);
        residuals.distribution(1, model.regressed(), model.regressedError() * SCALE + LEAST_SCALE);
        long known = fine == ValueGrid.NONE ? 0 : levels.rank(fine);
        long rank = residuals.code(known, levels, base, number, model.blendError());
        double position = levels.position(rank);
        model.learn(position, spacing);
        runs[column] = rank == history.rank(at, 1) ? runs[column] + 1 : 0;
        history.put(at, rank, position);
        return rank;
    }

    private void contexts(ColumnPlan plan, int at, int column, long base, ColumnModel model) {
        int seed = model(column) + 1;
        int above = fold(history.rank(at, 1));
        int to = fold(base);
        int error = Integer.SIZE - Integer.numberOfLeadingZeros((int) (4 * model.blendError()));
        int quarter = quarter(plan.levels(), base, model.blend());
        residuals.context(0, hash(seed, 4 * error + quarter, 0));
        residuals.context(1, hash(hash(seed, above, 1), to, 1));
        residuals.context(4, hash(seed, to, 4));
        if (plan.neighbours().length > 0) {
            int beside = at - plan.neighbours()[0];
            int now = fold(history.rank(beside, 0));
            int before = fold(history.rank(beside, 1));
            residuals.context(2, hash(hash(hash(seed, now, 2), above, 2), to, 2));
            residuals.context(3, hash(hash(seed, now - before, 3), to - above, 3));
        } else {
            int run = runs[column] < LONG_RUN
                    ? runs[column]
                    : LONG_RUN + Integer.SIZE - Integer.numberOfLeadingZeros(runs[column]);
            int earlier = hash(fold(history.rank(at, 2)), fold(history.rank(at, 3)), 3);
            residuals.context(2, hash(seed, run, 2));
            residuals.context(3, hash(hash(seed, earlier, 3), hash(above, to, 3), 3));
        }
    }

    /** Returns in which quarter of its level's cell a prediction lies. */
    private static int quarter(ColumnLevels levels, long base, double blend) {
        double size = levels.edge(base) - levels.edge(base - 1);
        double off = (blend - levels.position(base)) / (size <= ColumnLevels.MAX_POSITION ? size : 1);
        return (int) Math.max(0, Math.min(3, 4 * (off + 0.5)));
    }

    private static int fold(long number) {
        return (int) (number ^ number >>> Integer.SIZE);
    }

    private static int hash(int a, int b, int salt) {
        int mixed = (a + salt) * 0x9E3779B1 ^ (b + 0x7F4A7C15) * 0x85EBCA6B;
        mixed ^= mixed >>> 15;
        mixed *= 0xC2B2AE35;
        return mixed ^ mixed >>> 13;
    }
}
