package dev.hourglass.anomaly.scorer;

/**
 * Says how an {@link IsolationForest} is grown.
 *
 * @param trees in [1, 10,000]
 * @param rowsPerTree rows drawn for each tree without replacement, in [2, 65,536]; all rows where there are fewer
 * @param seed of the draws
 */
public record IsolationForestConfig(int trees, int rowsPerTree, long seed) {
    static final int MAX_TREES = 10_000;
    static final int MAX_ROWS_PER_TREE = 1 << 16;
    /** Bounds the memory of a forest, about 40 bytes a row of a tree. */
    private static final int MAX_ROWS = 1 << 25;

    public IsolationForestConfig {
        if (trees < 1 || trees > MAX_TREES) {
            throw new IllegalArgumentException("trees must be in [1, " + MAX_TREES + "], but was " + trees);
        }
        if (rowsPerTree < 2 || rowsPerTree > MAX_ROWS_PER_TREE) {
            throw new IllegalArgumentException(
                    "rowsPerTree must be in [2, " + MAX_ROWS_PER_TREE + "], but was " + rowsPerTree);
        }
        if ((long) trees * rowsPerTree > MAX_ROWS) {
            throw new IllegalArgumentException(
                    "trees times rowsPerTree must be at most " + MAX_ROWS + ", but was " + (long) trees * rowsPerTree);
        }
    }

    /** Returns 100 trees of 256 rows: what Liu et al. 2008, section 5, found to be enough for large data too. */
    public static IsolationForestConfig defaults(long seed) {
        return new IsolationForestConfig(100, 256, seed);
    }
}
