package dev.hourglass.nn;

/**
 * One layer bound to slabs and weights. Rows come in ranges whose ends are multiples of 8; ranges are independent of
 * each other except in {@code prepare...}, which sees the whole batch for a range of columns.
 */
interface Operation {
    /** Computes outputs for rows [from, to). */
    void forward(int from, int to, Worker worker);

    /** Computes gradients of inputs for rows [from, to). */
    void backward(int from, int to, Worker worker);

    /** Returns whether every row must be known before one can be computed. */
    default boolean isJoint() {
        return false;
    }

    /** Prepares {@link #forward}, for columns [from, to) of the padded width over all rows of the batch. */
    default void prepareForward(int from, int to, int rows) {}

    /** Prepares {@link #backward}, for columns [from, to) of the padded width over all rows of the batch. */
    default void prepareBackward(int from, int to, int rows) {}

    /** Returns the padded width that {@code prepare...} is split over. */
    default int jointColumns() {
        return 0;
    }

    /** Returns where the outputs are. */
    Slab output();

    /** Takes weights that were changed from outside into copies the operation keeps. */
    default void refresh() {}

    /** Takes note of the step, for operations that draw random numbers. */
    default void step(long step) {}
}
