package dev.hourglass.compress.codec;

/**
 * Finds the period of a column: after how many rows its values are most like what they were, in the mean of squares
 * over the last 4096 rows, a longer one only where it is better by a fiftieth. It is looked for when the rows have
 * doubled from 64 on, and every 2048 rows. Not thread-safe; confine to one thread.
 */
final class Season {
    private static final int SHORTEST = 4;
    private static final int LONGEST = 1100;
    private static final int ROWS = 4096;
    private static final int FIRST_LOOK = 64;
    private static final int ROWS_PER_LOOK = 2048;
    private static final double BETTER = 0.98;
    private static final double MOST = 1e6;

    private final ColumnHistory history;
    private int rows;
    private int period = SHORTEST;

    Season(ColumnHistory history) {
        this.history = history;
    }

    /** Returns the period, in rows, at least 4. */
    int period() {
        return period;
    }

    /** Learns that one more value is known, the one at a place. */
    void learn(int at) {
        rows++;
        boolean isPower = rows >= FIRST_LOOK && (rows & rows - 1) == 0;
        if (isPower || rows % ROWS_PER_LOOK == 0) {
            look(at);
        }
    }

    private void look(int at) {
        int count = Math.min(rows, ROWS);
        double least = Double.POSITIVE_INFINITY;
        for (int lag = SHORTEST; lag <= Math.min(LONGEST, count / 2); lag++) {
            double mean = meanSquare(at, lag, count - lag);
            if (mean < least * BETTER) {
                least = mean;
                period = lag;
            }
        }
    }

    private double meanSquare(int at, int lag, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            double difference = history.position(at, i) - history.position(at, i + lag);
            sum += Math.min(MOST, difference * difference);
        }
        return sum / count;
    }
}
