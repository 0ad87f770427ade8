package dev.hourglass.nn;

import dev.hourglass.tensor.kernel.Kernels;

/** Says what the units of one side of a restricted Boltzmann machine are. */
public enum BoltzmannUnits {
    /** 0 or 1, the probability of 1 being a sigmoid of the input. */
    BINARY,
    /** Normal with variance 1, the mean being the input. */
    NORMAL;

    /** Turns inputs of some rows into means, in place. */
    void mean(Kernels kernels, Slab slab, int from, int to) {
        if (this == BINARY) {
            int start = slab.start(from);
            kernels.activation().sigmoid(slab.values(), start, slab.values(), start, (to - from) * slab.stride());
            slab.clearPadding(from, to);
        }
    }

    /**
     * Draws values of some rows; element i, the first being 0, takes the number of key and i.
     *
     * @param means of the same layout; not modified
     * @param drawn overwritten
     */
    void draw(Kernels kernels, long key, Slab means, Slab drawn, int from, int to) {
        int number = from * drawn.stride();
        int start = drawn.start(from);
        int count = (to - from) * drawn.stride();
        if (this == BINARY) {
            kernels.noise().uniform(key, number, drawn.values(), start, count);
            fallBelow(means.values(), drawn.values(), start, start + count);
        } else {
            kernels.noise().normal(key, number, drawn.values(), start, count);
            add(means.values(), drawn.values(), start, start + count);
            drawn.clearPadding(from, to);
        }
    }

    private static void fallBelow(float[] means, float[] drawn, int from, int to) {
        for (int i = from; i < to; i++) {
            drawn[i] = drawn[i] < means[i] ? 1f : 0f;
        }
    }

    private static void add(float[] means, float[] drawn, int from, int to) {
        for (int i = from; i < to; i++) {
            drawn[i] = drawn[i] + means[i];
        }
    }
}
