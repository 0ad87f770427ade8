package dev.hourglass.anomaly;

import dev.hourglass.data.TimeColumn;
import java.util.OptionalDouble;

/**
 * Says when rows come.
 *
 * @param column the column that says when, no feature; empty where there is none
 * @param startSeconds the time of the first training row, in seconds since 1970; NaN where nobody knows
 * @param stepSeconds the seconds between rows; NaN where nobody knows
 */
public record Timing(String column, double startSeconds, double stepSeconds) {
    /** Nobody knows. */
    public static final Timing NONE = new Timing("", Double.NaN, Double.NaN);

    private static final double SECONDS_PER_DAY = 24 * 60 * 60;

    /** Returns what was found of a column. */
    public static Timing of(TimeColumn.Found found) {
        return new Timing(found.name(), found.startSeconds(), found.stepSeconds());
    }

    /** Returns whether rows come at even steps that are known. */
    public boolean isKnown() {
        return Double.isFinite(startSeconds) && stepSeconds > 0;
    }

    /** Returns how many rows a day has; NaN where nobody knows. */
    public double rowsPerDay() {
        return isKnown() ? SECONDS_PER_DAY / stepSeconds : Double.NaN;
    }

    /**
     * Returns how many rows after the first training row a row comes.
     *
     * @param when what its cell says
     * @return 0 where nobody knows; below 0 for a row before
     */
    public long rowAt(String when) {
        OptionalDouble seconds = isKnown() ? TimeColumn.seconds(when) : OptionalDouble.empty();
        return seconds.isPresent() ? Math.round((seconds.getAsDouble() - startSeconds) / stepSeconds) : 0;
    }
}
