package dev.hourglass.anomaly.threshold;

/**
 * Says how an {@link AdaptiveThreshold} follows a stream.
 *
 * @param falseAlarmRate the share of normal rows that are to give an alarm, above 0 and below tailShare
 * @param tailShare the share of the first scores that the tail is fitted to, above 0 and at most 0.5
 * @param window scores are measured from the mean of so many before them, so that slow drift gives no alarm; 0 measures
 *     them as they are; at most 100,000
 * @param maxPeaks the tail is fitted to the latest so many of its scores, in [20, 10,000]
 */
public record AdaptiveThresholdConfig(double falseAlarmRate, double tailShare, int window, int maxPeaks) {
    private static final int MAX_WINDOW = 100_000;
    private static final int MAX_MAX_PEAKS = 10_000;

    public AdaptiveThresholdConfig {
        if (!(tailShare > 0 && tailShare <= 0.5)) {
            throw new IllegalArgumentException("tailShare must be above 0 and at most 0.5, but was " + tailShare);
        }
        if (!(falseAlarmRate > 0 && falseAlarmRate < tailShare)) {
            throw new IllegalArgumentException(
                    "falseAlarmRate must be above 0 and below tailShare " + tailShare + ", but was " + falseAlarmRate);
        }
        if (window < 0 || window > MAX_WINDOW) {
            throw new IllegalArgumentException("window must be in [0, " + MAX_WINDOW + "], but was " + window);
        }
        if (maxPeaks < ParetoFit.LEAST_VALUES || maxPeaks > MAX_MAX_PEAKS) {
            throw new IllegalArgumentException(
                    "maxPeaks must be in [" + ParetoFit.LEAST_VALUES + ", " + MAX_MAX_PEAKS + "], but was " + maxPeaks);
        }
    }

    /**
     * Returns a tail of 2 % (Siffer et al. 2017, section 4.2.3: the quantile 0.98), of the latest 500 scores in it.
     *
     * @param falseAlarmRate the share of normal rows that are to give an alarm
     */
    public static AdaptiveThresholdConfig defaults(double falseAlarmRate) {
        return new AdaptiveThresholdConfig(falseAlarmRate, 0.02, 0, 500);
    }

    /** Returns the same with another window. */
    public AdaptiveThresholdConfig withWindow(int rows) {
        return new AdaptiveThresholdConfig(falseAlarmRate, tailShare, rows, maxPeaks);
    }
}
