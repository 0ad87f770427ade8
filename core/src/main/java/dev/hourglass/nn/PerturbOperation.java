package dev.hourglass.nn;

import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.kernel.NoiseKernels;

/** Puts beside each sample x, as the next row, one a small normal step away, for {@link PairOperation} to compare. */
final class PerturbOperation implements Operation {
    /** The deviation of the step: small beside curvature, large beside rounding. */
    static final float STEP = 1e-3f;

    private final NoiseKernels random;
    private final Slab input;
    private final Slab output;
    private final long seed;
    private long key;
    private int rows;

    PerturbOperation(NoiseKernels random, Slab input, long seed) {
        this.random = random;
        this.input = input;
        this.output = Slab.rows(Math.multiplyExact(2, input.capacity()), input.columns(), false);
        this.seed = seed;
    }

    @Override
    public void begin(long step, int count) {
        key = SeededRandom.mix(seed + SeededRandom.mix(step));
        rows = count;
    }

    @Override
    public void forward(int from, int to, Worker worker) {
        float[] x = input.values();
        float[] y = output.values();
        int size = input.columns();
        for (int i = from; i < Math.min(to, rows); i++) {
            int in = input.start(i);
            int out = output.start(2 * i);
            System.arraycopy(x, in, y, out, size);
            step(x, in, y, out + output.stride(), size, (long) i * size);
        }
    }

    private void step(float[] x, int in, float[] y, int out, int size, long first) {
        random.normal(key, first, y, out, size);
        for (int j = 0; j < size; j++) {
            y[out + j] = Math.fma(STEP, y[out + j], x[in + j]);
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
