package dev.hourglass.tensor.kernel;

import java.util.Arrays;

/** Sums and batch normalisation in plain Java. */
final class PlainReductionKernels implements ReductionKernels {
    @Override
    public void columnSums(int rows, int columns, float[] x, int from, int stride, float[] target, int targetFrom) {
        Arrays.fill(target, targetFrom, targetFrom + columns, 0f);
        for (int i = 0; i < rows; i++) {
            int row = from + i * stride;
            for (int j = 0; j < columns; j++) {
                target[targetFrom + j] = target[targetFrom + j] + x[row + j];
            }
        }
    }

    @Override
    public void columnDeviations(
            int rows,
            int columns,
            float[] x,
            int from,
            int stride,
            float[] mean,
            int meanFrom,
            float[] target,
            int targetFrom) {
        Arrays.fill(target, targetFrom, targetFrom + columns, 0f);
        for (int i = 0; i < rows; i++) {
            int row = from + i * stride;
            for (int j = 0; j < columns; j++) {
                float deviation = x[row + j] - mean[meanFrom + j];
                target[targetFrom + j] = Math.fma(deviation, deviation, target[targetFrom + j]);
            }
        }
    }

    @Override
    public void columnProducts(
            int rows, int columns, float[] x, float[] y, int from, int stride, float[] target, int targetFrom) {
        Arrays.fill(target, targetFrom, targetFrom + columns, 0f);
        for (int i = 0; i < rows; i++) {
            int row = from + i * stride;
            for (int j = 0; j < columns; j++) {
                target[targetFrom + j] = Math.fma(x[row + j], y[row + j], target[targetFrom + j]);
            }
        }
    }

    @Override
    public void keepLeast(int rows, int columns, float[] x, int from, float[] least, int leastFrom, int count) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                float value = x[from + i * columns + j];
                for (int at = leastFrom + j; at < leastFrom + j + count * columns; at += columns) {
                    float kept = least[at];
                    least[at] = value < kept ? value : kept;
                    value = value < kept ? kept : value;
                }
            }
        }
    }

    @Override
    public float sumOfSquares(float[] x, int from, int count, float[] lanes) {
        Arrays.fill(lanes, 0f);
        for (int i = 0; i < count; i++) {
            lanes[i & 15] = Math.fma(x[from + i], x[from + i], lanes[i & 15]);
        }
        return Lanes.sum(lanes);
    }

    @Override
    public float sumOfMagnitudes(float[] x, int from, int count, float[] lanes) {
        Arrays.fill(lanes, 0f);
        for (int i = 0; i < count; i++) {
            lanes[i & 15] = lanes[i & 15] + Math.abs(x[from + i]);
        }
        return Lanes.sum(lanes);
    }

    @Override
    public void normalize(float[] x, int from, float[] mean, float[] inverse, float[] normalized, int count) {
        for (int j = 0; j < count; j++) {
            normalized[from + j] = (x[from + j] - mean[j]) * inverse[j];
        }
    }

    @Override
    public void scaleShift(float[] normalized, int from, float[] w, int gamma, int beta, float[] y, int count) {
        for (int j = 0; j < count; j++) {
            y[from + j] = Math.fma(normalized[from + j], w[gamma + j], w[beta + j]);
        }
    }

    @Override
    public void combine(float[] g, int from, float[] normalized, float[] a, float[] b, float[] c, int count) {
        for (int j = 0; j < count; j++) {
            g[from + j] = Math.fma(normalized[from + j], c[j], Math.fma(g[from + j], a[j], b[j]));
        }
    }
}
