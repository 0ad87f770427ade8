package dev.hourglass.anomaly.scorer;

/**
 * Says how alike two rows are: {@code exp(-gamma || x - y ||^2)}. Immutable and safe for concurrent use.
 *
 * @param gamma above 0
 * @param features D
 */
record GaussianKernel(double gamma, int features) {
    /** Returns the kernel with gamma = scale / (D var), var the variance of all values; scale alone where that is 0. */
    static GaussianKernel scaled(float[] rows, int features, double scale) {
        double mean = 0;
        for (float value : rows) {
            mean += value;
        }
        mean /= rows.length;
        double variance = 0;
        for (float value : rows) {
            variance += (value - mean) * (value - mean);
        }
        variance /= rows.length;
        return new GaussianKernel(variance > 0 ? scale / (features * variance) : scale, features);
    }

    /** Returns the kernel of every row with every other, [N, N]. */
    double[][] matrix(float[] rows) {
        int count = rows.length / features;
        double[][] matrix = new double[count][count];
        for (int i = 0; i < count; i++) {
            matrix[i][i] = 1;
            for (int j = 0; j < i; j++) {
                matrix[i][j] = at(squaredDistance(rows, i, rows, j));
                matrix[j][i] = matrix[i][j];
            }
        }
        return matrix;
    }

    /** Returns the kernel of rows at a squared distance. */
    double at(double squaredDistance) {
        return StrictMath.exp(-gamma * squaredDistance);
    }

    double squaredDistance(float[] a, int aRow, float[] b, int bRow) {
        double sum = 0;
        for (int i = 0; i < features; i++) {
            double difference = (double) a[aRow * features + i] - b[bRow * features + i];
            sum += difference * difference;
        }
        return sum;
    }
}
