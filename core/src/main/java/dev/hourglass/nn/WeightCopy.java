package dev.hourglass.nn;

/** A copy of a weight matrix in another order, that updates keep in step. */
interface WeightCopy {
    /** Returns the matrix that is copied. */
    Parameter parameter();

    /** Copies rows [from, to) of the stored matrix; both ends multiples of 8. */
    void refresh(int from, int to);

    /** Copies all rows. */
    default void refreshAll() {
        refresh(0, parameter().storedRows());
    }

    /** Returns the memory of the copy, in bytes. */
    long sizeBytes();
}
