package dev.hourglass.nn;

import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.kernel.NoiseKernels;

/**
 * Stands for rounding in training: adds uniform numbers within half a step to images, so that gradients pass. Source:
 * Ball&eacute; et al. 2017, https://arxiv.org/abs/1611.01704.
 */
final class RoundOperation implements Operation {
    private final NoiseKernels random;
    private final Slab input;
    private final Slab output;
    private final float step;
    private final long seed;
    private long key;

    /** The output shares the gradients of {@code input}, and backward leaves them as they are. */
    RoundOperation(NoiseKernels random, float step, Slab input, long seed) {
        this.random = random;
        this.step = step;
        this.input = input;
        this.output = input.withOwnValues();
        this.seed = seed;
    }

    @Override
    public void begin(long number, int rows) {
        key = SeededRandom.mix(seed + SeededRandom.mix(number));
    }

    /** The number of the noise is that of the element, whoever adds it. */
    @Override
    public void forward(int from, int to, Worker worker) {
        int length = ImageRows.length(input);
        for (int row = from; row < to; row += 16) {
            for (int y = 0; y < ImageRows.count(input); y++) {
                int start = ImageRows.start(input, row, y);
                random.uniform(key, (long) row * input.columns() + (long) y * length, output.values(), start, length);
                add(start, start + length);
            }
        }
    }

    private void add(int start, int end) {
        float[] in = input.values();
        float[] out = output.values();
        for (int i = start; i < end; i++) {
            out[i] = Math.fma(step, out[i] - 0.5f, in[i]);
        }
    }

    @Override
    public void backward(int from, int to, Worker worker) {}

    @Override
    public Slab output() {
        return output;
    }
}
