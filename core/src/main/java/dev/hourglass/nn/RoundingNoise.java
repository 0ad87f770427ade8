package dev.hourglass.nn;

import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.kernel.NoiseKernels;

/**
 * Stands for rounding in training: adds uniform numbers in [-1/2, 1/2), so that gradients pass. Source: Ball&eacute; et
 * al. 2017, https://arxiv.org/abs/1611.01704.
 */
final class RoundingNoise {
    private final NoiseKernels random;
    private final long seed;
    private long key;

    RoundingNoise(NoiseKernels random, long seed) {
        this.random = random;
        this.seed = seed;
    }

    void begin(long step) {
        key = SeededRandom.mix(seed + SeededRandom.mix(step));
    }

    /** Adds noise to the images of a block; the number of the noise is that of the element. */
    void add(Slab input, Slab output, int row) {
        int length = ImageRows.length(input);
        long first = (long) row * input.columns();
        for (int y = 0; y < ImageRows.count(input); y++) {
            int in = ImageRows.start(input, row, y);
            int out = ImageRows.start(output, row, y);
            random.uniform(key, first + (long) y * length, output.values(), out, length);
            for (int i = 0; i < length; i++) {
                output.values()[out + i] += input.values()[in + i] - 0.5f;
            }
        }
    }
}
