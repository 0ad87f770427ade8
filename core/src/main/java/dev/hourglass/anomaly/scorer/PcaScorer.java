package dev.hourglass.anomaly.scorer;

import dev.hourglass.evaluate.Pca;
import dev.hourglass.file.JsonView;
import dev.hourglass.file.NamedArrays;
import dev.hourglass.file.SafetensorsFile;
import dev.hourglass.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Scores a row by what the first principal components leave of it: the best linear autoencoder, and so the baseline
 * that an autoencoder has to beat.
 *
 * <pre>{@code
 * code = V (x - mean)
 * score = || x - mean - V^T code ||^2          // V [k, D], rows of length 1
 * }</pre>
 *
 * The contribution of a value is its own square in that sum. A constant column belongs to no component, so every
 * departure from the constant counts whole. With one column there is no component, and the score is the squared
 * distance to the mean.
 *
 * <p>This is the squared prediction error, or Q statistic, of Jackson and Mudholkar 1979, "Control procedures for
 * residuals associated with principal component analysis". It is another thing than PyOD's {@code PCA}, which weighs
 * distances along the components by their inverse variances (Shyu et al. 2003).
 *
 * <p>Immutable and safe for concurrent use.
 */
public final class PcaScorer implements Scorer, Encoding {
    /** What it is called in files and on the command line. */
    public static final String ID = "pca";

    private static final int MAX_COMPONENTS = 2000;

    private final float[] mean; // [D]
    private final float[] components; // [k, D]

    private PcaScorer(float[] mean, float[] components) {
        this.mean = mean;
        this.components = components;
    }

    /**
     * Fits to rows.
     *
     * @param rows [.., D], normalized and finite; not modified
     * @param count N, the number of rows, at least 1
     * @param features D, at least 1
     * @param config how many components to keep
     * @throws IllegalArgumentException if there are too few rows or a value is not finite
     */
    public static PcaScorer fit(float[] rows, int count, int features, PcaScorerConfig config) {
        RowBlocks.checkTraining(rows, count, features, 1);
        if (features == 1) {
            return new PcaScorer(
                    floats(Pca.fit(Arrays.copyOf(rows, count), 1, 1).mean()), new float[0]);
        }
        Pca pca = Pca.fit(
                Arrays.copyOf(rows, count * features), features, Math.min(features, Math.min(count, MAX_COMPONENTS)));
        int kept = Math.min(kept(pca.variances(), config.varianceShare()), features - 1);
        float[] components = new float[kept * features];
        for (int c = 0; c < kept; c++) {
            System.arraycopy(floats(pca.component(c)), 0, components, c * features, features);
        }
        return new PcaScorer(floats(pca.mean()), components);
    }

    /** Returns how many of these variances, descending, reach the share of their sum; at least 1. */
    private static int kept(double[] variances, double share) {
        double all = 0;
        for (double variance : variances) {
            all += variance;
        }
        double sum = variances[0];
        int kept = 1;
        // A direction without variance is a row of zeros: rounding of the sum must not ask for one.
        while (sum < share * all && kept < variances.length && variances[kept] > 0) {
            sum += variances[kept++];
        }
        return kept;
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    /** Returns k, the number of components kept. */
    public int components() {
        return components.length / mean.length;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public int features() {
        return mean.length;
    }

    @Override
    public double[] score(float[] rows, int count, int threads) {
        RowBlocks.check(rows, count, mean.length, threads);
        double[] scores = new double[count];
        RowBlocks.run(count, threads, (from, to) -> {
            double[] residual = new double[mean.length];
            for (int row = from; row < to; row++) {
                residual(rows, row, residual);
                double sum = 0;
                for (double value : residual) {
                    sum += value * value;
                }
                scores[row] = sum;
            }
        });
        return scores;
    }

    @Override
    public float[] contributions(float[] rows, int count, int threads) {
        int features = mean.length;
        RowBlocks.check(rows, count, features, threads);
        float[] contributions = new float[Math.multiplyExact(count, features)];
        RowBlocks.run(count, threads, (from, to) -> {
            double[] residual = new double[features];
            for (int row = from; row < to; row++) {
                residual(rows, row, residual);
                for (int i = 0; i < features; i++) {
                    contributions[row * features + i] = (float) Math.min(residual[i] * residual[i], Float.MAX_VALUE);
                }
            }
        });
        return contributions;
    }

    @Override
    public int codeSize() {
        return Math.min(MAX_CODE_SIZE, components());
    }

    @Override
    public float[] codes(float[] rows, int count, int threads) {
        int features = mean.length;
        int size = codeSize();
        RowBlocks.check(rows, count, features, threads);
        float[] codes = new float[Math.multiplyExact(count, size)];
        RowBlocks.run(count, threads, (from, to) -> {
            for (int row = from; row < to; row++) {
                for (int c = 0; c < size; c++) {
                    codes[row * size + c] = code(rows, row, c * features);
                }
            }
        });
        return codes;
    }

    private float code(float[] rows, int row, int base) {
        double code = 0;
        for (int i = 0; i < mean.length; i++) {
            code += ((double) rows[row * mean.length + i] - mean[i]) * components[base + i];
        }
        return (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, code));
    }

    private void residual(float[] rows, int row, double[] residual) {
        int features = mean.length;
        for (int i = 0; i < features; i++) {
            residual[i] = (double) rows[row * features + i] - mean[i];
        }
        // The components are orthogonal, so taking them out one after the other is the same and loses fewer digits.
        for (int base = 0; base < components.length; base += features) {
            double code = 0;
            for (int i = 0; i < features; i++) {
                code += residual[i] * components[base + i];
            }
            for (int i = 0; i < features; i++) {
                residual[i] -= code * components[base + i];
            }
        }
    }

    @Override
    public StoredScorer store() {
        List<SafetensorsFile.Entry> arrays = new ArrayList<>();
        arrays.add(new SafetensorsFile.Entry("mean", Shape.of(mean.length), mean.clone()));
        if (components.length > 0) {
            arrays.add(
                    new SafetensorsFile.Entry("components", Shape.of(components(), mean.length), components.clone()));
        }
        return new StoredScorer(
                Map.of(StoredScorer.KIND, ID, "features", mean.length, "components", components()), arrays);
    }

    /**
     * Reads what {@link #store} gave.
     *
     * @param fields the fields
     * @param arrays the arrays
     * @throws IllegalArgumentException if they are not those of such a scorer
     */
    public static PcaScorer read(JsonView fields, NamedArrays arrays) {
        int features = StoredNumbers.whole(fields, "features", 1, Integer.MAX_VALUE);
        int components = StoredNumbers.whole(fields, "components", 0, features - 1);
        float[] mean = StoredNumbers.finite("mean", arrays.values("mean", Shape.of(features)));
        if (components == 0) {
            return new PcaScorer(mean, new float[0]);
        }
        return new PcaScorer(
                mean, StoredNumbers.finite("components", arrays.values("components", Shape.of(components, features))));
    }
}
