package dev.hourglass.nn;

import dev.hourglass.model.Latent;
import dev.hourglass.tensor.SeededRandom;

/**
 * Which tradeoff between rate and distortion each row of a step is trained for, and what a bit of it costs. Tradeoffs
 * are drawn in proportion to the root of lambda: a bit costs one over lambda, and so no end of the range drowns the
 * other.
 */
final class RowTradeoffs {
    private final double[] tradeoffs;
    /** How likely a tradeoff or one before it is. */
    private final double[] shares;

    private final double middle;
    private final double pixels;
    private final long seed;
    private final int fixed;
    private final int[] chosen;
    private int rows;

    /**
     * Makes room for rows.
     *
     * @param code has the tradeoffs
     * @param capacity the most rows
     * @param pixels of one image
     * @param seed decides which row is trained for which
     */
    RowTradeoffs(Link.Code code, int capacity, int pixels, long seed) {
        Latent.Coded latent = code.latent();
        this.fixed = code.tradeoff();
        this.tradeoffs =
                latent.tradeoffs().stream().mapToDouble(Double::doubleValue).toArray();
        this.shares = new double[tradeoffs.length];
        double sum = 0;
        for (int i = 0; i < shares.length; i++) {
            sum += StrictMath.sqrt(tradeoffs[i]);
            shares[i] = sum;
        }
        for (int i = 0; i < shares.length; i++) {
            shares[i] /= sum;
        }
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
            chosen[i] = draw((SeededRandom.mix(key + i) >>> 11) * 0x1p-53);
        }
    }

    private int draw(double uniform) {
        if (fixed != Link.Code.DRAWN) {
            return fixed;
        }
        int tradeoff = 0;
        while (tradeoff < shares.length - 1 && uniform >= shares[tradeoff]) {
            tradeoff++;
        }
        return tradeoff;
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
