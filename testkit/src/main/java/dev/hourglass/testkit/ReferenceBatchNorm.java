package dev.hourglass.testkit;

import dev.hourglass.model.BatchNorm;

/** Batch normalisation in training, column by column; backward by the chain rule through mean and variance. */
final class ReferenceBatchNorm implements ReferenceLayer {
    private final ReferenceWeights weights;
    private final String path;
    private final BatchNorm config;
    private double[][] x = new double[0][];
    private final double[] mean;
    private final double[] variance;

    ReferenceBatchNorm(ReferenceWeights weights, String path, BatchNorm config) {
        this.weights = weights;
        this.path = path;
        this.config = config;
        this.mean = new double[config.features()];
        this.variance = new double[config.features()];
    }

    @Override
    public double[][] forward(double[][] in) {
        x = in;
        int rows = in.length;
        double[] gamma = weights.values(path + ".scale");
        double[] beta = weights.values(path + ".shift");
        double[][] y = new double[rows][config.features()];
        for (int j = 0; j < config.features(); j++) {
            measure(j);
            for (int n = 0; n < rows; n++) {
                y[n][j] = gamma[j] * (in[n][j] - mean[j]) / deviation(j) + beta[j];
            }
        }
        return y;
    }

    private void measure(int j) {
        double sum = 0;
        for (double[] row : x) {
            sum += row[j];
        }
        mean[j] = sum / x.length;
        double squares = 0;
        for (double[] row : x) {
            squares += (row[j] - mean[j]) * (row[j] - mean[j]);
        }
        variance[j] = squares / x.length;
    }

    private double deviation(int j) {
        return Math.sqrt(variance[j] + config.epsilon());
    }

    @Override
    public double[][] backward(double[][] slope) {
        double[][] dx = new double[slope.length][config.features()];
        for (int j = 0; j < config.features(); j++) {
            backwardColumn(j, slope, dx);
        }
        return dx;
    }

    private void backwardColumn(int j, double[][] slope, double[][] dx) {
        int rows = slope.length;
        double gamma = weights.values(path + ".scale")[j];
        double deviation = deviation(j);
        double dMean = 0;
        double dVariance = 0;
        for (int n = 0; n < rows; n++) {
            double normalized = (x[n][j] - mean[j]) / deviation;
            weights.gradients(path + ".scale")[j] += slope[n][j] * normalized;
            weights.gradients(path + ".shift")[j] += slope[n][j];
            dMean -= slope[n][j] * gamma / deviation;
            dVariance -= slope[n][j] * gamma * normalized / (2 * deviation * deviation);
        }
        for (int n = 0; n < rows; n++) {
            dx[n][j] = slope[n][j] * gamma / deviation + dMean / rows + dVariance * 2 * (x[n][j] - mean[j]) / rows;
        }
    }
}
