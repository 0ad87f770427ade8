package dev.hourglass.compress.entropy;

import java.util.Arrays;

/** Finds symbols by slot: the first symbol of each of up to 4096 equal parts of the range, and a walk from there. */
final class SlotIndex {
    private static final int MAX_BITS = 12;

    private final int shift;
    private final int[] first;

    SlotIndex(int precisionBits) {
        int bits = Math.min(precisionBits, MAX_BITS);
        shift = precisionBits - bits;
        first = new int[1 << bits];
    }

    /** Fills the index from starts [n + 1], of which the last is 2^p. */
    void fill(int[] starts) {
        int symbols = starts.length - 1;
        int filled = 0;
        for (int symbol = 0; symbol < symbols; symbol++) {
            // Parts whose first slot lies inside this symbol.
            int end = (int) (((long) starts[symbol + 1] + (1L << shift) - 1) >>> shift);
            if (end > filled) {
                Arrays.fill(first, filled, end, symbol);
                filled = end;
            }
        }
    }

    int symbolAt(int slot, int[] starts) {
        int symbol = first[slot >>> shift];
        while (starts[symbol + 1] <= slot) {
            symbol++;
        }
        return symbol;
    }
}
