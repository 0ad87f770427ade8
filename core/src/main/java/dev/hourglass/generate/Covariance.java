package dev.hourglass.generate;

import dev.hourglass.generate.MixtureConfig.CovarianceShape;

/** The covariance matrix S of a normal distribution, positive definite. Immutable. */
sealed interface Covariance permits DiagonalCovariance, FullCovariance {
    /** Returns log det S. */
    double logDeterminant();

    /** Returns x^T S^-1 x; x [L] is overwritten. */
    double squaredDistance(double[] x);

    /** Returns row {@code dimension} of a square root of S, times standard normal numbers [L]. */
    double spread(double[] normal, int dimension);

    /** Returns the trace of S^-1, which holds regularisation together. */
    default double traceOfInverse(int size) {
        double trace = 0;
        for (int j = 0; j < size; j++) {
            double[] unit = new double[size];
            unit[j] = 1;
            trace += squaredDistance(unit);
        }
        return trace;
    }

    /**
     * Starts a sum of weighted squares.
     *
     * @param shape what the matrix may be
     * @param size L
     */
    static Scatter scatter(CovarianceShape shape, int size) {
        return shape == CovarianceShape.FULL ? new FullCovariance.Sum(size) : new DiagonalCovariance.Sum(size);
    }

    /** A sum of weighted squares that becomes a covariance matrix. Not thread-safe. */
    sealed interface Scatter permits DiagonalCovariance.Sum, FullCovariance.Sum {
        /** Adds w x x^T; x [L] is not modified. */
        void add(double weight, double[] x);

        /** Returns (sum + ridge I) / weight. */
        Covariance over(double weight, double ridge);
    }
}
