package dev.hourglass.nn;

/** A copy of a weight matrix in another order, that updates keep in step. */
interface WeightCopy {
    /** Returns the matrix that is copied. */
    Parameter parameter();

    /** Copies rows [from, to) of the stored matrix; both ends multiples of 8. */
    void refresh(int from, int to);

    /** Returns whether it needs all rows refreshed before it can be used: then {@link #finish} follows. */
    default boolean needsAllRows() {
        return false;
    }

    /** Does one of several workers' part of what needs all rows, once they are all refreshed. */
    default void finish(int part, int parts) {}

    /** Copies all rows. */
    default void refreshAll() {
        refresh(0, parameter().storedRows());
        finish(0, 1);
    }

    /** Returns the memory of the copy, in bytes. */
    long sizeBytes();
}
