package dev.hourglass.compress.codec;

import java.util.Arrays;

/**
 * How much farther predictions are off just now than of late, over columns: what disturbs one often disturbs those
 * beside it.
 *
 * <pre>{@code
 * u <- u + (min(6, (e + 0.1) / (expected e + 0.1)) - u) / 10        factor = 0.3 + 0.7 u
 * }</pre>
 *
 * There is one for each row, or for all of them. Not thread-safe; confine to one thread.
 */
final class Unrest {
    private static final double RATE = 0.1;
    private static final double SHARE = 0.7;
    private static final double LEAST_ERROR = 0.1;
    private static final double MOST = 6;

    private final double[] ratios;

    /** Knows nothing yet of so many rows, or of one that stands for all. */
    Unrest(int rows) {
        ratios = new double[rows];
        Arrays.fill(ratios, 1);
    }

    /** Returns what errors expected in a row are to be multiplied by. */
    double factor(int row) {
        return 1 - SHARE + SHARE * ratios[row];
    }

    /** Learns how far off a prediction was in a row, and how far it was expected to be; in levels. */
    void learn(int row, double error, double expected) {
        ratios[row] += (Math.min(MOST, (error + LEAST_ERROR) / (expected + LEAST_ERROR)) - ratios[row]) * RATE;
    }
}
