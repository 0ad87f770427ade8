package dev.hourglass.anomaly.scorer;

import java.util.Arrays;

/**
 * The nodes of a forest in flat arrays, tree after tree, each tree in preorder: the left child of a node is the next
 * one. This is what the file holds, and what is grown.
 *
 * <pre>{@code
 * node    0  1  2  3  4        feature -1 marks a leaf
 * feature 2 -1  0 -1 -1        x[feature] < value goes left
 * value   t  5  t  1  2        of a leaf: how many rows of the sample ended there
 * right   2  0  4  0  0        counted from the tree's first node
 * }</pre>
 *
 * Not thread-safe while it grows; safe for concurrent reading after that.
 */
final class IsolationTrees {
    static final int LEAF = -1;

    private float[] feature = new float[1024];
    private float[] value = new float[1024];
    private float[] right = new float[1024];
    private int size;

    /** Wraps arrays from a file; {@link IsolationForest} checks them. */
    static IsolationTrees of(float[] feature, float[] value, float[] right) {
        IsolationTrees trees = new IsolationTrees();
        trees.feature = feature;
        trees.value = value;
        trees.right = right;
        trees.size = feature.length;
        return trees;
    }

    int size() {
        return size;
    }

    float[] features() {
        return Arrays.copyOf(feature, size);
    }

    float[] values() {
        return Arrays.copyOf(value, size);
    }

    float[] rights() {
        return Arrays.copyOf(right, size);
    }

    /** Adds a leaf where {@code rows} rows ended. */
    void addLeaf(int rows) {
        add(LEAF, rows);
    }

    /** Adds an inner node, whose left child is added next, and returns its place. */
    int addSplit(int column, float threshold) {
        add(column, threshold);
        return size - 1;
    }

    /** Says that the right child of a node is added next. */
    void rightFollows(int node, int treeStart) {
        right[node] = size - treeStart;
    }

    private void add(int column, float number) {
        if (size == feature.length) {
            feature = Arrays.copyOf(feature, 2 * size);
            value = Arrays.copyOf(value, 2 * size);
            right = Arrays.copyOf(right, 2 * size);
        }
        feature[size] = column;
        value[size] = number;
        right[size] = 0;
        size++;
    }
}
