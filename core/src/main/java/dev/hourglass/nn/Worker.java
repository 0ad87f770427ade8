package dev.hourglass.nn;

import dev.hourglass.tensor.kernel.Lanes;

/** The scratch memory of one worker. */
final class Worker {
    final int index;
    final float[] lanes = new float[Lanes.SCRATCH];
    final float[] strip;
    final float[] turned;

    Worker(int index, int stripSize, int turnedSize) {
        this.index = index;
        this.strip = new float[stripSize];
        this.turned = new float[turnedSize];
    }
}
