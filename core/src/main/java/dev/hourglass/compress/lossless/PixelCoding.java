package dev.hourglass.compress.lossless;

import dev.hourglass.compress.entropy.AdaptiveTable;
import dev.hourglass.compress.entropy.RansStack;
import java.util.Arrays;

/**
 * One way of going over symbols: writing down those that are known, or popping them. All parts of the range are of
 * 2^24. Not thread-safe; confine to one thread.
 */
sealed interface PixelCoding permits PixelCoding.Recording, PixelCoding.Popping {
    /** p of every symbol. */
    int BITS = LevelCoder.PRECISION_BITS;

    /**
     * Codes a flag.
     *
     * @param isSet the flag; of no meaning while popping
     * @param frequency of a set one
     * @return the flag
     */
    boolean flag(boolean isSet, int frequency);

    /** Codes a symbol of a table, which does not learn of it here. */
    int symbol(int symbol, AdaptiveTable table);

    /** Codes a level by sums of weights, as {@link WeightSums} has them. */
    int level(int level, double[] sums, int levels);

    /** Writes down the parts of known symbols, so that they can be pushed from the last to the first. */
    final class Recording implements PixelCoding {
        private long[] parts = new long[1024]; // start, then frequency
        private int size;

        private void add(int start, int frequency) {
            if (size == parts.length) {
                parts = Arrays.copyOf(parts, Math.multiplyExact(2, size));
            }
            parts[size++] = ((long) start << Integer.SIZE) | frequency;
        }

        @Override
        public boolean flag(boolean isSet, int frequency) {
            int other = (1 << BITS) - frequency;
            add(isSet ? other : 0, isSet ? frequency : other);
            return isSet;
        }

        @Override
        public int symbol(int symbol, AdaptiveTable table) {
            add(table.start(symbol), table.frequency(symbol));
            return symbol;
        }

        @Override
        public int level(int level, double[] sums, int levels) {
            int start = WeightSums.start(sums, levels, level);
            add(start, WeightSums.start(sums, levels, level + 1) - start);
            return level;
        }

        /** Pushes everything. */
        void pushTo(RansStack stack) {
            for (int i = size - 1; i >= 0; i--) {
                stack.push(0, (int) (parts[i] >>> Integer.SIZE), (int) parts[i], BITS);
            }
        }
    }

    /**
     * Pops symbols.
     *
     * @param stack holds them on top
     */
    record Popping(RansStack stack) implements PixelCoding {
        @Override
        public boolean flag(boolean isSet, int frequency) {
            int other = (1 << BITS) - frequency;
            boolean found = stack.slot(0, BITS) >= other;
            stack.pop(0, found ? other : 0, found ? frequency : other, BITS);
            return found;
        }

        @Override
        public int symbol(int symbol, AdaptiveTable table) {
            int found = table.symbolAt(stack.slot(0, BITS));
            stack.pop(0, table.start(found), table.frequency(found), BITS);
            return found;
        }

        @Override
        public int level(int level, double[] sums, int levels) {
            return WeightSums.pop(stack, sums, 0, 1, levels);
        }
    }
}
