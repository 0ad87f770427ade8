package dev.hourglass.evaluate.detection;

/**
 * Counts how alarms at one threshold agree with labels. Immutable and safe for concurrent use.
 *
 * @param threshold scores above it are alarms; not NaN
 * @param caught anomalous rows with an alarm
 * @param missed anomalous rows without
 * @param falseAlarms normal rows with an alarm
 * @param passed normal rows without
 */
public record AlarmCounts(double threshold, long caught, long missed, long falseAlarms, long passed) {
    public AlarmCounts {
        if (Double.isNaN(threshold)) {
            throw new IllegalArgumentException("threshold must be a number, but was NaN");
        }
        if (caught < 0 || missed < 0 || falseAlarms < 0 || passed < 0) {
            throw new IllegalArgumentException("counts must be at least 0, but were " + caught + ", " + missed + ", "
                    + falseAlarms + ", " + passed);
        }
    }

    /**
     * Counts the alarms among labelled rows.
     *
     * @param scores [N], not NaN; not modified
     * @param anomalous [N], whether the row is anomalous; not modified
     * @param threshold scores above it are alarms
     * @throws IllegalArgumentException if the lengths differ or a score is NaN
     */
    public static AlarmCounts of(double[] scores, boolean[] anomalous, double threshold) {
        LabelledScores.check(scores, anomalous);
        long caught = 0;
        long anomalies = 0;
        long alarms = 0;
        for (int i = 0; i < scores.length; i++) {
            boolean isAlarm = scores[i] > threshold;
            alarms += isAlarm ? 1 : 0;
            anomalies += anomalous[i] ? 1 : 0;
            caught += isAlarm && anomalous[i] ? 1 : 0;
        }
        long falseAlarms = alarms - caught;
        long passed = scores.length - anomalies - falseAlarms;
        return new AlarmCounts(threshold, caught, anomalies - caught, falseAlarms, passed);
    }

    /** Returns the number of rows. */
    public long rows() {
        return caught + missed + falseAlarms + passed;
    }

    /** Returns the number of alarms, right or false. */
    public long alarms() {
        return caught + falseAlarms;
    }

    /** Returns the share of alarms that are right; NaN where there is no alarm. */
    public double precision() {
        return (double) caught / alarms();
    }

    /** Returns the share of anomalous rows with an alarm; NaN where there is no anomalous row. */
    public double recall() {
        return (double) caught / (caught + missed);
    }

    /** Returns the share of normal rows with an alarm; NaN where there is no normal row. */
    public double falseAlarmRate() {
        return (double) falseAlarms / (falseAlarms + passed);
    }

    /** Returns the harmonic mean of precision and recall; 0 where nothing is caught, NaN with no anomaly or alarm. */
    public double f1() {
        return fBeta(1);
    }

    /**
     * Returns the weighted harmonic mean of precision and recall.
     *
     * <pre>{@code
     * F_beta = (1 + beta^2) caught / ((1 + beta^2) caught + beta^2 missed + falseAlarms)
     * }</pre>
     *
     * Source: van Rijsbergen 1979, Information Retrieval, chapter 7.
     *
     * @param beta how many times as much recall counts, above 0
     * @return in [0, 1]; NaN with no anomaly and no alarm
     */
    public double fBeta(double beta) {
        if (!(beta > 0) || Double.isInfinite(beta)) {
            throw new IllegalArgumentException("beta must be a number above 0, but was " + beta);
        }
        double square = beta * beta;
        double weighted = (1 + square) * caught;
        return weighted / (weighted + square * missed + falseAlarms);
    }
}
