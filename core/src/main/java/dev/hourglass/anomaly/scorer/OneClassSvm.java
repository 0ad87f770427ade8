package dev.hourglass.anomaly.scorer;

import dev.hourglass.file.JsonView;
import dev.hourglass.file.NamedArrays;
import dev.hourglass.file.SafetensorsFile;
import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Scores a row by how far it lies outside of the smallest region, in the space of a Gaussian kernel, that holds all but
 * a share nu of the training rows.
 *
 * <pre>{@code
 * score = rho - sum_i a_i exp(-gamma || x - v_i ||^2)         // above 0 outside; v_i support vectors
 * }</pre>
 *
 * Source: Schoelkopf et al. 2001, "Estimating the support of a high-dimensional distribution", eq. 3.10; scaled as
 * LIBSVM and scikit-learn do, whose {@code decision_function} is the negative of the score. Far from all support
 * vectors the score is rho, however far.
 *
 * <p>The contribution of a value is its square distance to the mean of the support vectors, weighted by how much each
 * adds at x: gamma (x_j - sum_i w_i v_ij)^2, w_i in proportion to a_i exp(-gamma || x - v_i ||^2). That is half of the
 * gradient of the negative logarithm of the kernel sum times the step to that mean, and works far out too, where the
 * gradient of the score itself is 0. Source: Kauffmann, Mueller and Montavon 2020, "Towards explaining anomalies: a
 * deep Taylor decomposition of one-class models".
 *
 * <p>Immutable and safe for concurrent use.
 */
public final class OneClassSvm implements Scorer {
    /** What it is called in files and on the command line. */
    public static final String ID = "one-class-svm";

    private final float[] vectors; // [S, D]
    private final float[] weights; // [S]
    private final int features;
    private final GaussianKernel kernel;
    private final double offset;

    private OneClassSvm(float[] vectors, float[] weights, GaussianKernel kernel, double offset) {
        this.vectors = vectors;
        this.weights = weights;
        this.features = kernel.features();
        this.kernel = kernel;
        this.offset = offset;
    }

    /**
     * Fits to rows, or to a sample of them where there are more than the configuration says.
     *
     * @param rows [.., D], normalized and finite; not modified
     * @param count N, the number of rows, at least 2
     * @param features D, at least 1
     * @param config how to fit
     * @throws IllegalArgumentException if there are too few rows or a value is not finite
     */
    public static OneClassSvm fit(float[] rows, int count, int features, OneClassSvmConfig config) {
        RowBlocks.checkTraining(rows, count, features, 2);
        int[] drawn = drawn(count, config);
        float[] sample = new float[drawn.length * features];
        for (int i = 0; i < drawn.length; i++) {
            System.arraycopy(rows, drawn[i] * features, sample, i * features, features);
        }
        GaussianKernel kernel = GaussianKernel.scaled(sample, features, config.gammaScale());
        OneClassSolver solver = new OneClassSolver(kernel.matrix(sample), config.nu());
        solver.solve();
        return keepingSupport(sample, kernel, solver);
    }

    private static OneClassSvm keepingSupport(float[] sample, GaussianKernel kernel, OneClassSolver solver) {
        int features = kernel.features();
        double[] weights = solver.weights();
        float[] vectors = new float[sample.length];
        float[] kept = new float[weights.length];
        int support = 0;
        for (int i = 0; i < weights.length; i++) {
            if ((float) weights[i] > 0) {
                System.arraycopy(sample, i * features, vectors, support * features, features);
                kept[support++] = (float) weights[i];
            }
        }
        return new OneClassSvm(
                Arrays.copyOf(vectors, support * features), Arrays.copyOf(kept, support), kernel, solver.offset());
    }

    private static int[] drawn(int count, OneClassSvmConfig config) {
        int taken = Math.min(count, config.maxRows());
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = i;
        }
        if (taken < count) {
            SeededRandom random = new SeededRandom(config.seed()).fork(ID);
            for (int i = 0; i < taken; i++) { // the first steps of a shuffle
                int j = i + random.nextInt(count - i);
                int swapped = order[i];
                order[i] = order[j];
                order[j] = swapped;
            }
        }
        return Arrays.copyOf(order, taken);
    }

    /** Returns S, the number of support vectors. */
    public int supportVectors() {
        return weights.length;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public int features() {
        return features;
    }

    @Override
    public double[] score(float[] rows, int count, int threads) {
        RowBlocks.check(rows, count, features, threads);
        double[] scores = new double[count];
        RowBlocks.run(count, threads, (from, to) -> {
            for (int row = from; row < to; row++) {
                double sum = 0;
                for (int i = 0; i < weights.length; i++) {
                    sum += weights[i] * kernel.at(kernel.squaredDistance(rows, row, vectors, i));
                }
                scores[row] = offset - sum;
            }
        });
        return scores;
    }

    @Override
    public float[] contributions(float[] rows, int count, int threads) {
        RowBlocks.check(rows, count, features, threads);
        float[] contributions = new float[Math.multiplyExact(count, features)];
        RowBlocks.run(count, threads, (from, to) -> {
            double[] near = new double[weights.length];
            for (int row = from; row < to; row++) {
                nearness(rows, row, near);
                for (int j = 0; j < features; j++) {
                    double mean = 0;
                    for (int i = 0; i < near.length; i++) {
                        mean += near[i] * vectors[i * features + j];
                    }
                    double step = rows[row * features + j] - mean;
                    contributions[row * features + j] = (float) Math.min(kernel.gamma() * step * step, Float.MAX_VALUE);
                }
            }
        });
        return contributions;
    }

    /** Fills in w, which sums to 1: distances are taken from the least one, so that the nearest never vanishes. */
    private void nearness(float[] rows, int row, double[] near) {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < near.length; i++) {
            near[i] = kernel.squaredDistance(rows, row, vectors, i);
            least = Math.min(least, near[i]);
        }
        double sum = 0;
        for (int i = 0; i < near.length; i++) {
            near[i] = weights[i] * kernel.at(near[i] - least);
            sum += near[i];
        }
        for (int i = 0; i < near.length; i++) {
            near[i] /= sum;
        }
    }

    @Override
    public StoredScorer store() {
        return new StoredScorer(
                Map.of(
                        StoredScorer.KIND,
                        ID,
                        "features",
                        features,
                        "supportVectors",
                        weights.length,
                        "gamma",
                        kernel.gamma(),
                        "offset",
                        offset),
                List.of(
                        new SafetensorsFile.Entry("vectors", Shape.of(weights.length, features), vectors.clone()),
                        new SafetensorsFile.Entry("weights", Shape.of(weights.length), weights.clone())));
    }

    /**
     * Reads what {@link #store} gave.
     *
     * @param fields the fields
     * @param arrays the arrays
     * @throws IllegalArgumentException if they are not those of such a scorer
     */
    public static OneClassSvm read(JsonView fields, NamedArrays arrays) {
        int features = StoredNumbers.whole(fields, "features", 1, Integer.MAX_VALUE);
        int support = StoredNumbers.whole(fields, "supportVectors", 1, OneClassSvmConfig.LARGEST_MAX_ROWS);
        double gamma = StoredNumbers.finite(fields, "gamma");
        float[] weights = StoredNumbers.finite("weights", arrays.values("weights", Shape.of(support)));
        for (float weight : weights) {
            if (weight <= 0 || weight > 1) {
                throw new IllegalArgumentException("\"weights\" must be above 0 and at most 1, but one was " + weight);
            }
        }
        if (gamma <= 0) {
            throw new IllegalArgumentException("\"gamma\" must be above 0, but was " + gamma);
        }
        float[] vectors = StoredNumbers.finite("vectors", arrays.values("vectors", Shape.of(support, features)));
        GaussianKernel kernel = new GaussianKernel(gamma, features);
        return new OneClassSvm(vectors, weights, kernel, StoredNumbers.finite(fields, "offset"));
    }
}
