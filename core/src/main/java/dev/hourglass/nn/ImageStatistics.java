package dev.hourglass.nn;

import dev.hourglass.tensor.kernel.ReductionKernels;
import java.util.Arrays;

/**
 * Sums over a batch of images, of each channel: image row by image row into lanes, 16 a channel, and the lanes of a
 * channel in order. Neither borders nor the padding of an incomplete block count.
 */
final class ImageStatistics {
    private static final int BLOCK = 16;

    private final ReductionKernels kernels;
    private final Slab slab;
    private final float[] row;
    private final double[] lanes;

    /** Prepares sums over a place and those that share its shape. */
    ImageStatistics(ReductionKernels kernels, Slab slab) {
        this.kernels = kernels;
        this.slab = slab;
        this.row = new float[slab.shape().dimension(0) * BLOCK];
        this.lanes = new double[row.length];
    }

    /** Writes the sums of the channels of columns [from, to) to each of their lanes. */
    void sums(float[] values, int rows, float[] target, int from, int to) {
        Arrays.fill(lanes, from, to, 0);
        for (int i = 0; i < imageRows(rows); i++) {
            kernels.columnSums(wide(), to - from, values, at(i) + from, row.length, row, from);
            add(i, rows, from, to);
        }
        fold(target, from, to);
    }

    /** Writes the sums of squared deviations from the mean. */
    void deviations(float[] values, float[] mean, int rows, float[] target, int from, int to) {
        Arrays.fill(lanes, from, to, 0);
        for (int i = 0; i < imageRows(rows); i++) {
            kernels.columnDeviations(wide(), to - from, values, at(i) + from, row.length, mean, from, row, from);
            add(i, rows, from, to);
        }
        fold(target, from, to);
    }

    /** Writes the sums of the products of two arrays. */
    void products(float[] left, float[] right, int rows, float[] target, int from, int to) {
        Arrays.fill(lanes, from, to, 0);
        for (int i = 0; i < imageRows(rows); i++) {
            kernels.columnProducts(wide(), to - from, left, right, at(i) + from, row.length, row, from);
            add(i, rows, from, to);
        }
        fold(target, from, to);
    }

    private int imageRows(int rows) {
        return (rows + BLOCK - 1) / BLOCK * slab.shape().dimension(1);
    }

    private int wide() {
        return slab.shape().dimension(2);
    }

    private int at(int imageRow) {
        int height = slab.shape().dimension(1);
        return imageRow / height * BLOCK * slab.stride() + Convolution.pixel(slab, imageRow % height, 0);
    }

    private void add(int imageRow, int rows, int from, int to) {
        int samples = rows - imageRow / slab.shape().dimension(1) * BLOCK;
        for (int j = from; j < to; j++) {
            lanes[j] += j % BLOCK < samples ? row[j] : 0;
        }
    }

    private void fold(float[] target, int from, int to) {
        for (int channel = from; channel < to; channel += BLOCK) {
            double sum = 0;
            for (int lane = 0; lane < BLOCK; lane++) {
                sum += lanes[channel + lane];
            }
            Arrays.fill(target, channel, channel + BLOCK, (float) sum);
        }
    }
}
