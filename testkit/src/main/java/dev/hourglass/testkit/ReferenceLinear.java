package dev.hourglass.testkit;

/** {@code y = x W + b}, or {@code y = x W^T + b} with another layer's W. */
final class ReferenceLinear implements ReferenceLayer {
    private final ReferenceWeights weights;
    private final String weight;
    private final String bias;
    private final int inputs;
    private final int outputs;
    private final boolean isTied;
    private double[][] x = new double[0][];

    ReferenceLinear(ReferenceWeights weights, String weight, String bias, int inputs, int outputs, boolean isTied) {
        this.weights = weights;
        this.weight = weight;
        this.bias = bias;
        this.inputs = inputs;
        this.outputs = outputs;
        this.isTied = isTied;
    }

    /** Returns where W holds the weight from input i to output j. */
    private int at(int i, int j) {
        return isTied ? j * inputs + i : i * outputs + j;
    }

    @Override
    public double[][] forward(double[][] in) {
        x = in;
        double[] w = weights.values(weight);
        double[] b = weights.values(bias);
        double[][] y = new double[in.length][outputs];
        for (int n = 0; n < in.length; n++) {
            for (int j = 0; j < outputs; j++) {
                double sum = b[j];
                for (int i = 0; i < inputs; i++) {
                    sum += in[n][i] * w[at(i, j)];
                }
                y[n][j] = sum;
            }
        }
        return y;
    }

    @Override
    public double[][] backward(double[][] slope) {
        double[] w = weights.values(weight);
        double[] dw = weights.gradients(weight);
        double[] db = weights.gradients(bias);
        double[][] dx = new double[slope.length][inputs];
        for (int n = 0; n < slope.length; n++) {
            for (int j = 0; j < outputs; j++) {
                db[j] += slope[n][j];
                for (int i = 0; i < inputs; i++) {
                    dw[at(i, j)] += x[n][i] * slope[n][j];
                    dx[n][i] += w[at(i, j)] * slope[n][j];
                }
            }
        }
        return dx;
    }
}
