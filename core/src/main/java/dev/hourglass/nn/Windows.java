package dev.hourglass.nn;

import dev.hourglass.model.Pool;

/** Which input pixels each output pixel of a pooling takes: tables of offsets in a block. */
final class Windows {
    /** Offsets of output pixels. */
    final int[] outputs;
    /** Offsets of the input pixels of each output pixel, row by row; windows at the edge have fewer. */
    final int[][] taps;
    /** Whether windows are all of 2 x 2 pixels and cover each input pixel once. */
    final boolean areQuads;

    Windows(Pool pool, Slab input, Slab output) {
        int height = input.shape().dimension(1);
        int width = input.shape().dimension(2);
        int columns = output.shape().dimension(2);
        this.outputs = new int[output.shape().dimension(1) * columns];
        this.taps = new int[outputs.length][];
        boolean allQuads = pool.kernel() == 2 && pool.stride() == 2 && height % 2 == 0 && width % 2 == 0;
        for (int i = 0; i < outputs.length; i++) {
            int top = i / columns * pool.stride();
            int left = i % columns * pool.stride();
            int rows = Math.min(pool.kernel(), height - top);
            int wide = Math.min(pool.kernel(), width - left);
            outputs[i] = Convolution.pixel(output, i / columns, i % columns);
            taps[i] = new int[rows * wide];
            for (int t = 0; t < taps[i].length; t++) {
                taps[i][t] = Convolution.pixel(input, top + t / wide, left + t % wide);
            }
        }
        this.areQuads = allQuads;
    }
}
