package dev.hourglass.tensor.kernel;

import java.util.Arrays;

/** Losses in plain Java. */
final class PlainLossKernels implements LossKernels {
    @Override
    public float squaredError(
            float[] y, int yFrom, float[] x, int xFrom, float[] g, int gFrom, int count, float scale, float[] lanes) {
        Arrays.fill(lanes, 0f);
        RowTails.squaredError(y, yFrom, x, xFrom, g, gFrom, 0, count, scale, lanes);
        return Lanes.sum(lanes);
    }

    @Override
    public float crossEntropy(
            float[] z, int zFrom, float[] x, int xFrom, float[] g, int gFrom, int count, float scale, float[] lanes) {
        Arrays.fill(lanes, 0, Lanes.COUNT, 0f);
        Arrays.fill(lanes, Lanes.COUNT, Lanes.SCRATCH, 1f);
        for (int from = 0; from < count; from += PRODUCT_COLUMNS) {
            int to = Math.min(count, from + PRODUCT_COLUMNS);
            RowTails.crossEntropy(z, zFrom, x, xFrom, g, gFrom, from, to, scale, lanes);
            RowTails.addLogarithms(lanes);
        }
        return Lanes.sum(lanes);
    }

    @Override
    public float softmaxCrossEntropy(
            float[] z, int zFrom, float[] x, int xFrom, float[] g, int gFrom, int count, float scale, float[] lanes) {
        Arrays.fill(lanes, 0, Lanes.SCRATCH, 0f);
        float top = RowTails.largest(z, zFrom, 0, count, Float.NEGATIVE_INFINITY);
        RowTails.exponentials(z, zFrom, x, xFrom, g, gFrom, 0, count, top, lanes);
        float total = Lanes.sum(lanes);
        RowTails.shares(x, xFrom, g, gFrom, 0, count, 1f / total, scale);
        return RowTails.softmaxLoss(total, lanes);
    }

    @Override
    public float absoluteError(
            float[] y, int yFrom, float[] x, int xFrom, float[] g, int gFrom, int count, float scale, float[] lanes) {
        Arrays.fill(lanes, 0f);
        RowTails.absoluteError(y, yFrom, x, xFrom, g, gFrom, 0, count, scale, lanes);
        return Lanes.sum(lanes);
    }

    @Override
    public float huber(
            float[] y,
            int yFrom,
            float[] x,
            int xFrom,
            float[] g,
            int gFrom,
            int count,
            float scale,
            float delta,
            float[] lanes) {
        Arrays.fill(lanes, 0f);
        RowTails.huber(y, yFrom, x, xFrom, g, gFrom, 0, count, scale, delta, lanes);
        return Lanes.sum(lanes);
    }
}
