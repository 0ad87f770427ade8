package dev.hourglass.compress.codec;

import java.util.Arrays;

/**
 * The values that a column takes in a chunk, by their ranks: all of a grid, or those of a list. Positions count in
 * steps of the grid, from the lowest level of a list, or from where a grid starts. Immutable and safe for concurrent
 * use.
 */
final class ColumnLevels {
    /** What lies between the lowest levels of a grid, in fine steps. */
    private static final double FINE = ValueGrid.FINE_STEPS;

    private static final int PARTS_PER_LEVEL = 2;
    /** Positions beyond are cut, so that ranks stay whole numbers. */
    static final double MAX_POSITION = 1L << 46;

    private final int count;
    /** The level of rank 0 and position 0, in fine steps. */
    private final long origin;
    /** Of each level its position, and the edge halfway to the next: they are asked for together. */
    private final double[] table;
    /** The line of edges cut into equal parts: the first edge in each, and in those after it. */
    private final char[] firstEdges;

    private final double partsPerStep;
    private final double spacing;

    private ColumnLevels(long origin, long... fine) {
        this.origin = origin;
        count = fine.length;
        table = new double[2 * count];
        for (int i = 0; i < count; i++) {
            table[2 * i] = (fine[i] - origin) / FINE;
        }
        for (int i = 0; i < count; i++) {
            table[2 * i + 1] = i + 1 < count ? (position(i) + position(i + 1)) / 2 : Double.POSITIVE_INFINITY;
        }
        firstEdges = new char[PARTS_PER_LEVEL * count];
        double width = count < 2 ? 1 : position(count - 1) - position(0);
        partsPerStep = (firstEdges.length - 1) / width;
        spacing = count < 2 ? 1 : width / (count - 1);
        for (int part = 0, edge = 0; part < firstEdges.length; part++) {
            while (edge + 1 < count && part(edge(edge)) < part) {
                edge++;
            }
            firstEdges[part] = (char) edge;
        }
    }

    /** Returns in which part a position lies; none lies before one of a lower position. */
    private int part(double position) {
        return Math.max(0, Math.min(firstEdges.length - 1, (int) ((position - table[0]) * partsPerStep)));
    }

    /**
     * Makes those of a list.
     *
     * @param fine indices in fine steps, ascending, at least one and at most 65,536; not modified
     */
    static ColumnLevels of(long... fine) {
        return new ColumnLevels(fine[0], fine);
    }

    /**
     * Makes those of a grid: every step.
     *
     * @param start the step whose rank and position are 0
     */
    static ColumnLevels grid(long start) {
        return new ColumnLevels(start * ValueGrid.FINE_STEPS);
    }

    /** Returns the step of rank 0 of a grid. */
    long start() {
        return origin / ValueGrid.FINE_STEPS;
    }

    /** Returns whether the levels are those of a list. */
    boolean isList() {
        return count > 0;
    }

    /** Returns the list, in fine steps; empty for a grid. */
    long[] list() {
        long[] list = new long[count];
        Arrays.setAll(list, this::fineIndex);
        return list;
    }

    /** Returns the highest rank. */
    long last() {
        return isList() ? count - 1 : Long.MAX_VALUE;
    }

    /** Returns the lowest rank. */
    long first() {
        return isList() ? 0 : Long.MIN_VALUE;
    }

    /** Returns the rank of a level, which must be one. */
    long rank(long fineIndex) {
        return isList() ? nearest((fineIndex - origin) / FINE) : (fineIndex - origin) / ValueGrid.FINE_STEPS;
    }

    /** Returns the index, in fine steps, of the level of a rank, which must be one. */
    long fineIndex(long rank) {
        return origin + (isList() ? (long) (position(rank) * FINE) : rank * ValueGrid.FINE_STEPS);
    }

    /** Returns the position of a level. */
    double position(long rank) {
        return isList() ? table[2 * (int) rank] : rank;
    }

    /** Returns how far levels are apart, in the mean. */
    double spacing() {
        return spacing;
    }

    /** Returns what lies halfway between a level and the one above; infinite where there is none. */
    double edge(long rank) {
        if (!isList()) {
            return rank + 0.5;
        }
        return rank < 0 ? Double.NEGATIVE_INFINITY : table[2 * (int) Math.min(rank, count - 1) + 1];
    }

    /** Returns the rank of the level nearest to a position, which is no NaN. */
    long nearest(double position) {
        if (!isList()) {
            long most = (long) MAX_POSITION;
            return Math.max(-most, Math.min(most, (long) Math.rint(position)));
        }
        int rank = firstEdges[part(position)];
        while (position >= table[2 * rank + 1]) {
            rank++;
        }
        return rank;
    }
}
