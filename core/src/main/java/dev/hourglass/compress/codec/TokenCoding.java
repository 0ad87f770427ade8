package dev.hourglass.compress.codec;

import dev.hourglass.compress.entropy.AdaptiveTable;
import dev.hourglass.compress.entropy.RansStack;
import java.util.Arrays;

/**
 * One way of going over tokens: writing down those that are known, or popping them; tables learn on the way. Not
 * thread-safe; confine to one thread.
 */
sealed interface TokenCoding permits TokenCoding.Recording, TokenCoding.Popping {
    /** The most bits of one push of raw bits. */
    int RAW_BITS = 16;

    /** Codes a symbol, of no meaning while popping, and returns it. */
    int symbol(int symbol, AdaptiveTable table);

    /** Codes the lowest bits, at most {@link #RAW_BITS}, all equally likely, and returns them. */
    int raw(int value, int bits);

    /** Codes a number of up to 64 bits, of no meaning while popping, the lowest first, and returns it. */
    default long bits(long value, int count) {
        long all = 0;
        for (int done = 0; done < count; done += RAW_BITS) {
            int part = Math.min(RAW_BITS, count - done);
            all |= (long) raw((int) (value >>> done) & ((1 << part) - 1), part) << done;
        }
        return all;
    }

    /** Writes down the parts of known symbols, so that they can be pushed from the last to the first. */
    final class Recording implements TokenCoding {
        private static final int FREQUENCY_SHIFT = 5;

        private long[] parts = new long[1024]; // start (32 bits), frequency (27), bits of the distribution (5)
        private int size;

        private void add(int start, int frequency, int bits) {
            if (size == parts.length) {
                parts = Arrays.copyOf(parts, Math.multiplyExact(2, size));
            }
            parts[size++] = ((long) start << Integer.SIZE) | ((long) frequency << FREQUENCY_SHIFT) | bits;
        }

        @Override
        public int symbol(int symbol, AdaptiveTable table) {
            add(table.start(symbol), table.frequency(symbol), AdaptiveTable.PRECISION_BITS);
            table.update(symbol);
            return symbol;
        }

        @Override
        public int raw(int value, int bits) {
            add(value, 1, bits);
            return value;
        }

        /** Pushes everything. */
        void pushTo(RansStack stack) {
            for (int i = size - 1; i >= 0; i--) {
                int low = (int) parts[i];
                stack.push(
                        0,
                        (int) (parts[i] >>> Integer.SIZE),
                        low >>> FREQUENCY_SHIFT,
                        low & ((1 << FREQUENCY_SHIFT) - 1));
            }
        }
    }

    /**
     * Pops symbols.
     *
     * @param stack holds them on top
     */
    record Popping(RansStack stack) implements TokenCoding {
        @Override
        public int symbol(int symbol, AdaptiveTable table) {
            int found = table.symbolAt(stack.slot(0, AdaptiveTable.PRECISION_BITS));
            stack.pop(0, table.start(found), table.frequency(found), AdaptiveTable.PRECISION_BITS);
            table.update(found);
            return found;
        }

        @Override
        public int raw(int value, int bits) {
            return stack.popUniform(0, bits);
        }
    }
}
