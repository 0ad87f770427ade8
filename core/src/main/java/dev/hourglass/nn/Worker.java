package dev.hourglass.nn;

/** The scratch memory of one worker. */
final class Worker {
    final int index;
    final float[] lanes = new float[16];
    final float[] strip;
    final float[] turned;

    Worker(int index, int stripSize, int turnedSize) {
        this.index = index;
        this.strip = new float[stripSize];
        this.turned = new float[turnedSize];
    }
}
