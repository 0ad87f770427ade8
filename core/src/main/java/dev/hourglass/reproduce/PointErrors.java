package dev.hourglass.reproduce;

import dev.hourglass.anomaly.series.Windows;
import java.util.Arrays;
import java.util.List;

/**
 * Turns the squared errors of windows into scores of points: each value has the mean error over the windows that hold
 * it, then the errors of a row are added up, as they are or each held to what is usual for its column.
 */
final class PointErrors {
    private static final int CHUNK = 2000;
    private static final double USUAL = 0.99;
    private static final double FLOOR = 0.1;

    /** Reconstructs windows. */
    @FunctionalInterface
    interface Errors {
        /** Returns the squared errors of the first {@code count} windows of a buffer, [count, W D]. */
        float[] of(float[] windows, int count);
    }

    private final int columns;
    private final float[] train; // [T, D]
    private final float[] test; // [T, D]

    /** Merges the errors of several models of the same windows, adding them up. */
    PointErrors(MachineSeries machine, int window, List<Errors> models) {
        this.columns = machine.columns();
        this.train = merged(machine.train(), columns, window, models);
        this.test = merged(machine.test(), columns, window, models);
    }

    private static float[] merged(float[] rows, int columns, int window, List<Errors> models) {
        Windows windows = new Windows(window, columns);
        int total = windows.count(rows.length / columns);
        double[] sums = new double[rows.length];
        for (int from = 0; from < total; from += CHUNK) {
            int some = Math.min(CHUNK, total - from);
            float[] cut = windows.cut(rows, from, some);
            for (Errors model : models) {
                windows.add(model.of(cut, some), from, some, sums);
            }
        }
        return windows.means(sums);
    }

    /** Returns the sum of errors of each test row. */
    double[] plain() {
        double[] ones = new double[columns];
        Arrays.fill(ones, 1);
        return weighted(ones);
    }

    /**
     * Returns the sum over columns of errors in units of what 99 % of the training errors of the column stay below, and
     * a tenth of what is usual over all columns, so that a column that never errs does not decide.
     */
    double[] standardised() {
        double[] usual = new double[columns];
        double mean = 0;
        for (int column = 0; column < columns; column++) {
            float[] errors = new float[train.length / columns];
            for (int i = 0; i < errors.length; i++) {
                errors[i] = train[i * columns + column];
            }
            Arrays.sort(errors);
            usual[column] = errors[(int) (USUAL * (errors.length - 1))];
            mean += usual[column] / columns;
        }
        for (int column = 0; column < columns; column++) {
            usual[column] += FLOOR * mean;
        }
        return weighted(usual);
    }

    private double[] weighted(double[] units) {
        double[] scores = new double[test.length / columns];
        for (int i = 0; i < test.length; i++) {
            double unit = units[i % columns];
            scores[i / columns] += unit > 0 ? test[i] / unit : 0;
        }
        return scores;
    }
}
