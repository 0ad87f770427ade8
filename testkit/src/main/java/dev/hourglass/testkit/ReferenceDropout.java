package dev.hourglass.testkit;

import dev.hourglass.tensor.SeededRandom;

/** Dropout with the mask that training draws: a hash of (seed, place in the network, step, element). */
final class ReferenceDropout implements ReferenceLayer {
    private final double rate;
    private final long seed;
    private long key;

    /**
     * Makes the layer.
     *
     * @param seed the seed of training plus the index of the layer, counted over encoder and decoder
     */
    ReferenceDropout(double rate, long seed) {
        this.rate = rate;
        this.seed = seed;
    }

    @Override
    public void step(long step) {
        key = SeededRandom.mix(seed + SeededRandom.mix(step));
    }

    @Override
    public double[][] forward(double[][] x) {
        return drop(x);
    }

    @Override
    public double[][] backward(double[][] slope) {
        return drop(slope);
    }

    private double[][] drop(double[][] source) {
        double[][] target = new double[source.length][];
        for (int n = 0; n < source.length; n++) {
            int columns = source[n].length;
            int stride = (columns + 15) / 16 * 16; // elements are counted with their padding
            target[n] = new double[columns];
            for (int j = 0; j < columns; j++) {
                long bits = SeededRandom.mix(key + (long) n * stride + j) >>> 32;
                boolean isDropped = (double) bits / 0x1p32 < rate;
                target[n][j] = isDropped ? 0 : source[n][j] / (1 - rate);
            }
        }
        return target;
    }
}
