package dev.hourglass.nn;

import dev.hourglass.model.Latent;
import dev.hourglass.tensor.SeededRandom;

/** Which tradeoff between rate and distortion each row of a step is trained for, and what a bit of it costs. */
final class RowTradeoffs {
    private final double[] tradeoffs;
    private final double middle;
    private final double pixels;
    private final long seed;
    private final int[] chosen;
    private int rows;

    /**
     * Makes room for rows.
     *
     * @param latent has the tradeoffs
     * @param capacity the most rows
     * @param pixels of one image
     * @param seed decides which row is trained for which
     */
    RowTradeoffs(Latent.Coded latent, int capacity, int pixels, long seed) {
        this.tradeoffs =
                latent.tradeoffs().stream().mapToDouble(Double::doubleValue).toArray();
        this.middle = latent.middleTradeoff();
        this.pixels = pixels;
        this.seed = seed;
        this.chosen = new int[capacity];
    }

    /** Draws the tradeoffs of a step. */
    void begin(long step, int count) {
        rows = count;
        long key = SeededRandom.mix(seed + SeededRandom.mix(step));
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = (int) (((SeededRandom.mix(key + i) >>> 32) * tradeoffs.length) >>> 32);
        }
    }

    /** Returns the index of a row's tradeoff. */
    int of(int row) {
        return chosen[row];
    }

    /** Returns what a row's loss pays for a bit; 0 for rows that do not count. */
    double costOfBit(int row) {
        return row < rows ? middle / (tradeoffs[chosen[row]] * pixels) : 0;
    }

    /** Returns what the gradient of the mean loss pays for a bit of a row. */
    float slopeOfBit(int row) {
        return (float) (costOfBit(row) / Math.max(1, rows));
    }

    /** Returns the pixels of one image. */
    double pixels() {
        return pixels;
    }
}
