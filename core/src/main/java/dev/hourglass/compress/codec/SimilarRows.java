package dev.hourglass.compress.codec;

/**
 * Remembers how far predictions were off in the rows before, and tells it from those rows whose values went the way
 * that they now go: of the value at hand and of those before it in the order of the table,
 *
 * <pre>{@code
 * d_j <- 0.9 d_j + min(100, ((x - x_j) / (e + 0.5))^2)         x_j the value j rows above, e the error of late
 * residual = sum_j q_j^4 r_j / sum_j q_j^4                     q_j = (min d + 0.3) / (d_j + 0.3), those above 0.3
 * }</pre>
 *
 * over the 512 rows above; r_j is how far the prediction was off there. Not thread-safe; confine to one thread.
 */
final class SimilarRows {
    private static final int ROWS = 512;
    private static final double MEMORY = 0.9;
    private static final double MOST = 100;
    private static final double LEAST_DISTANCE = 0.3;
    private static final double LEAST_ERROR = 0.5;
    private static final double LEAST_LIKENESS = 0.3;

    private final ColumnHistory history;
    private final int columns;
    private final double[] residuals;
    private final double[] distances = new double[ROWS];

    SimilarRows(ColumnHistory history, int columns, int rows) {
        this.history = history;
        this.columns = columns;
        residuals = new double[Math.multiplyExact(rows, columns)];
    }

    /** Returns how far a prediction at a place will be off. */
    double residual(int at) {
        int rows = Math.min(ROWS, at / columns);
        double least = Double.POSITIVE_INFINITY;
        for (int j = 0; j < rows; j++) {
            least = Math.min(least, distances[j]);
        }
        double sum = 0;
        double weights = 0;
        for (int j = 0, from = at - columns; j < rows; j++, from -= columns) {
            double likeness = (least + LEAST_DISTANCE) / (distances[j] + LEAST_DISTANCE);
            if (likeness > LEAST_LIKENESS) {
                double squared = likeness * likeness;
                weights += squared * squared;
                sum += squared * squared * residuals[from];
            }
        }
        return weights == 0 ? 0 : sum / weights;
    }

    /** Learns the value at a place, how far its prediction was off, and how far such predictions were off of late. */
    void learn(int at, double position, double residual, double error) {
        residuals[at] = residual;
        int rows = Math.min(ROWS, at / columns);
        double scale = 1 / (error + LEAST_ERROR);
        for (int j = 0, rowsAbove = 1; j < rows; j++, rowsAbove++) {
            double difference = (position - history.position(at, rowsAbove)) * scale;
            distances[j] = MEMORY * distances[j] + Math.min(MOST, difference * difference);
        }
    }
}
