package dev.hourglass.nn;

import dev.hourglass.tensor.SeededRandom;

/** Drops whole channels of images by a hash of (seed, step, sample, channel), like {@link DropoutOperation}. */
final class SpatialDropoutOperation implements Operation {
    private static final int BLOCK = 16;

    private final Slab input;
    private final Slab output;
    private final long seed;
    private final long threshold;
    private final float scale;
    /** [blocks, C, 16]: what each channel of each sample is multiplied by. */
    private final float[] factors;

    private long key;

    SpatialDropoutOperation(Slab input, double rate, long seed) {
        this.input = input;
        this.output = input.withOwnValues();
        this.seed = seed;
        this.threshold = (long) (rate * 0x1p32);
        this.scale = (float) (1 / (1 - rate));
        this.factors = new float[input.capacity() * input.shape().dimension(0)];
    }

    @Override
    public void begin(long step, int rows) {
        key = SeededRandom.mix(seed + SeededRandom.mix(step));
    }

    private int width() {
        return input.shape().dimension(0) * BLOCK;
    }

    @Override
    public void forward(int from, int to, Worker worker) {
        for (int row = from; row < to; row += BLOCK) {
            int first = row / BLOCK * width();
            for (int i = first; i < first + width(); i++) {
                long bits = SeededRandom.mix(key + i) >>> 32;
                factors[i] = bits < threshold ? 0f : scale;
            }
            multiply(input.values(), output.values(), row);
        }
    }

    @Override
    public void backward(int from, int to, Worker worker) {
        if (!input.hasGradients()) {
            return;
        }
        for (int row = from; row < to; row += BLOCK) {
            multiply(input.gradients(), input.gradients(), row);
        }
    }

    /** Borders hold 0 and keep it. */
    private void multiply(float[] source, float[] target, int row) {
        int first = row / BLOCK * width();
        for (int at = input.start(row); at < input.start(row + BLOCK); at += width()) {
            for (int i = 0; i < width(); i++) {
                target[at + i] = source[at + i] * factors[first + i];
            }
        }
    }

    @Override
    public Slab output() {
        return output;
    }
}
