package dev.hourglass.tensor.kernel;

/**
 * Sums over rows and columns, and what batch normalisation makes of them. Columns come in multiples of 16, padded.
 * Stateless and safe for concurrent use.
 */
public interface ReductionKernels {
    /** Sums each column: {@code target[j] = sum over i of x[i, j]}, rows ascending. */
    void columnSums(int rows, int columns, float[] x, int from, int stride, float[] target, int targetFrom);

    /** Sums squared deviations: {@code target[j] = sum over i of (x[i, j] - mean[j])^2}; mean starts at meanFrom. */
    void columnDeviations(
            int rows,
            int columns,
            float[] x,
            int from,
            int stride,
            float[] mean,
            int meanFrom,
            float[] target,
            int targetFrom);

    /** Sums products: {@code target[j] = sum over i of x[i, j] y[i, j]}; x and y share offset and stride. */
    void columnProducts(
            int rows, int columns, float[] x, float[] y, int from, int stride, float[] target, int targetFrom);

    /**
     * Keeps the least of each column: {@code least[r, j]} becomes the r-th least of {@code x[0, j] .. x[rows - 1, j]}
     * and of what least [count, columns] holds in that column, ascending from r = 0.
     */
    void keepLeast(int rows, int columns, float[] x, int from, float[] least, int leastFrom, int count);

    /** Sums squares of {@code count} elements, a multiple of 16; {@code lanes} [16] is scratch. */
    float sumOfSquares(float[] x, int from, int count, float[] lanes);

    /** Sums magnitudes of {@code count} elements, a multiple of 16; {@code lanes} [16] is scratch. */
    float sumOfMagnitudes(float[] x, int from, int count, float[] lanes);

    /** Computes {@code normalized = (x - mean) inverse} for one row. */
    void normalize(float[] x, int from, float[] mean, float[] inverse, float[] normalized, int count);

    /** Computes {@code y = gamma normalized + beta} for one row; gamma and beta in w at their offsets. */
    void scaleShift(float[] normalized, int from, float[] w, int gamma, int beta, float[] y, int count);

    /** Computes {@code g = a g + b + c normalized} columnwise for one row: the gradient through batch normalisation. */
    void combine(float[] g, int from, float[] normalized, float[] a, float[] b, float[] c, int count);
}
