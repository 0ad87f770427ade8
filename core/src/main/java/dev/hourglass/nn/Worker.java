package dev.hourglass.nn;

import dev.hourglass.tensor.kernel.Lanes;
import dev.hourglass.tensor.kernel.LikelihoodKernels;

/** The scratch memory of one worker. */
final class Worker {
    /**
     * How much memory a worker takes, in floats, and in ints for steps.
     *
     * @param strip a strip of gradients
     * @param turned transposed rows
     * @param row a row of outputs
     * @param scratch what operations need for themselves
     * @param steps lists of steps
     */
    record Sizes(int strip, int turned, int row, int scratch, int steps) {
        /** Nothing. */
        static final Sizes NONE = new Sizes(0, 0, 0, 0, 0);
    }

    final int index;
    final float[] lanes = new float[Math.max(Lanes.SCRATCH, LikelihoodKernels.SCRATCH)];
    /** A strip of gradients, from {@link Lanes#FIRST} on. */
    final float[] strip;
    /** Transposed rows, from {@link Lanes#FIRST} on. */
    final float[] turned;
    /** One row of outputs, for gradients that nobody wants. */
    final float[] row;
    /** What operations need for themselves; where they run vectors over it, from {@link Lanes#FIRST} on. */
    final float[] scratch;

    /** Lists of steps, for {@link SparseProduct}. */
    final int[] steps;

    private int part;
    private int parts = 1;

    Worker(int index, Sizes sizes) {
        this.index = index;
        this.strip = new float[Lanes.FIRST + sizes.strip()];
        this.turned = new float[Lanes.FIRST + sizes.turned()];
        this.row = new float[sizes.row()];
        this.scratch = new float[Lanes.FIRST + sizes.scratch()];
        this.steps = new int[sizes.steps()];
    }

    /** Returns the memory of the scratch, in bytes. */
    long sizeBytes() {
        return 4L * (lanes.length + strip.length + turned.length + row.length + scratch.length + steps.length);
    }

    /** Says that it shares every block of images with the rest of a team, or, with (0, 1), that it has blocks alone. */
    void share(int newPart, int newParts) {
        part = newPart;
        parts = newParts;
    }

    /** Returns the first of {@code count} things of a block that are this worker's. */
    int first(int count) {
        return (int) ((long) count * part / parts);
    }

    /** Returns the end of this worker's things of a block. */
    int end(int count) {
        return (int) ((long) count * (part + 1) / parts);
    }
}
