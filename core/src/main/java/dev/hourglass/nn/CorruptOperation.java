package dev.hourglass.nn;

import dev.hourglass.data.Corruption;
import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.Shape;

/** Damages samples on their way into the encoder, by the step and the row, and leaves the targets of the loss whole. */
final class CorruptOperation implements Operation {
    private final Corruption corruption;
    private final Shape shape;
    private final Slab input;
    private final Slab output;
    private final long seed;
    private long key;
    private int rows;

    CorruptOperation(Corruption corruption, Shape shape, Slab input, long seed) {
        this.corruption = corruption;
        this.shape = shape;
        this.input = input;
        this.output = input.withOwnValues();
        this.seed = seed;
    }

    @Override
    public void begin(long step, int count) {
        key = SeededRandom.mix(seed + SeededRandom.mix(step));
        rows = count;
    }

    @Override
    public void forward(int from, int to, Worker worker) {
        for (int i = from; i < Math.min(to, rows); i++) {
            int row = i * input.stride();
            corruption.apply(input.values(), row, output.values(), row, shape, SeededRandom.mix(key + i));
        }
    }

    @Override
    public void backward(int from, int to, Worker worker) {
        // Samples have no gradients.
    }

    @Override
    public Slab output() {
        return output;
    }
}
