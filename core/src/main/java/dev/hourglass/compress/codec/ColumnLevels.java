package dev.hourglass.compress.codec;

import java.util.Arrays;

/**
 * The values that a column takes in a chunk, by their ranks: all of a grid, or those of a list. Positions count in
 * steps of the grid. Immutable and safe for concurrent use.
 */
final class ColumnLevels {
    /** What lies between the lowest levels of a grid, in fine steps. */
    private static final double FINE = ValueGrid.FINE_STEPS;

    private static final int PARTS_PER_LEVEL = 4;
    /** Positions beyond are cut, so that ranks stay whole numbers. */
    static final double MAX_POSITION = 1L << 46;

    /** Every step of the grid. */
    static final ColumnLevels GRID = new ColumnLevels(new long[0]);

    private final long[] fine;
    private final double[] positions;
    private final double[] edges;
    /** The line of edges cut into equal parts: the first edge in each, and in those after it. */
    private final int[] firstEdges;

    private final double partsPerStep;

    private ColumnLevels(long[] fine) {
        this.fine = fine;
        this.positions = Arrays.stream(fine).mapToDouble(index -> index / FINE).toArray();
        this.edges = new double[fine.length];
        Arrays.fill(edges, Double.POSITIVE_INFINITY);
        for (int i = 0; i + 1 < fine.length; i++) {
            edges[i] = (positions[i] + positions[i + 1]) / 2;
        }
        firstEdges = new int[PARTS_PER_LEVEL * fine.length];
        double width = fine.length < 2 ? 1 : positions[fine.length - 1] - positions[0];
        partsPerStep = (firstEdges.length - 1) / width;
        for (int k = 0, edge = 0; k < firstEdges.length; k++) {
            while (edge + 1 < fine.length && part(edges[edge]) < k) {
                edge++;
            }
            firstEdges[k] = edge;
        }
    }

    /** Returns in which part a position lies; none lies before one of a lower position. */
    private int part(double position) {
        return (int) Math.max(0, Math.min(firstEdges.length - 1, (position - positions[0]) * partsPerStep));
    }

    /**
     * Makes those of a list.
     *
     * @param fine indices in fine steps, ascending, at least one; kept
     */
    static ColumnLevels of(long... fine) {
        return new ColumnLevels(fine);
    }

    /** Returns whether the levels are those of a list. */
    boolean isList() {
        return fine.length > 0;
    }

    /** Returns a copy of the list; empty for a grid. */
    long[] list() {
        return fine.clone();
    }

    /** Returns the highest rank. */
    long last() {
        return isList() ? fine.length - 1 : Long.MAX_VALUE;
    }

    /** Returns the lowest rank. */
    long first() {
        return isList() ? 0 : Long.MIN_VALUE;
    }

    /** Returns the rank of a level, which must be one. */
    long rank(long fineIndex) {
        return isList() ? nearest(fineIndex / FINE) : fineIndex / ValueGrid.FINE_STEPS;
    }

    /** Returns the index, in fine steps, of the level of a rank, which must be one. */
    long fineIndex(long rank) {
        return isList() ? fine[(int) rank] : rank * ValueGrid.FINE_STEPS;
    }

    /** Returns the position of a level. */
    double position(long rank) {
        return isList() ? positions[(int) rank] : rank;
    }

    /** Returns how far levels are apart, in the mean. */
    double spacing() {
        return fine.length < 2 ? 1 : (positions[fine.length - 1] - positions[0]) / (fine.length - 1);
    }

    /** Returns what lies halfway between a level and the one above; infinite where there is none. */
    double edge(long rank) {
        if (!isList()) {
            return rank + 0.5;
        }
        return rank < 0 ? Double.NEGATIVE_INFINITY : edges[(int) Math.min(rank, edges.length - 1)];
    }

    /** Returns the rank of the level nearest to a position, which is no NaN. */
    long nearest(double position) {
        if (!isList()) {
            return (long) Math.rint(Math.max(-MAX_POSITION, Math.min(MAX_POSITION, position)));
        }
        int rank = firstEdges[part(position)];
        while (position >= edges[rank]) {
            rank++;
        }
        return rank;
    }
}
