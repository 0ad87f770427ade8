package dev.hourglass.compress.codec;

/**
 * How much farther predictions are off just now than of late, over columns: what disturbs one often disturbs those
 * beside it.
 *
 * <pre>{@code
 * u <- u + (min(6, (e + 0.1) / (expected e + 0.1)) - u) / 10        factor = 0.3 + 0.7 u
 * }</pre>
 *
 * Not thread-safe; confine to one thread.
 */
final class Unrest {
    private static final double RATE = 0.1;
    private static final double SHARE = 0.7;
    private static final double LEAST_ERROR = 0.1;
    private static final double MOST = 6;

    private double ratio = 1;

    /** Returns what expected errors are to be multiplied by. */
    double factor() {
        return 1 - SHARE + SHARE * ratio;
    }

    /** Learns how far off a prediction was, and how far it was expected to be; in levels. */
    void learn(double error, double expected) {
        ratio += (Math.min(MOST, (error + LEAST_ERROR) / (expected + LEAST_ERROR)) - ratio) * RATE;
    }
}
