package dev.hourglass.testkit;

import dev.hourglass.model.ActivationFunction;

/** An elementwise function and its derivative, both from the input. */
final class ReferenceActivation implements ReferenceLayer {
    private static final double GELU_SCALE = Math.sqrt(8 / Math.PI);
    private static final double GELU_CUBIC = 0.044715;

    private final ActivationFunction function;
    private double[][] x = new double[0][];

    ReferenceActivation(ActivationFunction function) {
        this.function = function;
    }

    @Override
    public double[][] forward(double[][] in) {
        x = in;
        double[][] y = new double[in.length][];
        for (int n = 0; n < in.length; n++) {
            y[n] = new double[in[n].length];
            for (int j = 0; j < in[n].length; j++) {
                y[n][j] = value(in[n][j]);
            }
        }
        return y;
    }

    @Override
    public double[][] backward(double[][] slope) {
        double[][] dx = new double[slope.length][];
        for (int n = 0; n < slope.length; n++) {
            dx[n] = new double[slope[n].length];
            for (int j = 0; j < slope[n].length; j++) {
                dx[n][j] = slope[n][j] * derivative(x[n][j]);
            }
        }
        return dx;
    }

    @Override
    public double distanceToKink() {
        boolean hasKink = function == ActivationFunction.RELU
                || function == ActivationFunction.LEAKY_RELU
                || function == ActivationFunction.ELU;
        double nearest = Double.POSITIVE_INFINITY;
        for (double[] row : hasKink ? x : new double[0][]) {
            for (double value : row) {
                nearest = Math.min(nearest, Math.abs(value));
            }
        }
        return nearest;
    }

    private double value(double v) {
        return switch (function) {
            case LINEAR -> v;
            case RELU -> Math.max(v, 0);
            case LEAKY_RELU -> v < 0 ? 0.01 * v : v;
            case ELU -> v < 0 ? Math.expm1(v) : v;
            case GELU -> v * sigmoid(inner(v));
            case TANH -> Math.tanh(v);
            case SIGMOID -> sigmoid(v);
        };
    }

    private double derivative(double v) {
        return switch (function) {
            case LINEAR -> 1;
            case RELU -> v > 0 ? 1 : 0;
            case LEAKY_RELU -> v < 0 ? 0.01 : 1;
            case ELU -> v < 0 ? Math.exp(v) : 1;
            case GELU -> {
                double s = sigmoid(inner(v));
                yield s + v * s * (1 - s) * GELU_SCALE * (1 + 3 * GELU_CUBIC * v * v);
            }
            case TANH -> 1 - Math.tanh(v) * Math.tanh(v);
            case SIGMOID -> sigmoid(v) * (1 - sigmoid(v));
        };
    }

    private static double inner(double v) {
        return GELU_SCALE * (v + GELU_CUBIC * v * v * v);
    }

    static double sigmoid(double v) {
        return 1 / (1 + Math.exp(-v));
    }
}
