package dev.hourglass.bench;

import java.util.Locale;

/**
 * What is asked for of compressing and of restoring.
 *
 * @param isRate whether it is megabytes a second, at least; else seconds, at most
 * @param value of them
 */
record CompressionGoal(boolean isRate, double value) {
    /** Nothing is asked for; seconds are shown. */
    static final CompressionGoal NONE = new CompressionGoal(false, Double.POSITIVE_INFINITY);

    private static final double MEGABYTE = 1e6;

    static CompressionGoal megabytesPerSecond(double least) {
        return new CompressionGoal(true, least);
    }

    static CompressionGoal seconds(double most) {
        return new CompressionGoal(false, most);
    }

    /** Reads what {@link #toString} wrote. */
    static CompressionGoal parse(String text) {
        if (text.equals(NONE.toString())) {
            return NONE;
        }
        String[] words = text.split(" ", -1);
        return new CompressionGoal(words[1].equals("MB/s"), Double.parseDouble(words[0]));
    }

    /** Returns a measurement in the goal's unit. */
    double of(long bytes, double seconds) {
        return isRate ? bytes / MEGABYTE / seconds : seconds;
    }

    /** Returns whether a measurement in its unit reaches it. */
    boolean isReached(double measured) {
        return isRate ? measured >= value : measured <= value;
    }

    @Override
    public String toString() {
        return Double.isInfinite(value) ? "-" : String.format(Locale.ROOT, "%.1f %s", value, isRate ? "MB/s" : "s");
    }
}
