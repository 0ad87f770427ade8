package dev.hourglass.tensor.kernel;

/**
 * Elementwise functions in place and their gradients, on {@code count} elements (a multiple of 16, padded). Stateless
 * and safe for concurrent use.
 *
 * <p>A gradient kernel multiplies {@code g} by the derivative, taken from the function's output {@code y} where that
 * tells it and from its input {@code x} otherwise.
 */
public interface ActivationKernels {
    /** Computes {@code z = max(z, 0)}; NaN stays. */
    void relu(float[] z, int from, int count);

    /** Multiplies by 1 where {@code y > 0}, else by 0. */
    void reluGradient(float[] y, int yFrom, float[] g, int gFrom, int count);

    /** Computes {@code z = z < 0 ? 0.01 z : z}. */
    void leakyRelu(float[] z, int from, int count);

    /** Multiplies by 0.01 where {@code y < 0}, else by 1. */
    void leakyReluGradient(float[] y, int yFrom, float[] g, int gFrom, int count);

    /** Computes {@code z = z < 0 ? e^z - 1 : z}. */
    void elu(float[] z, int from, int count);

    /** Multiplies by {@code y < 0 ? y + 1 : 1}. */
    void eluGradient(float[] y, int yFrom, float[] g, int gFrom, int count);

    /** Computes the hyperbolic tangent. */
    void tanh(float[] z, int from, int count);

    /** Multiplies by {@code 1 - y^2}. */
    void tanhGradient(float[] y, int yFrom, float[] g, int gFrom, int count);

    /**
     * Computes {@code y = sigmoid(z)}, in place or elsewhere; padding becomes 0.5, and the caller sets it back to 0.
     */
    void sigmoid(float[] z, int zFrom, float[] y, int yFrom, int count);

    /** Multiplies by {@code y (1 - y)}. */
    void sigmoidGradient(float[] y, int yFrom, float[] g, int gFrom, int count);

    /** Computes {@code y = gelu(x)}; x and y may be the same. */
    void gelu(float[] x, int xFrom, float[] y, int yFrom, int count);

    /** Multiplies by {@code gelu'(x)}. */
    void geluGradient(float[] x, int xFrom, float[] g, int gFrom, int count);
}
