package dev.hourglass.compress.codec;

import dev.hourglass.compress.entropy.BinaryCoding;
import dev.hourglass.compress.entropy.BitCounters;

/**
 * Codes whether a column that has stood still for some rows goes on so: by for how long it has, and whether its best
 * neighbour has moved. Most such values take one cheap decision. Not thread-safe; confine to one thread.
 */
final class Standstill {
    /** Rows without a move that make a standstill. */
    private static final int MIN_ROWS = 8;
    /** A standstill counts as longer when it has lasted 2, 4 and 8 times as long. */
    private static final int LENGTHS = 4;

    private final BinaryCoding coding;
    private final BitCounters counters;
    private int rows;

    /** Knows nothing yet of so many columns. */
    Standstill(BinaryCoding coding, int columns) {
        this.coding = coding;
        counters = new BitCounters(2 * LENGTHS * columns);
    }

    /** Begins a column. */
    void begin() {
        rows = 0;
    }

    /** Returns whether the column has stood still for long enough to ask. */
    boolean isLong() {
        return rows >= MIN_ROWS;
    }

    /** Codes whether it goes on so. */
    boolean goesOn(boolean known, int column, boolean hasMovedBeside) {
        int times = Math.min((1 << LENGTHS) - 1, rows / MIN_ROWS);
        int length = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(times);
        int place = (column * LENGTHS + length) * 2 + (hasMovedBeside ? 1 : 0);
        boolean goesOn = counters.code(coding, known ? 1 : 0, place) == 1;
        learn(goesOn);
        return goesOn;
    }

    /** Learns whether a value was that above. */
    void learn(boolean isSame) {
        rows = isSame ? rows + 1 : 0;
    }
}
