package dev.hourglass.tensor.kernel;

/**
 * Loss of one row and its gradient in one pass: {@code g[i] = scale * dLoss/dy[i]} for {@code count} true elements, no
 * padding touched. Each returns the row's sum, not scaled. {@code lanes} [32] is scratch. Stateless and safe for
 * concurrent use.
 */
public interface LossKernels {
    /** Sums {@code (y - x)^2}; slope {@code 2 (y - x)}. */
    float squaredError(
            float[] y, int yFrom, float[] x, int xFrom, float[] g, int gFrom, int count, float scale, float[] lanes);

    /** Columns whose factors {@code 1 + e^-|z|}, at most 2 each, are multiplied before one logarithm: 64 a lane. */
    int PRODUCT_COLUMNS = 64 * Lanes.COUNT;

    /**
     * Sums {@code max(z, 0) - z x + log(1 + e^-|z|)} over logits z; slope {@code sigmoid(z) - x}. The logarithms of up
     * to 64 factors a lane are taken as one logarithm of their product.
     */
    float crossEntropy(
            float[] z, int zFrom, float[] x, int xFrom, float[] g, int gFrom, int count, float scale, float[] lanes);

    /**
     * Returns {@code sum x (max z - z) + log(sum e^(z - max z))} over logits z, the cross-entropy of their softmax
     * where the shares x sum to 1; slope {@code softmax(z) - x}.
     */
    float softmaxCrossEntropy(
            float[] z, int zFrom, float[] x, int xFrom, float[] g, int gFrom, int count, float scale, float[] lanes);

    /** Sums {@code |y - x|}; slope the sign of {@code y - x}. */
    float absoluteError(
            float[] y, int yFrom, float[] x, int xFrom, float[] g, int gFrom, int count, float scale, float[] lanes);

    /** Sums Huber's loss: with {@code c = clamp(e, -delta, delta)}, {@code c (e - c / 2)}; slope c. */
    float huber(
            float[] y,
            int yFrom,
            float[] x,
            int xFrom,
            float[] g,
            int gFrom,
            int count,
            float scale,
            float delta,
            float[] lanes);
}
