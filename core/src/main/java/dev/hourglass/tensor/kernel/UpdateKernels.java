package dev.hourglass.tensor.kernel;

/**
 * Steps of optimisers over {@code count} weights (a multiple of 16, padded): weights and states start at {@code from},
 * gradients at {@code gFrom}. Stateless and safe for concurrent use.
 */
public interface UpdateKernels {
    /** Computes {@code m = momentum m + g; w -= rate m}. */
    void momentum(float[] w, float[] m, int from, float[] g, int gFrom, int count, float rate, float momentum);

    /** Computes {@code m = momentum m + g; w -= rate (g + momentum m)}. */
    void nesterov(float[] w, float[] m, int from, float[] g, int gFrom, int count, float rate, float momentum);

    /** Computes {@code v = decay v + (1 - decay) g^2; w -= rate g / (sqrt(v) + epsilon)}. */
    void rmsProp(
            float[] w, float[] v, int from, float[] g, int gFrom, int count, float rate, float decay, float epsilon);

    /**
     * Computes {@code v = decay v + (1 - decay) g^2; s = g sqrt((d + epsilon) / (v + epsilon)); d = decay d + (1 -
     * decay) s^2; w -= rate s}.
     */
    void adadelta(
            float[] w,
            float[] v,
            float[] d,
            int from,
            float[] g,
            int gFrom,
            int count,
            float rate,
            float decay,
            float epsilon);

    /**
     * Computes {@code m = beta1 m + (1 - beta1) g; v = beta2 v + (1 - beta2) g^2; w -= rate1 m / (rate2 sqrt(v) +
     * epsilon)}, with {@code rate1 = rate / (1 - beta1^t)} and {@code rate2 = 1 / sqrt(1 - beta2^t)}.
     */
    void adam(
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
            float epsilon);

    /** Computes {@code w *= factor}. */
    void scale(float[] w, int from, int count, float factor);

    /** Computes {@code g += l2 w + l1 sign(w)}. */
    void penalize(float[] w, int from, float[] g, int gFrom, int count, float l1, float l2);

    /** Clamps each element to {@code [-limit, limit]}; NaN stays. */
    void clamp(float[] g, int from, int count, float limit);

    /** Sets elements of magnitudes below {@code limit} to 0; NaN stays. */
    void flush(float[] x, int from, int count, float limit);
}
