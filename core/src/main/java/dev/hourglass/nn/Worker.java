package dev.hourglass.nn;

import dev.hourglass.tensor.kernel.Lanes;
import dev.hourglass.tensor.kernel.LikelihoodKernels;

/** The scratch memory of one worker. */
final class Worker {
    final int index;
    final float[] lanes = new float[Math.max(Lanes.SCRATCH, LikelihoodKernels.SCRATCH)];
    final float[] strip;
    final float[] turned;
    /** One row of outputs, for gradients that nobody wants. */
    final float[] row;
    /** What operations need for themselves. */
    final float[] scratch;

    Worker(int index, int stripSize, int turnedSize, int rowSize, int scratchSize) {
        this.index = index;
        this.strip = new float[stripSize];
        this.turned = new float[turnedSize];
        this.row = new float[rowSize];
        this.scratch = new float[scratchSize];
    }
}
