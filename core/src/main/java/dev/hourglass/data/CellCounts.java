package dev.hourglass.data;

/**
 * Counts the cells of a table that were not as in training, and were taken all the same.
 *
 * @param missing cells without a value; the normalization fills them
 * @param unknownCategories categories that training never saw; all features of their column are 0
 */
public record CellCounts(long missing, long unknownCategories) {
    /** Nothing of the kind. */
    public static final CellCounts NONE = new CellCounts(0, 0);

    /** Returns whether there was any. */
    public boolean isEmpty() {
        return missing == 0 && unknownCategories == 0;
    }
}
