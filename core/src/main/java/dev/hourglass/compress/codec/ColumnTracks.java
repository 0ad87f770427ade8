package dev.hourglass.compress.codec;

import java.util.Arrays;

/**
 * The ranks and positions of a chunk's values, as far as they are known, column after column; above its first row a
 * column is as it starts. Not thread-safe; confine to one thread.
 */
final class ColumnTracks {
    /** The most rows that can be looked back. */
    static final int REACH = 3;
    /** Rows that can be looked ahead of, in columns before; below the last row there is nothing. */
    private static final int REACH_BELOW = 1;

    private final int length;
    private final long[] ranks;
    private final double[] positions;

    ColumnTracks(ColumnPlan[] plans, int rows) {
        length = REACH + rows + REACH_BELOW;
        int places = Math.multiplyExact(plans.length, length);
        ranks = new long[places];
        positions = new double[places];
        for (int column = 0; column < plans.length; column++) {
            ColumnPlan plan = plans[column];
            int first = column * length;
            Arrays.fill(ranks, first, first + REACH, plan.start());
            Arrays.fill(positions, first, first + REACH, plan.levels().position(plan.start()));
        }
    }

    /** Returns how far the places of a row's values in columns beside each other are apart; those of rows by 1. */
    int stride() {
        return length;
    }

    /** Returns the place of a value. */
    int place(int row, int column) {
        return column * length + REACH + row;
    }

    long rank(int place) {
        return ranks[place];
    }

    /** Returns 32 bits of the rank. */
    int foldedRank(int place) {
        return RankHash.fold(ranks[place]);
    }

    /** Returns the positions, by place; not to be modified. */
    double[] positions() {
        return positions;
    }

    /** Remembers a value. */
    void put(int place, long rank, double position) {
        ranks[place] = rank;
        positions[place] = position;
    }
}
