package dev.hourglass.compress.entropy;

import java.util.Arrays;

/**
 * Learns a linear prediction from the rows so far, the later ones counting a little more:
 *
 * <pre>{@code
 * w = argmin sum_t decay^(T - t) (y_t - w . x_t)^2 + ridge |w|^2
 * }</pre>
 *
 * The normal equations are summed up at most rows and solved (Cholesky) at some of them, in float64 and in one order of
 * operations, so that decoders find the same weights. Not thread-safe; confine to one thread.
 */
public final class LeastSquares {
    private static final double DECAY = 0.9995;
    private static final double RIDGE = 1;
    private static final double RELATIVE_RIDGE = 1e-6;
    private static final double MIN_PIVOT = 1e-12;
    /** The rows up to this are all solved at. */
    private static final int FIRST_ROWS = 32;

    private static final int ROWS_PER_SOLUTION = 32;
    /** Later rows add little that is new: one of two is enough, and takes half the time. */
    private static final int ALL_ROWS = 512;

    private static final int ROWS_PER_LESSON = 2;

    private final int inputs;
    /** The lower triangle of the sums of products, row by row, and that of its Cholesky factor. */
    private final double[][] products;

    private final double[][] factor;
    private final double[] targets;
    private final double[] half;
    private final double[] solution;
    private final double[] weights;
    private int rows;

    /** Knows nothing yet of so many inputs. */
    public LeastSquares(int inputs) {
        this.inputs = inputs;
        products = new double[inputs][];
        factor = new double[inputs][];
        for (int i = 0; i < inputs; i++) {
            products[i] = new double[i + 1];
            factor[i] = new double[i + 1];
        }
        targets = new double[inputs];
        half = new double[inputs];
        solution = new double[inputs];
        weights = new double[inputs];
    }

    /** Returns the prediction for inputs. */
    public double predict(double[] values) {
        double sum = 0;
        for (int i = 0; i < inputs; i++) {
            sum += weights[i] * values[i];
        }
        return sum;
    }

    /** Learns what the inputs should have given. */
    public void learn(double[] values, double target) {
        rows++;
        if (rows > ALL_ROWS && rows % ROWS_PER_LESSON != 0) {
            return;
        }
        for (int i = 0; i < inputs; i++) {
            double[] line = products[i];
            double value = values[i];
            for (int j = 0; j <= i; j++) {
                line[j] = DECAY * line[j] + value * values[j];
            }
            targets[i] = DECAY * targets[i] + value * target;
        }
        if ((rows <= FIRST_ROWS || rows % ROWS_PER_SOLUTION == 0) && decompose()) {
            solve();
        }
    }

    /** Factors the products; returns whether they could be. */
    private boolean decompose() {
        for (int i = 0; i < inputs; i++) {
            double[] line = factor[i];
            for (int j = 0; j < i; j++) {
                line[j] = (products[i][j] - dot(line, factor[j], j)) / factor[j][j];
            }
            double pivot = products[i][i] * (1 + RELATIVE_RIDGE) + RIDGE - dot(line, line, i);
            if (!(pivot > MIN_PIVOT && pivot <= Double.MAX_VALUE)) {
                return false;
            }
            line[i] = Math.sqrt(pivot);
        }
        return true;
    }

    private void solve() {
        for (int i = 0; i < inputs; i++) {
            half[i] = (targets[i] - dot(factor[i], half, i)) / factor[i][i];
        }
        System.arraycopy(half, 0, solution, 0, inputs);
        for (int i = inputs - 1; i >= 0; i--) {
            double[] line = factor[i];
            solution[i] /= line[i];
            for (int j = 0; j < i; j++) {
                solution[j] -= line[j] * solution[i];
            }
        }
        if (Arrays.stream(solution).allMatch(Double::isFinite)) {
            System.arraycopy(solution, 0, weights, 0, inputs);
        }
    }

    private static double dot(double[] a, double[] b, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
