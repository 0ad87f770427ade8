package dev.hourglass.tensor.kernel;

/**
 * The losses element by element, from column {@code first} on: the whole row for the plain kernels, and what is left of
 * a row after its last full 16 columns for the vector kernels.
 */
public final class RowTails {
    private RowTails() {}

    /** Adds {@code (y - x)^2} to the lanes and writes {@code scale * 2 (y - x)}. */
    public static void squaredError(
            float[] y,
            int yFrom,
            float[] x,
            int xFrom,
            float[] g,
            int gFrom,
            int first,
            int count,
            float scale,
            float[] lanes) {
        float twice = scale * 2f;
        for (int i = first; i < count; i++) {
            float e = y[yFrom + i] - x[xFrom + i];
            lanes[i & 15] = Math.fma(e, e, lanes[i & 15]);
            g[gFrom + i] = e * twice;
        }
    }

    /**
     * Adds {@code max(z, 0) - z x} to the first 16 lanes, multiplies {@code 1 + e^-|z|} into the next 16, and writes
     * {@code scale * (sigmoid(z) - x)}.
     */
    public static void crossEntropy(
            float[] z,
            int zFrom,
            float[] x,
            int xFrom,
            float[] g,
            int gFrom,
            int first,
            int count,
            float scale,
            float[] lanes) {
        for (int i = first; i < count; i++) {
            float v = z[zFrom + i];
            float t = x[xFrom + i];
            float a = Math.abs(v);
            float e = FloatMath.exp(-a);
            float factor = e + 1f;
            float r = 1f / factor;
            float y = v < 0f ? e * r : r;
            lanes[i & 15] = lanes[i & 15] + Math.fma(-v, t, (v + a) * 0.5f);
            lanes[16 + (i & 15)] = lanes[16 + (i & 15)] * factor;
            g[gFrom + i] = (y - t) * scale;
        }
    }

    /** Adds the logarithms of the products in the second 16 lanes to the first 16, and sets the products to 1. */
    public static void addLogarithms(float[] lanes) {
        for (int lane = 0; lane < Lanes.COUNT; lane++) {
            lanes[lane] = lanes[lane] + FloatMath.log(lanes[Lanes.COUNT + lane]);
            lanes[Lanes.COUNT + lane] = 1f;
        }
    }

    /** Adds {@code |y - x|} to the lanes and writes the sign times scale. */
    public static void absoluteError(
            float[] y,
            int yFrom,
            float[] x,
            int xFrom,
            float[] g,
            int gFrom,
            int first,
            int count,
            float scale,
            float[] lanes) {
        for (int i = first; i < count; i++) {
            float e = y[yFrom + i] - x[xFrom + i];
            lanes[i & 15] = lanes[i & 15] + Math.abs(e);
            float slope = e < 0f ? -scale : scale;
            g[gFrom + i] = e == 0f ? 0f : slope;
        }
    }

    /** Adds Huber's loss to the lanes and writes its slope times scale. */
    public static void huber(
            float[] y,
            int yFrom,
            float[] x,
            int xFrom,
            float[] g,
            int gFrom,
            int first,
            int count,
            float scale,
            float delta,
            float[] lanes) {
        for (int i = first; i < count; i++) {
            float e = y[yFrom + i] - x[xFrom + i];
            float low = e < -delta ? -delta : e;
            float c = low > delta ? delta : low;
            lanes[i & 15] = Math.fma(c, Math.fma(c, -0.5f, e), lanes[i & 15]);
            g[gFrom + i] = c * scale;
        }
    }

    /** Returns the largest of {@code most} and the elements. */
    public static float largest(float[] z, int zFrom, int first, int count, float most) {
        float largest = most;
        for (int i = first; i < count; i++) {
            largest = Math.max(largest, z[zFrom + i]);
        }
        return largest;
    }

    /** Writes {@code e^(z - top)}, adds it to the first 16 lanes and {@code x (top - z)} to the next 16. */
    public static void exponentials(
            float[] z,
            int zFrom,
            float[] x,
            int xFrom,
            float[] g,
            int gFrom,
            int first,
            int count,
            float top,
            float[] lanes) {
        for (int i = first; i < count; i++) {
            float below = z[zFrom + i] - top;
            float e = FloatMath.exp(below);
            lanes[i & 15] = lanes[i & 15] + e;
            lanes[16 + (i & 15)] = Math.fma(x[xFrom + i], -below, lanes[16 + (i & 15)]);
            g[gFrom + i] = e;
        }
    }

    /** Turns exponentials into {@code (e inverse - x) scale}. */
    public static void shares(
            float[] x, int xFrom, float[] g, int gFrom, int first, int count, float inverse, float scale) {
        for (int i = first; i < count; i++) {
            g[gFrom + i] = (g[gFrom + i] * inverse - x[xFrom + i]) * scale;
        }
    }

    /** Returns the sum of the second 16 lanes plus the logarithm of the sum {@code total} of the first. */
    public static float softmaxLoss(float total, float[] lanes) {
        System.arraycopy(lanes, Lanes.COUNT, lanes, 0, Lanes.COUNT);
        return Lanes.sum(lanes) + FloatMath.ln(total);
    }
}
