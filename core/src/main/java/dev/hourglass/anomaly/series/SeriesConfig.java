package dev.hourglass.anomaly.series;

/**
 * Says how a series is cut and what is taken off it first. Immutable and safe for concurrent use.
 *
 * @param window W, rows of one window, in [1, 65,536]
 * @param maxPeriod the longest season to look for, in rows, at least 0; 0 looks for none
 */
public record SeriesConfig(int window, int maxPeriod) {
    /** The most rows of one window. */
    public static final int MAX_WINDOW = 1 << 16;

    /** The longest season looked for where nothing else is asked for: a day of minutes. */
    public static final int DEFAULT_MAX_PERIOD = 1440;

    public SeriesConfig {
        if (window < 1 || window > MAX_WINDOW) {
            throw new IllegalArgumentException("window must be in [1, " + MAX_WINDOW + "], but was " + window);
        }
        if (maxPeriod < 0) {
            throw new IllegalArgumentException("maxPeriod must be at least 0, but was " + maxPeriod);
        }
    }

    /** Returns windows of so many rows, with a season taken off where there is one. */
    public static SeriesConfig defaults(int window) {
        return new SeriesConfig(window, DEFAULT_MAX_PERIOD);
    }

    /** Returns a copy that looks for seasons up to another length, or for none. */
    public SeriesConfig withMaxPeriod(int changed) {
        return new SeriesConfig(window, changed);
    }
}
