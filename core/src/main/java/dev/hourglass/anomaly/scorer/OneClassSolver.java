package dev.hourglass.anomaly.scorer;

/**
 * Solves the dual problem of a one-class support vector machine by sequential minimal optimization.
 *
 * <pre>{@code
 * minimize  1/2 a^T K a   subject to   0 <= a_i <= 1,   sum a_i = nu l
 * }</pre>
 *
 * Each step moves weight between the two rows that promise the largest decrease, the second one by second-order
 * information. Ends when no two rows violate the optimality conditions by more than {@value #TOLERANCE}.
 *
 * <p>Source: Fan, Chen and Lin 2005, "Working set selection using second order information for training SVM", WSS 2;
 * the scaling of a is that of Chang and Lin 2011, "LIBSVM", section 2.3. Not thread-safe.
 */
final class OneClassSolver {
    private static final double TOLERANCE = 1e-6;
    /** Two rows at the same place have no curvature between them; any small number serves (LIBSVM's tau). */
    private static final double LEAST_CURVATURE = 1e-12;
    /** Steps per row: some tens are usual. A solution that is not there yet is still feasible. */
    private static final int MAX_STEPS_PER_ROW = 1000;

    private final double[][] kernel; // [l, l]
    private final double[] weights; // [l], a
    private final double[] gradient; // [l], K a

    OneClassSolver(double[][] kernel, double nu) {
        this.kernel = kernel;
        this.weights = startingWeights(kernel.length, nu);
        this.gradient = new double[kernel.length];
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0) {
                move(weights[i], kernel[i]);
            }
        }
    }

    private static double[] startingWeights(int rows, double nu) {
        double[] weights = new double[rows];
        double left = nu * rows;
        for (int i = 0; i < rows && left > 0; i++) {
            weights[i] = Math.min(1, left);
            left -= weights[i];
        }
        return weights;
    }

    /** Solves the problem. */
    void solve() {
        long steps = (long) MAX_STEPS_PER_ROW * weights.length;
        for (boolean moved = true; moved && steps > 0; steps--) {
            moved = step();
        }
    }

    double[] weights() {
        return weights.clone();
    }

    /** Returns rho: the mean of K a over rows strictly between the bounds, which all have it but for the tolerance. */
    double offset() {
        double sum = 0;
        int free = 0;
        double upper = Double.POSITIVE_INFINITY;
        double lower = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] >= 1) {
                lower = Math.max(lower, gradient[i]);
            } else if (weights[i] <= 0) {
                upper = Math.min(upper, gradient[i]);
            } else {
                sum += gradient[i];
                free++;
            }
        }
        if (free > 0) {
            return sum / free;
        }
        return Double.isInfinite(upper) ? lower : (upper + lower) / 2; // nu = 1 leaves no row at 0
    }

    private boolean step() {
        int gaining = gaining();
        if (gaining < 0) {
            return false;
        }
        int giving = giving(gaining);
        if (giving < 0) {
            return false;
        }
        double violation = gradient[giving] - gradient[gaining];
        double amount = violation / curvature(gaining, giving);
        if (amount >= 1 - weights[gaining] || amount >= weights[giving]) {
            amount = Math.min(1 - weights[gaining], weights[giving]);
        }
        double before = weights[giving];
        weights[gaining] = amount == 1 - weights[gaining] ? 1 : weights[gaining] + amount;
        weights[giving] = amount == before ? 0 : before - amount;
        move(amount, kernel[gaining]);
        move(-amount, kernel[giving]);
        return true;
    }

    /** Returns the row that wants more weight the most. */
    private int gaining() {
        int best = -1;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] < 1 && (best < 0 || gradient[i] < gradient[best])) {
                best = i;
            }
        }
        return best;
    }

    /** Returns the row from which taking it decreases the objective most, or -1 where none violates optimality. */
    private int giving(int gaining) {
        int best = -1;
        double bestDecrease = 0;
        double worst = 0;
        for (int i = 0; i < weights.length; i++) {
            double violation = gradient[i] - gradient[gaining];
            if (weights[i] > 0 && violation > 0) {
                worst = Math.max(worst, violation);
                double decrease = violation * violation / curvature(gaining, i);
                if (decrease > bestDecrease) {
                    bestDecrease = decrease;
                    best = i;
                }
            }
        }
        return worst > TOLERANCE ? best : -1;
    }

    private double curvature(int i, int j) {
        return Math.max(kernel[i][i] + kernel[j][j] - 2 * kernel[i][j], LEAST_CURVATURE);
    }

    private void move(double amount, double[] kernelRow) {
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] += amount * kernelRow[i];
        }
    }
}
