package dev.hourglass.nn;

import java.util.List;

/**
 * One layer bound to slabs and weights. Rows come in ranges whose ends are multiples of 8 (of 16 where a program holds
 * images); ranges are independent of each other except in {@code prepare...}, which sees the whole batch for a range of
 * columns.
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

    /**
     * Returns whether workers may share one block of images: then forward and backward do the worker's part
     * ({@link Worker#first}) of what can be divided. Where not, one of them does it all.
     */
    default boolean isDivisible() {
        return false;
    }

    /** Returns what workers that share a block of images run in its place, one after the other. */
    default List<Operation> parts() {
        return List.of(this);
    }

    /** Returns whether it only moves values from one layout to another. */
    default boolean isLayoutOnly() {
        return false;
    }

    /** Prepares {@link #forward}, for columns [from, to) of the padded width over all rows of the batch. */
    default void prepareForward(int from, int to, int rows, Worker worker) {}

    /** Prepares {@link #backward}, for columns [from, to) of the padded width over all rows of the batch. */
    default void prepareBackward(int from, int to, int rows) {}

    /** Returns the padded width that {@code prepare...} is split over. */
    default int jointColumns() {
        return 0;
    }

    /** Returns the scratch floats a worker needs, or 0. */
    default int scratchSize() {
        return 0;
    }

    /** Returns where the outputs are. */
    Slab output();

    /** Makes tables, once all operations of a program are known and their slabs have memory. */
    default void bind() {}

    /** Returns gradients of weights that {@link #backward} computes itself. */
    default List<PartGradients> partGradients() {
        return List.of();
    }

    /** Returns gradients of matrices that are the matrices themselves, by column. */
    default List<ColumnDecay> columnDecays() {
        return List.of();
    }

    /** Returns copies of weights that updates must keep in step. */
    default List<WeightCopy> weightCopies() {
        return List.of();
    }

    /** Takes weights that were changed from outside into copies the operation keeps. */
    default void refresh() {}

    /** Takes note of the step, for operations that draw random numbers, and of the rows that count in it. */
    default void begin(long step, int rows) {}

    /** Returns what each row adds to the loss, empty where nothing; valid after {@link #forward}. */
    default double[] costs() {
        return NO_COSTS;
    }

    /** Returns what each row shows beside the loss, to be kept by name; valid after {@link #forward}. */
    default List<Measure> measures() {
        return List.of();
    }

    /**
     * A figure of each row.
     *
     * @param name as histories name it, for example {@code divergence}
     * @param rows the figures; shared, valid after {@link #forward}
     */
    @SuppressWarnings("ArrayRecordComponent") // shared storage, compared by nobody
    record Measure(String name, double[] rows) {}

    /**
     * Says that choices among units stay those of the last step, or no more: a loss that jumps where another unit is
     * chosen has no slope to set beside the gradient.
     */
    default void holdChoices(boolean isHeld) {}

    /** Says that rows add nothing to the loss. */
    double[] NO_COSTS = new double[0];
}
