package dev.hourglass.nn;

import java.util.Arrays;

/** Adds up what the numbers of each row cost, and says what a bit of it costs the loss. */
final class RateMeter {
    private final RowTradeoffs tradeoffs;
    private final double[] costs;
    private final double[] bitsPerPixel;
    private final float[] charges;

    RateMeter(RowTradeoffs tradeoffs, int capacity) {
        this.tradeoffs = tradeoffs;
        this.costs = new double[capacity];
        this.bitsPerPixel = new double[capacity];
        this.charges = new float[capacity];
    }

    void begin() {
        for (int row = 0; row < charges.length; row++) {
            charges[row] = tradeoffs.slopeOfBit(row);
        }
    }

    /** Starts a block of rows. */
    void clear(int row, int count) {
        Arrays.fill(bitsPerPixel, row, row + count, 0);
    }

    /** Adds the bits of a number. */
    void add(int row, float bits) {
        bitsPerPixel[row] += bits;
    }

    /** Returns what the gradient pays for a bit of a row. */
    float charge(int row) {
        return charges[row];
    }

    /** Ends a block of rows, whose bits are all there. */
    void finish(int row, int count) {
        for (int i = row; i < row + count; i++) {
            costs[i] = bitsPerPixel[i] * tradeoffs.costOfBit(i);
            bitsPerPixel[i] /= tradeoffs.pixels();
        }
    }

    /** Returns what each row adds to the loss. */
    double[] costs() {
        return costs;
    }

    /** Returns what histories show. */
    Operation.Measure measure() {
        return new Operation.Measure("bits_per_pixel", bitsPerPixel);
    }
}
