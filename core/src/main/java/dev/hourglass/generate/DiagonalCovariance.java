package dev.hourglass.generate;

/** A covariance matrix of independent dimensions. */
final class DiagonalCovariance implements Covariance {
    private final double[] variances; // [L]
    private final double logDeterminant;

    private DiagonalCovariance(double[] variances) {
        this.variances = variances;
        double sum = 0;
        for (double variance : variances) {
            sum += StrictMath.log(variance);
        }
        this.logDeterminant = sum;
    }

    @Override
    public double logDeterminant() {
        return logDeterminant;
    }

    @Override
    public double squaredDistance(double[] x) {
        double sum = 0;
        for (int j = 0; j < x.length; j++) {
            sum += x[j] * x[j] / variances[j];
        }
        return sum;
    }

    @Override
    public double spread(double[] normal, int dimension) {
        return StrictMath.sqrt(variances[dimension]) * normal[dimension];
    }

    /** Sums squares by dimension. */
    static final class Sum implements Scatter {
        private final double[] squares;

        Sum(int size) {
            this.squares = new double[size];
        }

        @Override
        public void add(double weight, double[] x) {
            for (int j = 0; j < x.length; j++) {
                squares[j] += weight * x[j] * x[j];
            }
        }

        @Override
        public Covariance over(double weight, double ridge) {
            double[] variances = new double[squares.length];
            for (int j = 0; j < squares.length; j++) {
                variances[j] = (squares[j] + ridge) / weight;
            }
            return new DiagonalCovariance(variances);
        }
    }
}
