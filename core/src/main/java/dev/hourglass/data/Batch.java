package dev.hourglass.data;

import org.jspecify.annotations.Nullable;

/** A reusable block of rows, [capacity, D] float32, with an optional label a row. Not thread-safe. */
public final class Batch {
    private final float[] values;
    private final @Nullable String[] labels;
    private final int capacity;
    private final int features;
    private int rows;

    /**
     * Creates an empty block.
     *
     * @param capacity the most rows it holds, at least 1
     * @param features D, the number of values a row, at least 1
     */
    public Batch(int capacity, int features) {
        if (capacity < 1 || features < 1 || (long) capacity * features > Integer.MAX_VALUE - 16) {
            throw new IllegalArgumentException(
                    "a batch must hold between 1 and 2^31 values, but was " + capacity + " x " + features);
        }
        this.capacity = capacity;
        this.features = features;
        this.values = new float[capacity * features];
        this.labels = new @Nullable String[capacity];
    }

    /** Returns the values, row-major [capacity, D]; shared. */
    public float[] values() {
        return values;
    }

    /** Returns the most rows it holds. */
    public int capacity() {
        return capacity;
    }

    /** Returns D, the number of values a row. */
    public int features() {
        return features;
    }

    /** Returns the number of rows filled. */
    public int rows() {
        return rows;
    }

    /** Sets the number of rows filled. */
    public void rows(int rows) {
        if (rows < 0 || rows > capacity) {
            throw new IllegalArgumentException("rows must be in [0, " + capacity + "], but was " + rows);
        }
        this.rows = rows;
    }

    /** Returns the label of a row, or null where the source has none. */
    public @Nullable String label(int row) {
        return labels[row];
    }

    /** Sets the label of a row. */
    public void label(int row, @Nullable String label) {
        labels[row] = label;
    }

    /** Refuses a batch whose rows are not as long as the schema's samples. */
    void requireFitsTo(DataSchema schema) {
        if (features != schema.features()) {
            throw new IllegalArgumentException(
                    "a batch must have " + schema.features() + " features, as its reader has, but had " + features);
        }
    }
}
