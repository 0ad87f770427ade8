package dev.hourglass.compress.codec;

/**
 * The ranks and positions of a chunk's values, as far as they are known, row after row. Not thread-safe; confine to one
 * thread.
 */
final class ColumnHistory {
    private final int columns;
    private final ColumnPlan[] plans;
    private final long[] ranks;
    private final double[] positions;

    ColumnHistory(ColumnPlan[] plans, int rows) {
        this.plans = plans;
        this.columns = plans.length;
        ranks = new long[rows * columns];
        positions = new double[rows * columns];
    }

    /** Returns the rank some rows above a place; before the first row, that of the first. */
    long rank(int at, int rowsAbove) {
        int from = at - rowsAbove * columns;
        return from < 0 ? plans[Math.floorMod(from, columns)].start() : ranks[from];
    }

    /** Returns 32 bits of the rank some rows above a place. */
    int foldedRank(int at, int rowsAbove) {
        return RankHash.fold(rank(at, rowsAbove));
    }

    /** Returns the position of that rank. */
    double position(int at, int rowsAbove) {
        int from = at - rowsAbove * columns;
        return from < 0 ? start(from) : positions[from];
    }

    /** Returns what stands for a value before the first row. */
    private double start(int before) {
        ColumnPlan plan = plans[Math.floorMod(before, columns)];
        return plan.levels().position(plan.start());
    }

    /** Remembers a value. */
    void put(int at, long rank, double position) {
        ranks[at] = rank;
        positions[at] = position;
    }
}
