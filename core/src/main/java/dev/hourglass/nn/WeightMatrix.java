package dev.hourglass.nn;

import dev.hourglass.tensor.kernel.Lanes;
import dev.hourglass.tensor.kernel.MatrixKernels;

/**
 * A weight matrix as products read it: as it is stored, and transposed where that is wanted, in a copy that updates
 * keep in step.
 *
 * <p>A line of memory that two cores have read is slow to write: the one must first be told to forget it. So while a
 * model is small, each worker that trains it but the first reads a copy of its own, and of every line only one worker
 * reads (ADR 22).
 */
final class WeightMatrix implements WeightCopy {
    /**
     * Copies for workers are this large at most, in floats: twice the second-level cache of a core. Beyond it weights
     * have left the caches of those who read them before they are written, and copies cost more than they save.
     */
    private static final long MOST_COPIED = 1 << 19;

    private final MatrixKernels kernels;
    private final Parameter parameter;
    /** What each worker reads: the first the matrix itself, in its place among all weights. */
    private final float[][] values;

    private final float[] transposed;
    private final int transposedStride;

    /**
     * Makes the copies.
     *
     * @param readers the workers that read it while it is trained, each of which gets a copy; 1 where all may read the
     *     matrix itself
     */
    WeightMatrix(
            MatrixKernels kernels, Parameters parameters, Parameter parameter, boolean keepsTransposed, int readers) {
        this.kernels = kernels;
        this.parameter = parameter;
        this.values = new float[readers][];
        values[0] = parameters.values();
        for (int i = 1; i < readers; i++) {
            values[i] = new float[Lanes.FIRST + parameter.storedSize()];
        }
        this.transposedStride = Lanes.pad(parameter.rows());
        this.transposed =
                new float[keepsTransposed ? Lanes.FIRST + Math.multiplyExact(parameter.stride(), transposedStride) : 0];
        refresh(0, parameter.storedRows());
    }

    /** Returns how many of a team's workers read copies of their own, the first counted: all, or only that one. */
    static int readers(int workers, ParameterLayout layout) {
        return (workers - 1L) * layout.storedSize() <= MOST_COPIED ? workers : 1;
    }

    @Override
    public void refresh(int from, int to) {
        int stride = parameter.stride();
        int start = parameter.offset() + from * stride;
        for (int i = 1; i < values.length; i++) {
            System.arraycopy(values[0], start, values[i], Lanes.FIRST + from * stride, (to - from) * stride);
        }
        if (keepsTransposed()) {
            kernels.transpose(
                    to - from,
                    parameter.columns(),
                    values[0],
                    start,
                    stride,
                    transposed,
                    Lanes.FIRST + from,
                    transposedStride);
        }
    }

    boolean keepsTransposed() {
        return transposed.length > 0;
    }

    /** Returns whether there are copies that updates must keep in step. */
    boolean hasCopies() {
        return keepsTransposed() || values.length > 1;
    }

    @Override
    public long sizeBytes() {
        long size = transposed.length;
        for (int i = 1; i < values.length; i++) {
            size += values[i].length;
        }
        return 4L * size;
    }

    @Override
    public Parameter parameter() {
        return parameter;
    }

    /** Returns what a worker reads. */
    float[] values(Worker worker) {
        return values[reader(worker)];
    }

    /** Returns where the matrix begins in {@link #values}. */
    int offset(Worker worker) {
        return reader(worker) == 0 ? parameter.offset() : Lanes.FIRST;
    }

    private int reader(Worker worker) {
        return Math.min(worker.index, values.length - 1);
    }

    int stride() {
        return parameter.stride();
    }

    int storedRows() {
        return parameter.storedRows();
    }

    float[] transposed() {
        return transposed;
    }

    int transposedOffset() {
        return Lanes.FIRST;
    }

    int transposedStride() {
        return transposedStride;
    }
}
