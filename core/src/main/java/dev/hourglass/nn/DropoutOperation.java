package dev.hourglass.nn;

import dev.hourglass.tensor.SeededRandom;

/**
 * Drops values by a hash of (seed, step, element), so that the same elements fall whatever the number of threads;
 * backward draws the same hash again instead of storing a mask.
 */
final class DropoutOperation implements Operation {
    private final Slab input;
    private final Slab output;
    private final long seed;
    private final long threshold;
    private final float scale;
    private long key;

    DropoutOperation(Slab input, double rate, long seed) {
        this.input = input;
        this.output = input.withOwnValues();
        this.seed = seed;
        this.threshold = (long) (rate * 0x1p32);
        this.scale = (float) (1 / (1 - rate));
    }

    @Override
    public void begin(long step, int rows) {
        key = SeededRandom.mix(seed + SeededRandom.mix(step));
    }

    @Override
    public void forward(int from, int to, Worker worker) {
        drop(input.values(), output.values(), input.start(from), input.start(to));
    }

    @Override
    public void backward(int from, int to, Worker worker) {
        if (!input.hasGradients()) {
            return;
        }
        drop(input.gradients(), input.gradients(), input.start(from), input.start(to));
    }

    private void drop(float[] source, float[] target, int from, int to) {
        for (int i = from; i < to; i++) {
            long bits = SeededRandom.mix(key + i - input.start(0)) >>> 32;
            target[i] = bits < threshold ? 0f : source[i] * scale;
        }
    }

    @Override
    public Slab output() {
        return output;
    }
}
