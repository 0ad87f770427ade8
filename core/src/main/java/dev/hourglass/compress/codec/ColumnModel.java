package dev.hourglass.compress.codec;

import dev.hourglass.compress.entropy.LeastSquares;
import java.util.Arrays;

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

    private static final int ROWS_ABOVE = ColumnHistory.REACH;
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
        inputs = new double[1 + ROWS_ABOVE + 2 * neighbours];
        inputs[0] = BIAS;
        regression = new LeastSquares(inputs.length, ROWS_PER_LESSON);
    }

    /**
     * Returns how many values before one its prediction looks: at those above, and at neighbours and those above them.
     */
    static int[] lookedAt(int columns, int... neighbours) {
        int[] before = new int[ROWS_ABOVE + 2 * neighbours.length];
        for (int rows = 1; rows <= ROWS_ABOVE; rows++) {
            before[rows - 1] = rows * columns;
        }
        for (int i = 0; i < neighbours.length; i++) {
            before[ROWS_ABOVE + 2 * i] = neighbours[i];
            before[ROWS_ABOVE + 2 * i + 1] = neighbours[i] + columns;
        }
        return before;
    }

    /** Predicts the value at a place from those it is {@linkplain #lookedAt told} to look at. */
    void predict(ColumnHistory history, int at, int[] before) {
        history.copyPositions(at, before, inputs, 1);
        Arrays.fill(inputs, 1 + before.length, inputs.length, 0);
        above = inputs[1];
        regressed = regression.predict(inputs);
        if (regression.isNew() || !(Math.abs(regressed) <= ColumnLevels.MAX_POSITION)) {
            regressed = above;
        }
        double trust = cube(regressedError + LEAST_ERROR);
        double trustAbove = cube(aboveError + LEAST_ERROR);
        blend = (regressed * trustAbove + above * trust) / (trust + trustAbove);
    }

    private static double cube(double x) {
        return x * x * x;
    }

    /** Learns what the value was. */
    void learn(double position, double spacing) {
        aboveError += (Math.min(MAX_ERROR, Math.abs(position - above)) - aboveError) * ERROR_RATE;
        regressedError += (Math.min(MAX_ERROR, Math.abs(position - regressed)) - regressedError) * ERROR_RATE;
        double error = Math.min(MAX_ERROR, Math.abs(position - blend) / spacing);
        blendError += (error - blendError) * BLEND_RATE;
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
