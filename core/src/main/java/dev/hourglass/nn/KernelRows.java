package dev.hourglass.nn;

import dev.hourglass.model.Conv2d;
import dev.hourglass.tensor.kernel.ImageKernels;
import dev.hourglass.tensor.kernel.Lanes;
import java.util.Arrays;

/**
 * Projects to a single channel by rows of the kernel: for each row of big pixels, what each row of the kernel makes of
 * it, all of them in one go as if they were channels, which fills registers; then, for each row of small pixels, the
 * sum of its big rows on top of the bias, from above.
 *
 * <p>Sums of as many big rows as the kernel has are kept in scratch, each in the slot of its number, so that rows in
 * order need each big row once.
 */
final class KernelRows {
    private static final int RUN = 16;

    private final ImageKernels kernels;
    private final Parameter weight;
    private final float[] weights;
    private final Conv2d spec;
    private final int kernel;
    private final int columns;
    /** [kernel columns and big channels, kernel rows]. */
    private final float[] turned;

    private final float[] zeros;
    private final float[] ones;
    /** Where the sums of each kernel row are, by the slot of the first big row. */
    private final int[][] sumOffsets;

    private int[] offsets = new int[0];

    KernelRows(ImageKernels kernels, Parameters parameters, Parameter weight, int columns, Conv2d spec) {
        this.kernels = kernels;
        this.weight = weight;
        this.weights = parameters.values();
        this.spec = spec;
        this.kernel = spec.kernel();
        this.columns = columns;
        this.turned = new float[weight.rows()];
        this.zeros = new float[kernel];
        this.ones = new float[kernel];
        Arrays.fill(ones, 1f);
        this.sumOffsets = new int[kernel][kernel];
        for (int slot = 0; slot < kernel; slot++) {
            for (int k = 0; k < kernel; k++) {
                sumOffsets[slot][k] = (slot + k) % kernel * slotSize() + k * RUN;
            }
        }
    }

    /** Says whether a convolution can go this way: to one channel, by neighbouring rows. */
    static boolean suits(Conv2d spec) {
        return spec.outputs() == 1 && spec.stride() == 1 && spec.dilation() == 1 && spec.kernel() == 3;
    }

    /** Takes where the taps of a small pixel are, of which those of the first kernel row count. */
    void bind(int[] taps) {
        offsets = Arrays.copyOf(taps, kernel * spec.inputs());
    }

    private int slotSize() {
        return columns * kernel * RUN;
    }

    /** Returns the floats of scratch that a worker needs: the sums of as many rows as the kernel has. */
    int scratchSize() {
        return kernel * slotSize();
    }

    /**
     * Sums what kernel rows make of a row of big pixels.
     *
     * @param row counted from the first that the first small row takes, so from the border
     * @param in big values
     * @param from where the patch of the small pixel that starts on this row is
     */
    void sum(int row, float[] in, int from, float[] scratch) {
        kernels.gather(
                columns,
                kernel,
                offsets.length,
                offsets,
                in,
                from,
                spec.inputs() * RUN,
                turned,
                0,
                kernel,
                zeros,
                0,
                scratch,
                Lanes.FIRST + row % kernel * slotSize(),
                kernel * RUN);
    }

    /** Adds up a row of small pixels, once the big rows from the same number on are summed. */
    void add(int row, float[] init, int initFrom, float[] out, int outFrom, float[] scratch) {
        kernels.gather(
                columns,
                1,
                kernel,
                sumOffsets[row % kernel],
                scratch,
                Lanes.FIRST,
                kernel * RUN,
                ones,
                0,
                1,
                init,
                initFrom,
                out,
                outFrom,
                RUN);
    }

    /** Takes changed rows of the weights. */
    void refresh(int from, int to) {
        int across = kernel * spec.inputs();
        for (int row = from; row < Math.min(to, weight.rows()); row++) {
            turned[row % across * kernel + row / across] = weights[weight.offset() + row * weight.stride()];
        }
    }

    long sizeBytes() {
        return 4L * turned.length;
    }
}
