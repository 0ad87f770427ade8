package dev.hourglass.tensor.kernel;

/**
 * Normal likelihoods element by element, from column {@code first} on: the whole row for the plain kernels, and what is
 * left of a row after its last full 16 columns for the vector kernels.
 */
public final class LikelihoodTails {
    private LikelihoodTails() {}

    /** Adds {@code ((y - x) / sigma)^2} to the lanes and writes {@code scale (y - x) / sigma^2}. */
    public static void gaussian(
            float[] y,
            int yFrom,
            float[] x,
            int xFrom,
            float[] g,
            int gFrom,
            int first,
            int count,
            float scale,
            float inverse,
            float[] lanes) {
        float slope = inverse * scale;
        for (int i = first; i < count; i++) {
            float e = (y[yFrom + i] - x[xFrom + i]) * inverse;
            lanes[i & 15] = Math.fma(e, e, lanes[i & 15]);
            g[gFrom + i] = e * slope;
        }
    }

    /** Adds {@code (m - x)^2 e^-v + v} to the lanes and writes both planes of gradients. */
    public static void learnedGaussian(
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
        float halfScale = scale * 0.5f;
        for (int i = first; i < count; i++) {
            float e = y[yFrom + i] - x[xFrom + i];
            float output = y[yFrom + count + i];
            float v =
                    Math.min(Math.max(output, LikelihoodKernels.LOG_VARIANCE_MIN), LikelihoodKernels.LOG_VARIANCE_MAX);
            float slope = e * FloatMath.exp(-v);
            float square = e * slope;
            lanes[i & 15] = lanes[i & 15] + (square + v);
            g[gFrom + i] = slope * scale;
            g[gFrom + count + i] = v == output ? (1f - square) * halfScale : 0f;
        }
    }

    /** Returns {@code 0.5 (sum of the lanes) + count (log(sigma) + 0.5 log(2 pi))}. */
    public static float gaussianSum(float[] lanes, int count, float deviation) {
        float constant = FloatMath.ln(deviation) + LikelihoodKernels.HALF_LOG_2_PI;
        return Math.fma(0.5f, Lanes.sum(lanes), constant * count);
    }
}
