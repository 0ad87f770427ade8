package dev.hourglass.evaluate;

import dev.hourglass.data.Dataset;

/**
 * Projects samples onto their k directions of largest variance: the best linear autoencoder, and the baseline that
 * every model stands beside.
 *
 * <pre>{@code
 * code           = components (x - mean)            // [N, k]
 * reconstruction = mean + components^T code         // [N, D]
 * }</pre>
 *
 * <p>Up to {@value #MAX_DIRECT_FEATURES} features the covariance matrix of all samples is decomposed. Beyond that, the
 * Gram matrix of at most {@value #MAX_SAMPLE_ROWS} samples, evenly spaced over the data, which has the same directions.
 * The result depends on the data alone: not on the machine, and not on threads.
 *
 * <p>Directions without variance (constant columns, more components than the rank) are rows of zeros, whose code is 0.
 *
 * <p>Source: Bishop 2006, Pattern Recognition and Machine Learning, sections 12.1.1 and 12.1.4. Immutable and safe for
 * concurrent use.
 */
public final class Pca {
    private static final int MAX_DIRECT_FEATURES = 2000;
    private static final int MAX_SAMPLE_ROWS = 2000;
    /**
     * Variance below this share of the largest is rounding: about D times the unit of double, for D in the thousands.
     */
    private static final double RANK_TOLERANCE = 1e-12;

    private final double[] mean; // [D]
    private final double[][] components; // [k, D]
    private final double[] variances; // [k]

    private Pca(double[] mean, double[][] components, double[] variances) {
        this.mean = mean;
        this.components = components;
        this.variances = variances;
    }

    /**
     * Fits to a data set.
     *
     * @param data at least one sample
     * @param k the number of components, at least 1
     * @return the fitted projection
     */
    public static Pca fit(Dataset data, int k) {
        return fit(data.values(), data.features(), k);
    }

    /**
     * Fits to samples.
     *
     * @param values row-major [N, D], N at least 1, finite. Not modified.
     * @param features D, at least 1
     * @param k the number of components, at least 1; those beyond the rank of the data are zeros
     * @return the fitted projection
     * @throws IllegalArgumentException if there is no sample, the rows are ragged or a value is not finite
     */
    public static Pca fit(float[] values, int features, int k) {
        if (k < 1) {
            throw new IllegalArgumentException("k must be at least 1, but was " + k);
        }
        int rows = rowsOf(values, features, "D");
        if (rows == 0) {
            throw new IllegalArgumentException("PCA needs at least one sample, but there was none");
        }
        double[] mean = mean(values, rows, features);
        SymmetricEigen directions = features <= MAX_DIRECT_FEATURES
                ? ofCovariance(values, mean, rows, Math.min(k, features))
                : ofSample(values, mean, rows, k);
        return keepingRank(mean, directions, k);
    }

    /** Returns k, the number of components. */
    public int size() {
        return components.length;
    }

    /** Returns D, the number of features. */
    public int features() {
        return mean.length;
    }

    /** Returns the mean of the samples, [D]; a copy. */
    public double[] mean() {
        return mean.clone();
    }

    /** Returns component {@code index}, counted from 0 and largest variance first, [D]; a copy. */
    public double[] component(int index) {
        return components[index].clone();
    }

    /** Returns the variance along each component (sum of squares over N), descending, [k]; a copy. */
    public double[] variances() {
        return variances.clone();
    }

    /**
     * Projects samples to codes.
     *
     * @param values row-major [N, D]. Not modified.
     * @return codes, row-major [N, k]
     * @throws IllegalArgumentException if the rows are ragged
     */
    public float[] encode(float[] values) {
        int features = mean.length;
        int rows = rowsOf(values, features, "D");
        float[] codes = new float[Math.multiplyExact(rows, components.length)];
        double[] centred = new double[features];
        for (int row = 0; row < rows; row++) {
            centre(values, row, mean, centred);
            for (int c = 0; c < components.length; c++) {
                codes[row * components.length + c] = (float) dot(centred, components[c]);
            }
        }
        return codes;
    }

    /**
     * Turns codes back into samples.
     *
     * @param codes row-major [N, k]. Not modified.
     * @return reconstructions, row-major [N, D]
     * @throws IllegalArgumentException if the rows are ragged
     */
    public float[] decode(float[] codes) {
        int features = mean.length;
        int rows = rowsOf(codes, components.length, "k");
        float[] values = new float[Math.multiplyExact(rows, features)];
        double[] sum = new double[features];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(mean, 0, sum, 0, features);
            for (int c = 0; c < components.length; c++) {
                addScaled(sum, codes[row * components.length + c], components[c]);
            }
            for (int i = 0; i < features; i++) {
                values[row * features + i] = (float) sum[i];
            }
        }
        return values;
    }

    /** Projects samples [N, D] to codes and back; not clamped to the range of the data. */
    public float[] reconstruct(float[] values) {
        return decode(encode(values));
    }

    private static int rowsOf(float[] values, int width, String letter) {
        if (width < 1 || values.length % width != 0) {
            throw new IllegalArgumentException("values must be whole rows of " + letter + " = " + width
                    + ", but there were " + values.length + " values");
        }
        return values.length / width;
    }

    private static double[] mean(float[] values, int rows, int features) {
        double[] mean = new double[features];
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < features; i++) {
                float value = values[row * features + i];
                if (!Float.isFinite(value)) {
                    throw new IllegalArgumentException(
                            "PCA needs finite values, but row " + row + ", feature " + i + " was " + value);
                }
                mean[i] += value;
            }
        }
        for (int i = 0; i < features; i++) {
            mean[i] /= rows;
        }
        return mean;
    }

    private static SymmetricEigen ofCovariance(float[] values, double[] mean, int rows, int k) {
        int features = mean.length;
        double[] scatter = ScatterMatrix.of(rows, features, (row, target) -> centre(values, row, mean, target));
        for (int i = 0; i < scatter.length; i++) {
            scatter[i] /= rows;
        }
        return SymmetricEigen.of(scatter, features, k);
    }

    /** With X = U S V^T, X X^T has the eigenvectors U and the same eigenvalues, and V = X^T U / S. */
    private static SymmetricEigen ofSample(float[] values, double[] mean, int rows, int k) {
        int features = mean.length;
        int taken = Math.min(rows, MAX_SAMPLE_ROWS);
        double[][] sample = new double[taken][features];
        for (int i = 0; i < taken; i++) {
            centre(values, (int) ((long) i * rows / taken), mean, sample[i]);
        }
        double[] gram = ScatterMatrix.of(features, taken, (feature, target) -> {
            for (int i = 0; i < taken; i++) {
                target[i] = sample[i][feature];
            }
        });
        for (int i = 0; i < gram.length; i++) {
            gram[i] /= taken;
        }
        SymmetricEigen small = SymmetricEigen.of(gram, taken, Math.min(k, taken));
        double[][] vectors = new double[small.values().length][features];
        for (int c = 0; c < vectors.length; c++) {
            for (int i = 0; i < taken; i++) {
                addScaled(vectors[c], small.vectors()[c][i], sample[i]);
            }
            vectors[c] = SymmetricEigen.withFixedSign(ofLengthOne(vectors[c]));
        }
        return new SymmetricEigen(small.values(), vectors);
    }

    private static Pca keepingRank(double[] mean, SymmetricEigen directions, int k) {
        double[][] components = new double[k][mean.length];
        double[] variances = new double[k];
        double least = Math.max(directions.values()[0], 0) * RANK_TOLERANCE;
        for (int c = 0; c < directions.values().length; c++) {
            if (directions.values()[c] > least) {
                components[c] = directions.vectors()[c];
                variances[c] = directions.values()[c];
            }
        }
        return new Pca(mean, components, variances);
    }

    private static void centre(float[] values, int row, double[] mean, double[] target) {
        int base = row * mean.length;
        for (int i = 0; i < mean.length; i++) {
            target[i] = values[base + i] - mean[i];
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static void addScaled(double[] sum, double scale, double[] vector) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += scale * vector[i];
        }
    }

    private static double[] ofLengthOne(double[] vector) {
        double length = StrictMath.sqrt(dot(vector, vector));
        double[] result = new double[vector.length];
        if (length > 0) {
            addScaled(result, 1 / length, vector);
        }
        return result;
    }
}
