package dev.hourglass.anomaly.scorer;

import dev.hourglass.tensor.SeededRandom;

/**
 * Grows isolation trees: draws rows, then splits them at random until each is alone or the tree is as deep as a
 * balanced one would be. Columns that are constant within a node are never drawn there, as in scikit-learn; Liu et al.
 * would end the branch by a split that splits nothing. Not thread-safe.
 */
final class IsolationGrowth {
    private final float[] rows; // [.., D]
    private final int features;
    private final int rowsPerTree;
    private final int maxDepth;
    private final int[] order; // [N], any permutation of the rows
    private final int[] candidates; // [D], the columns that a node may still draw
    private final IsolationTrees trees = new IsolationTrees();

    IsolationGrowth(float[] rows, int count, int features, int rowsPerTree) {
        this.rows = rows;
        this.features = features;
        this.rowsPerTree = rowsPerTree;
        this.maxDepth = maxDepth(rowsPerTree);
        this.order = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = i;
        }
        this.candidates = new int[features];
    }

    /** Returns ceil(log2 n): beyond that depth a row is ordinary, and how ordinary does not matter. */
    static int maxDepth(int rowsPerTree) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(rowsPerTree - 1);
    }

    IsolationTrees trees() {
        return trees;
    }

    void growTree(SeededRandom random) {
        for (int i = 0; i < rowsPerTree; i++) { // the first steps of a shuffle draw without replacement
            swap(i, i + random.nextInt(order.length - i));
        }
        grow(0, rowsPerTree, maxDepth, trees.size(), random);
    }

    private void grow(int from, int to, int depthLeft, int treeStart, SeededRandom random) {
        if (to - from == 1 || depthLeft == 0 || !split(from, to, depthLeft, treeStart, random)) {
            trees.addLeaf(to - from);
        }
    }

    /** Splits a node's rows at a random value of a random column, or says that no column tells them apart. */
    private boolean split(int from, int to, int depthLeft, int treeStart, SeededRandom random) {
        for (int i = 0; i < features; i++) {
            candidates[i] = i;
        }
        for (int left = features; left > 0; left--) {
            int drawn = random.nextInt(left);
            int column = candidates[drawn];
            candidates[drawn] = candidates[left - 1];
            float low = Float.POSITIVE_INFINITY;
            float high = Float.NEGATIVE_INFINITY;
            for (int i = from; i < to; i++) {
                float value = rows[order[i] * features + column];
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
            if (low < high) {
                float threshold = (float) (low + random.nextDouble() * ((double) high - low));
                threshold = threshold > low ? threshold : Math.nextUp(low); // both sides must have a row
                int middle = partition(from, to, column, threshold);
                int node = trees.addSplit(column, threshold);
                grow(from, middle, depthLeft - 1, treeStart, random);
                trees.rightFollows(node, treeStart);
                grow(middle, to, depthLeft - 1, treeStart, random);
                return true;
            }
        }
        return false;
    }

    private int partition(int from, int to, int column, float threshold) {
        int middle = from;
        for (int i = from; i < to; i++) {
            if (rows[order[i] * features + column] < threshold) {
                swap(i, middle++);
            }
        }
        return middle;
    }

    private void swap(int i, int j) {
        int swapped = order[i];
        order[i] = order[j];
        order[j] = swapped;
    }
}
