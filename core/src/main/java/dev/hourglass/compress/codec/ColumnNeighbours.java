package dev.hourglass.compress.codec;

import java.util.Arrays;

/**
 * Finds, for each column, the columns before it that move with it: by the correlation of their changes, or, less, of
 * their values, over some rows.
 */
final class ColumnNeighbours {
    private static final int MAX_SAMPLES = 1024;
    private static final double SHARE_OF_VALUES = 0.7;
    private static final double TINY = 1e-9;

    private final double[][] values;
    private final double[][] changes;

    /**
     * Looks at some rows.
     *
     * @param fine [V, R] indices, not modified
     * @param plans of the V columns
     */
    ColumnNeighbours(long[] fine, int rows, ColumnPlan[] plans) {
        values = new double[plans.length][];
        changes = new double[plans.length][];
        for (int column = 0; column < plans.length; column++) {
            if (!plans[column].isConstant()) {
                sample(fine, rows, column);
            }
        }
    }

    private void sample(long[] fine, int rows, int column) {
        int every = Math.max(1, rows / MAX_SAMPLES);
        int count = Math.max(0, (rows - 1) / every);
        values[column] = new double[count];
        changes[column] = new double[count];
        for (int i = 0; i < count; i++) {
            int at = column * rows + i * every + 1;
            double now = fine[at] == ValueGrid.NONE ? 0 : fine[at];
            double before = fine[at - 1] == ValueGrid.NONE ? 0 : fine[at - 1];
            values[column][i] = now;
            changes[column][i] = now - before;
        }
        normalize(values[column], mean(values[column]));
        normalize(changes[column], 0);
    }

    private static double mean(double[] sample) {
        double sum = 0;
        for (double value : sample) {
            sum += value;
        }
        return sum / Math.max(1, sample.length);
    }

    /** Shifts and scales a sample so that its squares sum to 1. */
    private static void normalize(double[] sample, double mean) {
        double squares = TINY;
        for (double value : sample) {
            squares += (value - mean) * (value - mean);
        }
        double scale = 1 / Math.sqrt(squares);
        for (int i = 0; i < sample.length; i++) {
            sample[i] = (sample[i] - mean) * scale;
        }
    }

    /** Returns how far to the left the best neighbours of a column are, at most so many, the best first. */
    int[] of(int column, int max) {
        int[] best = new int[max];
        double[] scores = new double[max];
        int found = 0;
        for (int distance = 1; distance <= Math.min(column, ColumnPlan.MAX_DISTANCE); distance++) {
            if (values[column - distance] != null) {
                found = insert(best, scores, found, distance, score(column, column - distance));
            }
        }
        return Arrays.copyOf(best, found);
    }

    private double score(int column, int other) {
        double together = Math.abs(dot(changes[column], changes[other]));
        return Math.max(together, SHARE_OF_VALUES * Math.abs(dot(values[column], values[other])));
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** Puts a neighbour in its place among the best so far; returns how many there are. */
    private static int insert(int[] best, double[] scores, int found, int distance, double score) {
        int at = found;
        while (at > 0 && scores[at - 1] < score) {
            at--;
        }
        if (at == best.length) {
            return found;
        }
        int size = Math.min(found + 1, best.length);
        for (int i = size - 1; i > at; i--) {
            best[i] = best[i - 1];
            scores[i] = scores[i - 1];
        }
        best[at] = distance;
        scores[at] = score;
        return size;
    }
}
