package dev.hourglass.tensor.kernel;

/** Activations in plain Java. */
final class PlainActivationKernels implements ActivationKernels {
    @Override
    public void relu(float[] z, int from, int count) {
        for (int i = from; i < from + count; i++) {
            z[i] = z[i] < 0f ? 0f : z[i];
        }
    }

    @Override
    public void reluGradient(float[] y, int yFrom, float[] g, int gFrom, int count) {
        for (int i = 0; i < count; i++) {
            g[gFrom + i] = y[yFrom + i] > 0f ? g[gFrom + i] : 0f;
        }
    }

    @Override
    public void leakyRelu(float[] z, int from, int count) {
        for (int i = from; i < from + count; i++) {
            z[i] = z[i] < 0f ? z[i] * FloatMath.LEAK : z[i];
        }
    }

    @Override
    public void leakyReluGradient(float[] y, int yFrom, float[] g, int gFrom, int count) {
        for (int i = 0; i < count; i++) {
            g[gFrom + i] = y[yFrom + i] < 0f ? g[gFrom + i] * FloatMath.LEAK : g[gFrom + i];
        }
    }

    @Override
    public void elu(float[] z, int from, int count) {
        for (int i = from; i < from + count; i++) {
            z[i] = FloatMath.elu(z[i]);
        }
    }

    @Override
    public void eluGradient(float[] y, int yFrom, float[] g, int gFrom, int count) {
        for (int i = 0; i < count; i++) {
            float slope = y[yFrom + i] < 0f ? y[yFrom + i] + 1f : 1f;
            g[gFrom + i] = g[gFrom + i] * slope;
        }
    }

    @Override
    public void tanh(float[] z, int from, int count) {
        for (int i = from; i < from + count; i++) {
            z[i] = FloatMath.tanh(z[i]);
        }
    }

    @Override
    public void tanhGradient(float[] y, int yFrom, float[] g, int gFrom, int count) {
        for (int i = 0; i < count; i++) {
            float value = y[yFrom + i];
            g[gFrom + i] = g[gFrom + i] * Math.fma(-value, value, 1f);
        }
    }

    @Override
    public void sigmoid(float[] z, int zFrom, float[] y, int yFrom, int count) {
        for (int i = 0; i < count; i++) {
            y[yFrom + i] = FloatMath.sigmoid(z[zFrom + i]);
        }
    }

    @Override
    public void sigmoidGradient(float[] y, int yFrom, float[] g, int gFrom, int count) {
        for (int i = 0; i < count; i++) {
            float value = y[yFrom + i];
            g[gFrom + i] = g[gFrom + i] * (value * (1f - value));
        }
    }

    @Override
    public void gelu(float[] x, int xFrom, float[] y, int yFrom, int count) {
        for (int i = 0; i < count; i++) {
            y[yFrom + i] = FloatMath.gelu(x[xFrom + i]);
        }
    }

    @Override
    public void geluGradient(float[] x, int xFrom, float[] g, int gFrom, int count) {
        for (int i = 0; i < count; i++) {
            g[gFrom + i] = g[gFrom + i] * FloatMath.geluSlope(x[xFrom + i]);
        }
    }
}
