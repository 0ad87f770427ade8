package dev.hourglass.reproduce;

/** Keeps the mean and the standard deviation of a few numbers. Not thread-safe. */
final class SampleMoments {
    private int count;
    private double sum;
    private double squares;

    void add(double value) {
        count++;
        sum += value;
        squares += value * value;
    }

    /** Returns the mean; NaN of no numbers. */
    double mean() {
        return sum / count;
    }

    /** Returns the standard deviation of these numbers themselves, 0 of one number. */
    double deviation() {
        return Math.sqrt(Math.max(0, squares / count - mean() * mean()));
    }
}
