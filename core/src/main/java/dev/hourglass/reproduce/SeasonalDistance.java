package dev.hourglass.reproduce;

/**
 * Measures how far a value is from those of the same phase: the least distance to the values one, two or three seasons
 * ago, up to two rows early or late, as the mean over six rows. Keeps three seasons. Not thread-safe.
 */
final class SeasonalDistance {
    private static final int SEASONS = 3;
    private static final int EARLY_OR_LATE = 2;
    private static final int SMOOTHED = 6;

    private final int period;
    private final double[] values; // a ring
    private final double[] distances = new double[SMOOTHED]; // a ring
    private int row;

    /** Prepares for a period of so many rows; 0 for none, where every distance is 0. */
    SeasonalDistance(int period) {
        this.period = period;
        this.values = new double[SEASONS * period + EARLY_OR_LATE + 1];
    }

    /** Takes the next value and returns its distance. */
    double add(double value) {
        double least = Double.POSITIVE_INFINITY;
        for (int ago = 1; ago <= SEASONS && period > 0; ago++) {
            int same = row - ago * period;
            for (int other = same - EARLY_OR_LATE; other <= same + EARLY_OR_LATE; other++) {
                // Rows with fewer neighbours than all others would seem farther away.
                if (same >= EARLY_OR_LATE && other < row) {
                    least = Math.min(least, Math.abs(value - values[other % values.length]));
                }
            }
        }
        values[row % values.length] = value;
        distances[row % SMOOTHED] = Double.isInfinite(least) ? 0 : least;
        row++;
        double sum = 0;
        for (double distance : distances) {
            sum += distance;
        }
        return sum / Math.min(row, SMOOTHED);
    }
}
