package dev.hourglass.anomaly.scorer;

import java.util.Arrays;

/**
 * A forest made ready for scoring: comparisons are of whole numbers and choose a child by arithmetic, since half of the
 * branches of a random tree would be guessed wrong. Leaves are their own children, so that all rows walk equally far.
 * Immutable and safe for concurrent use.
 *
 * <p>Expected depths, for contributions: that of a node is the mean of the path lengths of the sample's rows that
 * passed through it.
 */
final class IsolationNodes {
    private final int[] starts; // [trees], the first node of each tree
    private final int[] depths; // [trees], of the deepest leaf
    private final int[] feature; // [nodes]; 0 for leaves
    private final int[] key; // [nodes], ordered as the thresholds are
    private final int[] child; // [nodes, 2]: where x is at least the threshold, where it is below
    private final double[] length; // [nodes], the expected path length

    private IsolationNodes(int trees, int nodes) {
        this.starts = new int[trees];
        this.depths = new int[trees];
        this.feature = new int[nodes];
        this.key = new int[nodes];
        this.child = new int[2 * nodes];
        this.length = new double[nodes];
    }

    /**
     * Checks a forest and makes it ready.
     *
     * @param trees the nodes
     * @param count the number of trees they must be
     * @param features D
     * @param rowsPerTree how many rows the leaves of each tree must hold
     * @throws IllegalArgumentException if the nodes are not such trees
     */
    static IsolationNodes of(IsolationTrees trees, int count, int features, int rowsPerTree) {
        return new Build(trees, count, features, rowsPerTree).build();
    }

    int trees() {
        return starts.length;
    }

    /** Returns a number that is ordered as floats are. */
    static int key(float value) {
        int bits = Float.floatToIntBits(value + 0f); // + 0 turns -0 into 0, which are equal
        return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
    }

    /** Adds the path lengths of rows, trees in order; {@code keys} [rows, D]. */
    void addLengths(int[] keys, int rows, int features, double[] sums) {
        for (int tree = 0; tree < starts.length; tree++) {
            int start = starts[tree];
            int depth = depths[tree];
            int row = 0;
            for (; row + 4 <= rows; row += 4) { // four walks at once: each step waits for the one before it
                int base = row * features;
                int a = start;
                int b = start;
                int c = start;
                int d = start;
                for (int i = 0; i < depth; i++) {
                    a = next(a, keys, base);
                    b = next(b, keys, base + features);
                    c = next(c, keys, base + 2 * features);
                    d = next(d, keys, base + 3 * features);
                }
                sums[row] += length[a];
                sums[row + 1] += length[b];
                sums[row + 2] += length[c];
                sums[row + 3] += length[d];
            }
            for (; row < rows; row++) {
                int node = start;
                for (int i = 0; i < depth; i++) {
                    node = next(node, keys, row * features);
                }
                sums[row] += length[node];
            }
        }
    }

    /** Adds to each column by how much its splits shortened the expected path of one row. */
    void addShortenings(int[] keys, double[] sums) {
        for (int tree = 0; tree < starts.length; tree++) {
            int node = starts[tree];
            for (int i = 0; i < depths[tree]; i++) {
                int next = next(node, keys, 0);
                sums[feature[node]] += length[node] - length[next];
                node = next;
            }
        }
    }

    private int next(int node, int[] keys, int base) {
        long difference = (long) keys[base + feature[node]] - key[node];
        return child[2 * node + (int) (difference >>> 63)];
    }

    /** Reads trees in preorder; every node is visited once, and none outside of its tree. */
    private static final class Build {
        private final int[] columns;
        private final float[] values;
        private final float[] rights;
        private final int rowsPerTree;
        private final double[] averages;
        private final int[] passed; // [nodes], rows of the sample that came through
        private final IsolationNodes nodes;
        private int next;
        private int deepest;

        Build(IsolationTrees trees, int count, int features, int rowsPerTree) {
            this.values = trees.values();
            this.rights = trees.rights();
            this.rowsPerTree = rowsPerTree;
            this.averages = IsolationForest.averageLengths(rowsPerTree);
            this.nodes = new IsolationNodes(count, trees.size());
            this.passed = new int[trees.size()];
            float[] stored = trees.features();
            this.columns = new int[stored.length];
            Arrays.setAll(columns, i -> StoredNumbers.whole("feature", stored, i, IsolationTrees.LEAF, features - 1));
        }

        IsolationNodes build() {
            for (int tree = 0; tree < nodes.starts.length; tree++) {
                nodes.starts[tree] = next;
                deepest = 0;
                int rows = visit(nodes.starts[tree], 0);
                if (rows != rowsPerTree) {
                    throw new IllegalArgumentException("the leaves of tree " + tree + " must hold " + rowsPerTree
                            + " rows together, but hold " + rows);
                }
                nodes.depths[tree] = deepest;
            }
            if (next != columns.length) {
                throw new IllegalArgumentException("the trees must have " + columns.length
                        + " nodes together, as \"feature\" has, but have " + next);
            }
            return nodes;
        }

        /** Returns how many rows of the sample came through the next node. */
        private int visit(int treeStart, int depth) {
            if (next == columns.length) {
                throw new IllegalArgumentException("the trees must end within " + next + " nodes, but one does not");
            }
            if (depth > IsolationGrowth.maxDepth(rowsPerTree)) {
                throw new IllegalArgumentException("trees must be at most " + IsolationGrowth.maxDepth(rowsPerTree)
                        + " deep, but the one at node " + treeStart + " is not");
            }
            int node = next++;
            if (columns[node] == IsolationTrees.LEAF) {
                return leaf(node, depth);
            }
            int left = next;
            int leftRows = visit(treeStart, depth + 1);
            int right = next;
            if (rights[node] != right - treeStart) {
                throw new IllegalArgumentException(
                        "\"right\" of node " + node + " must be " + (right - treeStart) + ", but was " + rights[node]);
            }
            int rows = Math.addExact(leftRows, visit(treeStart, depth + 1));
            nodes.feature[node] = columns[node];
            nodes.key[node] = key(StoredNumbers.finite("value", values, node));
            nodes.child[2 * node] = right;
            nodes.child[2 * node + 1] = left;
            nodes.length[node] = (passed[left] * nodes.length[left] + passed[right] * nodes.length[right]) / rows;
            passed[node] = rows;
            return rows;
        }

        private int leaf(int node, int depth) {
            deepest = Math.max(deepest, depth);
            passed[node] = StoredNumbers.whole("value", values, node, 1, rowsPerTree);
            nodes.child[2 * node] = node;
            nodes.child[2 * node + 1] = node;
            nodes.length[node] = depth + averages[passed[node]];
            return passed[node];
        }
    }
}
