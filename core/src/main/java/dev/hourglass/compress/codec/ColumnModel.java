package dev.hourglass.compress.codec;

import dev.hourglass.compress.entropy.LeastSquares;

/**
 * Predicts the values of a column: by the value above, by a regression on the values above and on its neighbours, and
 * by the mean of both, each weighted by how well it did of late,
 *
 * <pre>{@code
 * blend = sum_i p_i / (e_i + 0.02)^3 / sum_i 1 / (e_i + 0.02)^3        e_i <- e_i + (|y - p_i| - e_i) / 25
 * }</pre>
 *
 * in float64, in steps of the grid. Not thread-safe; confine to one thread.
 */
final class ColumnModel {
    /** The constant input: as large as values are, so that the ridge leaves it alone. */
    private static final double BIAS = 16;

    private static final int ROWS_ABOVE = ColumnTracks.REACH;
    /** Of so many neighbours, the best ones, the value below is looked at too. */
    private static final int SEEN_BELOW = 2;

    private static final int ROWS_PER_LESSON = 4;
    private static final double ERROR_RATE = 0.04;
    private static final double BLEND_RATE = 0.06;
    private static final double MAX_ERROR = 1000;
    private static final double LEAST_ERROR = 0.02;

    private final LeastSquares regression;
    private final double[] inputs;
    private double above;
    private double regressed;
    private double blend;
    private double aboveError = 1;
    private double regressedError = 1;
    private double blendError;

    /**
     * Makes a model.
     *
     * @param neighbours that columns have, at most
     */
    ColumnModel(int neighbours) {
        inputs = new double[inputs(neighbours)];
        inputs[0] = BIAS;
        regression = new LeastSquares(inputs.length, ROWS_PER_LESSON);
    }

    /**
     * Returns how many places before that of a value those lie which its prediction looks at: the values above, and of
     * neighbours the values beside, above and, of the best, below.
     *
     * @param stride of places from column to column
     */
    static int[] lookedAt(int stride, int... neighbours) {
        int[] before = new int[inputs(neighbours.length) - 1];
        int next = 0;
        for (int rows = 1; rows <= ROWS_ABOVE; rows++) {
            before[next++] = rows;
        }
        for (int i = 0; i < neighbours.length; i++) {
            int beside = neighbours[i] * stride;
            before[next++] = beside;
            before[next++] = beside + 1;
            if (i < SEEN_BELOW) {
                before[next++] = beside - 1;
            }
        }
        return before;
    }

    private static int inputs(int neighbours) {
        return 1 + ROWS_ABOVE + 2 * neighbours + Math.min(neighbours, SEEN_BELOW);
    }

    /** Predicts the value at a place from those it is {@linkplain #lookedAt told} to look at. */
    void predict(ColumnTracks tracks, int place, int[] before) {
        regressed = regression.predict(tracks.positions(), place, before, inputs);
        above = inputs[1];
        if (regression.isNew() || !(Math.abs(regressed) <= ColumnLevels.MAX_POSITION)) {
            regressed = above;
        }
        double trust = cube(regressedError + LEAST_ERROR);
        double trustAbove = cube(aboveError + LEAST_ERROR);
        blend = above + (regressed - above) * (trustAbove / (trust + trustAbove));
    }

    private static double cube(double x) {
        return x * x * x;
    }

    /**
     * Learns what the value was.
     *
     * @param error how far the blend was off, in levels
     */
    void learn(double position, double error) {
        aboveError += (Math.min(MAX_ERROR, Math.abs(position - above)) - aboveError) * ERROR_RATE;
        regressedError += (Math.min(MAX_ERROR, Math.abs(position - regressed)) - regressedError) * ERROR_RATE;
        blendError += (Math.min(MAX_ERROR, error) - blendError) * BLEND_RATE;
        regression.learn(inputs, position);
    }

    /** Returns the prediction by regression. */
    double regressed() {
        return regressed;
    }

    /** Returns the prediction by all. */
    double blend() {
        return blend;
    }

    /** Returns how far the regression was off of late, in steps. */
    double regressedError() {
        return regressedError;
    }

    /** Returns how far the blend was off of late, in levels. */
    double blendError() {
        return blendError;
    }
}
