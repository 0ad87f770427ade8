package dev.hourglass.evaluate.detection;

import java.util.List;

/**
 * Holds the scores of one series of the Numenta anomaly benchmark and the windows in which its anomalies lie.
 *
 * <p>Immutable and safe for concurrent use, as long as nobody writes to the scores.
 */
public final class NabSeries {
    /** The share of rows at the start of a series that are not judged. */
    private static final double PROBATION_SHARE = 0.15;

    /** Series are treated as if they had no more rows than this when the unjudged ones are counted. */
    private static final int PROBATION_ROWS = 5000;

    private final double[] scores;
    private final List<AnomalyRange> windows;

    /**
     * Wraps scores.
     *
     * @param scores [T], one a row, not NaN, higher is more anomalous; shared
     * @param windows the windows in order, without overlap
     * @throws IllegalArgumentException if a score is NaN, or the windows overlap or leave the series
     */
    public NabSeries(double[] scores, List<AnomalyRange> windows) {
        this.scores = scores;
        this.windows = List.copyOf(windows);
        for (int i = 0; i < scores.length; i++) {
            if (Double.isNaN(scores[i])) {
                throw new IllegalArgumentException("scores must be numbers, but that of row " + i + " was NaN");
            }
        }
        int free = 0;
        for (AnomalyRange window : this.windows) {
            if (window.first() < free || window.last() >= scores.length) {
                throw new IllegalArgumentException("windows must be in order, without overlap and within "
                        + scores.length + " rows, but one was " + window);
            }
            free = window.last() + 1;
        }
    }

    /** Returns the number of rows at the start of a series of so many that are not judged: 15 %, at most 750. */
    public static int probation(int rows) {
        return (int) (PROBATION_SHARE * Math.min(rows, PROBATION_ROWS));
    }

    /** Returns T, the number of rows. */
    public int rows() {
        return scores.length;
    }

    /** Returns the score of a row. */
    public double score(int row) {
        return scores[row];
    }

    /** Returns the windows, in order. */
    public List<AnomalyRange> windows() {
        return windows;
    }
}
