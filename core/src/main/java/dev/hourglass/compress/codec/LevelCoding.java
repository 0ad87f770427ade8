package dev.hourglass.compress.codec;

/** A way of coding levels by what is known of the values before them. Not thread-safe; confine to one thread. */
sealed interface LevelCoding permits QuickLevels, ThoroughLevels {
    /** Returns whether all values of a column come before those of the next; if not, they come row by row. */
    boolean isByColumn();

    /**
     * Codes the rank of the next level, and remembers it.
     *
     * @param known the rank; of no meaning when decoding
     * @return the rank
     */
    long code(long known, int row, int column);

    /** Passes a value of no level by: the one above stands for it. */
    void skip(int row, int column);
}
