package dev.hourglass.anomaly;

import java.util.Arrays;
import java.util.List;

/** What a detector says of rows, one after the other. Immutable and safe for concurrent use. */
public final class Verdicts {
    private final Detector detector;
    private final double[] scores;
    private final float[] contributions;
    private final float[] values;

    Verdicts(Detector detector, double[] scores, float[] contributions, float[] values) {
        this.detector = detector;
        this.scores = scores;
        this.contributions = contributions;
        this.values = values;
    }

    /** Returns N. */
    public int rows() {
        return scores.length;
    }

    /** Returns the score of a row; higher is more anomalous. */
    public double score(int row) {
        return scores[row];
    }

    /** Returns the scores, [N]; a copy. */
    public double[] scores() {
        return scores.clone();
    }

    /** Returns the probability that a normal row scores lower, in [0, 1]. */
    public double probability(int row) {
        return detector.alarming().calibration().probability(scores[row]);
    }

    /** Returns whether a row is worth an alarm. */
    public boolean isAlarm(int row) {
        return detector.threshold().isAlarm(scores[row]);
    }

    /** Returns the number of rows worth an alarm. */
    public int alarms() {
        int count = 0;
        for (double score : scores) {
            count += detector.threshold().isAlarm(score) ? 1 : 0;
        }
        return count;
    }

    /**
     * Returns the columns that add most to the score of a row, the first of them most.
     *
     * @param row counted from 0
     * @param count how many at most
     */
    public List<Reason> reasons(int row, int count) {
        return detector.columns().reasons(contributions, values, row, detector.reference(), count);
    }

    /** Returns how much each value of a row adds to its score, [D]; only how they compare means something. */
    public float[] contributions(int row) {
        int features = detector.subject().features();
        return Arrays.copyOfRange(contributions, row * features, (row + 1) * features);
    }
}
