package dev.hourglass.anomaly.scorer;

import dev.hourglass.file.NamedArrays;
import dev.hourglass.file.SafetensorsFile.Entry;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.tensor.kernel.Lanes;
import java.util.List;

/**
 * Turns rows into rows of mean 0 and unit covariance, so that squares add up to Mahalanobis distances. Immutable and
 * safe for concurrent use.
 *
 * <pre>{@code
 * y = T' (r - m),  |y|^2 = (r - m)' C^-1 (r - m),  C = covariance + shrinkage * (mean variance) * identity = K K',
 * T' = K^-1, K lower triangular (Cholesky)
 * }</pre>
 *
 * Of rows of more than {@value #MAX_JOINT} values C keeps its diagonal only: all of it would be millions of numbers for
 * a small image, and nobody has as many rows to fit them on. Shrinking keeps directions in which the rows it was fitted
 * on hardly vary from counting without bound.
 */
final class Whitening {
    /** Beside the shrinkage, so that rows that do not vary at all have an inverse too. */
    private static final double LEAST_VARIANCE = 1e-6;

    private static final int MAX_JOINT = 512;

    private final int size;
    private final int padded;
    private final float[] mean; // [D]
    private final float[] matrix; // [D, padded D], T; [D], its diagonal, where there is no more
    private final float[] bias; // [padded D], -T' m

    private Whitening(int size, float[] mean, float[] matrix) {
        this.size = size;
        this.padded = Lanes.pad(size);
        this.mean = mean;
        this.matrix = matrix;
        this.bias = new float[padded];
        for (int j = 0; j < size; j++) {
            double sum = isJoint() ? 0 : -(double) mean[j] * matrix[j];
            for (int i = 0; i < size && isJoint(); i++) {
                sum -= (double) mean[i] * matrix[i * padded + j];
            }
            bias[j] = (float) sum;
        }
    }

    private boolean isJoint() {
        return size <= MAX_JOINT;
    }

    /**
     * Fits it.
     *
     * @param rows [N, D]; not modified
     * @param count N, at least 1
     * @param size D
     * @param shrinkage at least 0
     */
    static Whitening fit(float[] rows, int count, int size, double shrinkage) {
        double[] mean = new double[size];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < size; j++) {
                mean[j] += rows[i * size + j];
            }
        }
        for (int j = 0; j < size; j++) {
            mean[j] /= count;
        }
        if (size > MAX_JOINT) {
            return new Whitening(size, floats(mean), inverseDeviations(rows, count, mean, shrinkage));
        }
        double[][] covariance = covariance(rows, count, mean);
        double trace = 0;
        for (int j = 0; j < size; j++) {
            trace += covariance[j][j];
        }
        for (int j = 0; j < size; j++) {
            covariance[j][j] += shrinkage * trace / size + LEAST_VARIANCE;
        }
        return new Whitening(size, floats(mean), transposedInverse(cholesky(covariance)));
    }

    private static float[] inverseDeviations(float[] rows, int count, double[] mean, double shrinkage) {
        int size = mean.length;
        double[] variances = new double[size];
        double trace = 0;
        for (int j = 0; j < size; j++) {
            double sum = 0;
            for (int i = 0; i < count; i++) {
                double difference = rows[i * size + j] - mean[j];
                sum += difference * difference;
            }
            variances[j] = sum / Math.max(1, count - 1);
            trace += variances[j];
        }
        float[] inverses = new float[size];
        for (int j = 0; j < size; j++) {
            inverses[j] = (float) (1 / Math.sqrt(variances[j] + shrinkage * trace / size + LEAST_VARIANCE));
        }
        return inverses;
    }

    private static double[][] covariance(float[] rows, int count, double[] mean) {
        int size = mean.length;
        double[][] sums = new double[size][size];
        double[] centred = new double[size];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < size; j++) {
                centred[j] = rows[i * size + j] - mean[j];
            }
            for (int j = 0; j < size; j++) {
                double[] sum = sums[j];
                double factor = centred[j];
                for (int k = 0; k <= j; k++) {
                    sum[k] += factor * centred[k];
                }
            }
        }
        for (double[] sum : sums) {
            for (int k = 0; k < size; k++) {
                sum[k] /= Math.max(1, count - 1);
            }
        }
        return sums; // the lower half
    }

    /** Returns K of {@code C = K K'}, reading the lower half of C. */
    private static double[][] cholesky(double[][] c) {
        int size = c.length;
        double[][] k = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = c[i][j];
                for (int l = 0; l < j; l++) {
                    sum -= k[i][l] * k[j][l];
                }
                // C is at least LEAST_VARIANCE times the identity, so only rounding can take a root below it.
                k[i][j] = i == j ? Math.sqrt(Math.max(sum, LEAST_VARIANCE / 2)) : sum / k[j][j];
            }
        }
        return k;
    }

    /** Returns the transpose of the inverse of K, [D, padded D]. */
    private static float[] transposedInverse(double[][] k) {
        int size = k.length;
        int padded = Lanes.pad(size);
        float[] matrix = new float[size * padded];
        double[] column = new double[size];
        for (int j = 0; j < size; j++) {
            for (int i = j; i < size; i++) {
                double sum = i == j ? 1 : 0;
                for (int l = j; l < i; l++) {
                    sum -= k[i][l] * column[l];
                }
                column[i] = sum / k[i][i];
                matrix[j * padded + i] = (float) column[i];
            }
        }
        return matrix;
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    /** Returns D. */
    int size() {
        return size;
    }

    /** Returns D padded, the length of a whitened row. */
    int padded() {
        return padded;
    }

    /** Returns the mean of one value. */
    float mean(int column) {
        return mean[column];
    }

    /** Whitens rows [count, D] into {@code target} [count, padded D]. */
    void apply(float[] rows, int count, float[] target) {
        apply(rows, count, size, target);
    }

    /** Whitens the first D values of rows [count, stride] into {@code target} [count, padded D]. */
    void apply(float[] rows, int count, int stride, float[] target) {
        if (!isJoint()) {
            for (int i = 0; i < count; i++) {
                for (int j = 0; j < size; j++) {
                    target[i * padded + j] = Math.fma(rows[i * stride + j], matrix[j], bias[j]);
                }
            }
            return;
        }
        Kernels.best()
                .matrix()
                .multiply(count, padded, size, rows, 0, stride, 1, matrix, 0, padded, bias, 0, 0, target, 0, padded);
    }

    /** Returns the squared length of a whitened row. */
    double squared(float[] whitened, int row) {
        float sum = 0;
        for (int j = row * padded; j < row * padded + size; j++) {
            sum += whitened[j] * whitened[j];
        }
        return sum;
    }

    /** Returns value {@code column} of {@code C^-1 (r - m)} of a whitened row. */
    float weighted(float[] whitened, int row, int column) {
        if (!isJoint()) {
            return matrix[column] * whitened[row * padded + column];
        }
        float sum = 0;
        for (int k = column; k < size; k++) {
            sum += matrix[column * padded + k] * whitened[row * padded + k];
        }
        return sum;
    }

    /** Returns the arrays that a file keeps. */
    List<Entry> store(String name) {
        float[] dense = isJoint() ? new float[size * size] : matrix;
        for (int i = 0; i < size && isJoint(); i++) {
            System.arraycopy(matrix, i * padded, dense, i * size, size);
        }
        return List.of(
                new Entry(name + ".mean", Shape.of(size), mean), new Entry(name + ".matrix", storedShape(size), dense));
    }

    private static Shape storedShape(int size) {
        return size > MAX_JOINT ? Shape.of(size) : Shape.of(size, size);
    }

    /** Reads what {@link #store} wrote. */
    static Whitening read(NamedArrays arrays, String name, int size) {
        float[] dense = StoredNumbers.values(arrays, name + ".matrix", storedShape(size));
        float[] mean = StoredNumbers.values(arrays, name + ".mean", Shape.of(size));
        if (size > MAX_JOINT) {
            return new Whitening(size, mean, dense);
        }
        int padded = Lanes.pad(size);
        float[] matrix = new float[Math.multiplyExact(size, padded)];
        for (int i = 0; i < size; i++) {
            System.arraycopy(dense, i * size, matrix, i * padded, size);
        }
        return new Whitening(size, mean, matrix);
    }
}
