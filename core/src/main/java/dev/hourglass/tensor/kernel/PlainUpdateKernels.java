package dev.hourglass.tensor.kernel;

/** Optimiser steps in plain Java. */
final class PlainUpdateKernels implements UpdateKernels {
    @Override
    public void momentum(float[] w, float[] m, int from, float[] g, int gFrom, int count, float rate, float momentum) {
        for (int i = 0; i < count; i++) {
            float moved = Math.fma(m[from + i], momentum, g[gFrom + i]);
            m[from + i] = moved;
            w[from + i] = Math.fma(moved, -rate, w[from + i]);
        }
    }

    @Override
    public void nesterov(float[] w, float[] m, int from, float[] g, int gFrom, int count, float rate, float momentum) {
        for (int i = 0; i < count; i++) {
            float moved = Math.fma(m[from + i], momentum, g[gFrom + i]);
            m[from + i] = moved;
            w[from + i] = Math.fma(Math.fma(moved, momentum, g[gFrom + i]), -rate, w[from + i]);
        }
    }

    @Override
    public void rmsProp(
            float[] w, float[] v, int from, float[] g, int gFrom, int count, float rate, float decay, float epsilon) {
        float rest = 1f - decay;
        for (int i = 0; i < count; i++) {
            float gradient = g[gFrom + i];
            float square = Math.fma(v[from + i], decay, gradient * gradient * rest);
            v[from + i] = square;
            w[from + i] = w[from + i] - gradient * rate / ((float) Math.sqrt(square) + epsilon);
        }
    }

    @Override
    public void adadelta(
            float[] w,
            float[] v,
            float[] d,
            int from,
            float[] g,
            int gFrom,
            int count,
            float rate,
            float decay,
            float epsilon) {
        float rest = 1f - decay;
        for (int i = 0; i < count; i++) {
            float gradient = g[gFrom + i];
            float square = Math.fma(v[from + i], decay, gradient * gradient * rest);
            float moved = d[from + i];
            float step = gradient * (float) Math.sqrt((moved + epsilon) / (square + epsilon));
            v[from + i] = square;
            d[from + i] = Math.fma(moved, decay, step * step * rest);
            w[from + i] = Math.fma(step, -rate, w[from + i]);
        }
    }

    @Override
    public void adam(
            float[] w,
            float[] m,
            float[] v,
            int from,
            float[] g,
            int gFrom,
            int count,
            float rate1,
            float rate2,
            float beta1,
            float beta2,
            float epsilon) {
        float rest1 = 1f - beta1;
        float rest2 = 1f - beta2;
        for (int i = 0; i < count; i++) {
            float gradient = g[gFrom + i];
            float mean = Math.fma(m[from + i], beta1, gradient * rest1);
            float square = Math.fma(v[from + i], beta2, gradient * gradient * rest2);
            m[from + i] = mean;
            v[from + i] = square;
            float divisor = Math.fma((float) Math.sqrt(square), rate2, epsilon);
            w[from + i] = w[from + i] - mean * rate1 / divisor;
        }
    }

    @Override
    public void scale(float[] w, int from, int count, float factor) {
        for (int i = from; i < from + count; i++) {
            w[i] = w[i] * factor;
        }
    }

    @Override
    public void penalize(float[] w, int from, float[] g, int gFrom, int count, float l1, float l2) {
        for (int i = 0; i < count; i++) {
            float weight = w[from + i];
            float slope = weight < 0f ? -l1 : l1;
            float sign = weight == 0f ? 0f : slope;
            g[gFrom + i] = Math.fma(weight, l2, g[gFrom + i]) + sign;
        }
    }

    @Override
    public void clamp(float[] g, int from, int count, float limit) {
        for (int i = from; i < from + count; i++) {
            float low = g[i] < -limit ? -limit : g[i];
            g[i] = low > limit ? limit : low;
        }
    }

    @Override
    public void flush(float[] x, int from, int count, float limit) {
        for (int i = from; i < from + count; i++) {
            x[i] = Math.abs(x[i]) < limit ? 0f : x[i];
        }
    }
}
