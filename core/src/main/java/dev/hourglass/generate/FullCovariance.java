package dev.hourglass.generate;

/**
 * Any covariance matrix, as its Cholesky factor {@code S = C C^T}. Source: Golub and Van Loan 2013, Matrix
 * Computations, algorithm 4.2.1.
 */
final class FullCovariance implements Covariance {
    private final double[][] factor; // row j holds j + 1 values
    private final double logDeterminant;

    private FullCovariance(double[][] factor) {
        this.factor = factor;
        double sum = 0;
        for (int j = 0; j < factor.length; j++) {
            sum += StrictMath.log(factor[j][j]);
        }
        this.logDeterminant = 2 * sum;
    }

    @Override
    public double logDeterminant() {
        return logDeterminant;
    }

    /** With y = C^-1 x by forward substitution, x^T S^-1 x = y^T y. */
    @Override
    public double squaredDistance(double[] x) {
        double sum = 0;
        for (int j = 0; j < x.length; j++) {
            double[] row = factor[j];
            double rest = x[j];
            for (int i = 0; i < j; i++) {
                rest -= row[i] * x[i];
            }
            x[j] = rest / row[j];
            sum += x[j] * x[j];
        }
        return sum;
    }

    @Override
    public double spread(double[] normal, int dimension) {
        double[] row = factor[dimension];
        double sum = 0;
        for (int i = 0; i <= dimension; i++) {
            sum += row[i] * normal[i];
        }
        return sum;
    }

    /** Sums products of dimensions, the lower triangle. */
    static final class Sum implements Scatter {
        private final double[][] products;

        Sum(int size) {
            this.products = triangle(size);
        }

        @Override
        public void add(double weight, double[] x) {
            for (int j = 0; j < x.length; j++) {
                double[] row = products[j];
                double scaled = weight * x[j];
                for (int i = 0; i <= j; i++) {
                    row[i] += scaled * x[i];
                }
            }
        }

        @Override
        public Covariance over(double weight, double ridge) {
            double[][] factor = triangle(products.length);
            for (int j = 0; j < factor.length; j++) {
                for (int i = 0; i <= j; i++) {
                    double rest = (products[j][i] + (i == j ? ridge : 0)) / weight;
                    for (int k = 0; k < i; k++) {
                        rest -= factor[j][k] * factor[i][k];
                    }
                    // Rounding may eat what the ridge adds where variances differ by many orders of magnitude.
                    factor[j][i] = i == j ? StrictMath.sqrt(Math.max(rest, ridge / weight)) : rest / factor[i][i];
                }
            }
            return new FullCovariance(factor);
        }

        private static double[][] triangle(int size) {
            double[][] rows = new double[size][];
            for (int j = 0; j < size; j++) {
                rows[j] = new double[j + 1];
            }
            return rows;
        }
    }
}
