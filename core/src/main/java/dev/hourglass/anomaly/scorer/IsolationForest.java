package dev.hourglass.anomaly.scorer;

import dev.hourglass.file.JsonView;
import dev.hourglass.file.NamedArrays;
import dev.hourglass.file.SafetensorsFile;
import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.Shape;
import java.util.List;
import java.util.Map;

/**
 * Scores a row by how few random splits set it apart from others.
 *
 * <pre>{@code
 * score = 2^(-E[h] / c(n))                     // in (0, 1]; about 0.5 for ordinary rows
 * h     = depth of the leaf + c(rows that ended there)
 * c(n)  = 2 H(n - 1) - 2 (n - 1) / n           // the mean path length of n rows, H(i) = 1 + 1/2 + .. + 1/i
 * }</pre>
 *
 * Source: Liu, Ting and Zhou 2008, "Isolation Forest", eq. 1 and 2, with the harmonic numbers themselves where the
 * paper (and scikit-learn) takes ln(i) + 0.577 for them.
 *
 * <p>The contribution of a value is by how much the splits on its column shortened the path: along the way of the row,
 * each split changes the mean path length that the rows of the sample had from there, and the change counts for the
 * column that was split on; what lengthens the path together counts 0. Source: Saabas 2014, "Interpreting random
 * forests", with path lengths as the prediction.
 *
 * <p>Rows beyond all that were seen score no higher the farther out they are. Immutable and safe for concurrent use.
 */
public final class IsolationForest implements Scorer {
    /** What it is called in files and on the command line. */
    public static final String ID = "isolation-forest";

    private final IsolationTrees trees;
    private final IsolationNodes nodes;
    private final int features;
    private final int rowsPerTree;
    private final double averageLength;

    private IsolationForest(IsolationTrees trees, int count, int features, int rowsPerTree) {
        this.trees = trees;
        this.nodes = IsolationNodes.of(trees, count, features, rowsPerTree);
        this.features = features;
        this.rowsPerTree = rowsPerTree;
        this.averageLength = averageLengths(rowsPerTree)[rowsPerTree];
    }

    /**
     * Grows a forest on rows.
     *
     * @param rows [.., D], normalized and finite; not modified
     * @param count N, the number of rows, at least 2
     * @param features D, at least 1
     * @param config how to grow it
     * @throws IllegalArgumentException if there are too few rows or a value is not finite
     */
    public static IsolationForest fit(float[] rows, int count, int features, IsolationForestConfig config) {
        RowBlocks.checkTraining(rows, count, features, 2);
        int rowsPerTree = Math.min(count, config.rowsPerTree());
        IsolationGrowth growth = new IsolationGrowth(rows, count, features, rowsPerTree);
        SeededRandom random = new SeededRandom(config.seed()).fork(ID);
        for (int tree = 0; tree < config.trees(); tree++) {
            growth.growTree(random);
        }
        return new IsolationForest(growth.trees(), config.trees(), features, rowsPerTree);
    }

    /** Returns c(0) = c(1) = 0 to c(n). */
    static double[] averageLengths(int n) {
        double[] lengths = new double[n + 1];
        double harmonic = 0;
        for (int i = 2; i <= n; i++) {
            harmonic += 1.0 / (i - 1);
            lengths[i] = 2 * harmonic - 2.0 * (i - 1) / i;
        }
        return lengths;
    }

    /** Returns the number of trees. */
    public int trees() {
        return nodes.trees();
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
            double[] lengths = new double[to - from];
            nodes.addLengths(keys(rows, from, to), to - from, features, lengths);
            for (int row = from; row < to; row++) {
                scores[row] = StrictMath.pow(2, -lengths[row - from] / (nodes.trees() * averageLength));
            }
        });
        return scores;
    }

    @Override
    public float[] contributions(float[] rows, int count, int threads) {
        RowBlocks.check(rows, count, features, threads);
        float[] contributions = new float[Math.multiplyExact(count, features)];
        RowBlocks.run(count, threads, (from, to) -> {
            for (int row = from; row < to; row++) {
                double[] shortenings = new double[features];
                nodes.addShortenings(keys(rows, row, row + 1), shortenings);
                for (int i = 0; i < features; i++) {
                    contributions[row * features + i] = (float) Math.max(0, shortenings[i] / nodes.trees());
                }
            }
        });
        return contributions;
    }

    private int[] keys(float[] rows, int from, int to) {
        int[] keys = new int[(to - from) * features];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = IsolationNodes.key(rows[from * features + i]);
        }
        return keys;
    }

    @Override
    public StoredScorer store() {
        Shape shape = Shape.of(trees.size());
        return new StoredScorer(
                Map.of(
                        StoredScorer.KIND,
                        ID,
                        "features",
                        features,
                        "trees",
                        nodes.trees(),
                        "rowsPerTree",
                        rowsPerTree,
                        "nodes",
                        trees.size()),
                List.of(
                        new SafetensorsFile.Entry("feature", shape, trees.features()),
                        new SafetensorsFile.Entry("value", shape, trees.values()),
                        new SafetensorsFile.Entry("right", shape, trees.rights())));
    }

    /**
     * Reads what {@link #store} gave.
     *
     * @param fields the fields
     * @param arrays the arrays
     * @throws IllegalArgumentException if they are not those of such a scorer
     */
    public static IsolationForest read(JsonView fields, NamedArrays arrays) {
        int features = StoredNumbers.whole(fields, "features", 1, 1 << 24); // whole numbers of float32 end there
        int trees = StoredNumbers.whole(fields, "trees", 1, IsolationForestConfig.MAX_TREES);
        int rowsPerTree = StoredNumbers.whole(fields, "rowsPerTree", 2, IsolationForestConfig.MAX_ROWS_PER_TREE);
        Shape shape = Shape.of(StoredNumbers.whole(fields, "nodes", 1, Integer.MAX_VALUE / 2));
        IsolationTrees nodes = IsolationTrees.of(
                arrays.values("feature", shape), arrays.values("value", shape), arrays.values("right", shape));
        return new IsolationForest(nodes, trees, features, rowsPerTree);
    }
}
