package dev.hourglass.nn;

import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.tensor.kernel.Lanes;

/**
 * Sums the weight gradient of a convolution of many channels as products of matrices, one for each run of pixels in a
 * row, and each row of the kernel if there are many big channels: patches [taps and big channels, pixels and samples]
 * by slopes [pixels and samples, small channels]. Each weight takes one fma a pixel and sample, both ascending.
 *
 * <p>Patches and slopes are copied to where products want them, which costs a twentieth of the products themselves.
 */
final class PatchProduct {
    private static final int RUN = 16;
    /** Rows of patches, and small channels, from which products beat sums by sample. */
    private static final int MANY = 32;
    /** Pixels whose slopes stay in the first-level cache. */
    private static final int CHUNK = 8;

    private final Kernels kernels;
    private final int parts;
    private final int patchRows;
    private final int channels;
    private final Parameter weight;
    private final float[] zeros;

    /**
     * @param weight whose gradient it is
     * @param kernel rows of the kernel
     * @param rows rows of the weight: taps times big channels
     * @param channels small channels
     */
    PatchProduct(Kernels kernels, Parameter weight, int kernel, int rows, int channels) {
        this.kernels = kernels;
        this.weight = weight;
        this.channels = channels;
        this.parts = rows / kernel >= MANY ? kernel : 1;
        this.patchRows = rows / parts;
        this.zeros = new float[weight.stride()];
    }

    /** Says whether it is faster than {@link dev.hourglass.tensor.kernel.ImageKernels#correlate}. */
    static boolean suits(int rows, int channels) {
        return rows >= MANY && channels >= MANY && channels % RUN == 0;
    }

    /** Returns the floats of scratch that a worker needs. */
    int scratchSize() {
        return CHUNK * RUN * (channels + patchRows);
    }

    /**
     * Sums over one block, or over a worker's share of the patches' rows.
     *
     * @param big big values
     * @param bigPixels where the patch of each small pixel starts
     * @param bigStep distance of the patches of neighbours in a row
     * @param offsets where each row of a patch lies in it
     * @param slopes gradients of small values
     * @param smallPixels where each small pixel is
     * @param columns small pixels in a row
     * @param bigFrom first value of the block
     * @param smallFrom first gradient of the block
     */
    void sum(
            float[] big,
            int[] bigPixels,
            int bigStep,
            int[] offsets,
            float[] slopes,
            int[] smallPixels,
            int columns,
            int bigFrom,
            int smallFrom,
            float[] g,
            int gFrom,
            Worker worker) {
        for (int row = 0; row < smallPixels.length; row += columns) {
            for (int p = row; p < row + columns; p += CHUNK) {
                int count = Math.min(CHUNK, row + columns - p);
                turn(slopes, smallPixels, smallFrom, p, count, worker.scratch);
                for (int part = 0; part < parts; part++) {
                    multiply(big, bigFrom + bigPixels[p], bigStep, offsets, part, count, p == 0, g, gFrom, worker);
                }
            }
        }
    }

    private void turn(float[] slopes, int[] pixels, int from, int first, int count, float[] scratch) {
        for (int i = 0; i < count; i++) {
            int at = Lanes.FIRST + i * RUN * channels;
            kernels.matrix().transpose(channels, RUN, slopes, from + pixels[first + i], RUN, scratch, at, channels);
        }
    }

    private void multiply(
            float[] big,
            int from,
            int step,
            int[] offsets,
            int part,
            int count,
            boolean isFirst,
            float[] g,
            int gFrom,
            Worker worker) {
        int first = worker.first(patchRows);
        int rows = worker.end(patchRows) - first;
        int depth = count * RUN;
        int patches = Lanes.FIRST + CHUNK * RUN * channels;
        int to = gFrom + (part * patchRows + first) * weight.stride();
        kernels.image()
                .patches(rows, offsets, part * patchRows + first, big, from, count, step, worker.scratch, patches);
        kernels.matrix()
                .multiply(
                        rows,
                        channels,
                        depth,
                        worker.scratch,
                        patches,
                        depth,
                        1,
                        worker.scratch,
                        Lanes.FIRST,
                        channels,
                        isFirst ? zeros : g,
                        isFirst ? 0 : to,
                        isFirst ? 0 : weight.stride(),
                        g,
                        to,
                        weight.stride());
    }
}
