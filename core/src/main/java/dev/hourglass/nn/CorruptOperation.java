package dev.hourglass.nn;

import dev.hourglass.data.Corruption;
import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.kernel.NoiseKernels;

/** Damages samples on their way into the encoder, by the step and the row, and leaves the targets of the loss whole. */
final class CorruptOperation implements Operation {
    private final NoiseKernels random;
    private final Corruption corruption;
    private final Shape shape;
    private final Slab input;
    private final Slab output;
    private final long seed;
    private long key;
    private int rows;

    CorruptOperation(NoiseKernels random, Corruption corruption, Shape shape, Slab input, long seed) {
        this.random = random;
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
            int row = input.start(i);
            long rowKey = SeededRandom.mix(key + i);
            if (corruption instanceof Corruption.Gaussian noise) {
                addNoise(row, rowKey, (float) noise.sigma());
            } else {
                corruption.apply(input.values(), row, output.values(), row, shape, rowKey);
            }
        }
    }

    /** Does what {@link Corruption.Gaussian} does, to the bit, by kernels. */
    private void addNoise(int row, long rowKey, float deviation) {
        float[] x = input.values();
        float[] y = output.values();
        int end = row + input.columns();
        random.normal(rowKey, 0, y, row, input.columns());
        for (int j = row; j < end; j++) {
            y[j] = Math.fma(deviation, y[j], x[j]);
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
