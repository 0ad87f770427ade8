package dev.hourglass.compress.entropy;

/**
 * One way of going over decisions of two outcomes: writing down those that are known, or finding them again. Code that
 * is written once against this interface is encoder and decoder, so the two cannot differ.
 *
 * <p>Implementations are not thread-safe; confine to one thread.
 */
public sealed interface BinaryCoding permits BinaryEncoder, BinaryDecoder {
    /** Probabilities count in parts of 2 to this. */
    int PRECISION_BITS = 16;

    /**
     * Codes a decision.
     *
     * @param bit 0 or 1; of no meaning when decoding
     * @param probability that it is 1, in [1, 65535] of 65536
     * @return the bit
     */
    int bit(int bit, int probability);

    /**
     * Codes a number whose bits are all equally likely, the highest first.
     *
     * @param value of no meaning when decoding; bits above the count are ignored
     * @param count of bits, in [0, 64]
     * @return the lowest bits of the value
     */
    default long bits(long value, int count) {
        long found = 0;
        for (int i = count - 1; i >= 0; i--) {
            found = (found << 1) | bit((int) (value >>> i) & 1, 1 << (PRECISION_BITS - 1));
        }
        return found;
    }

    /** Returns where an interval is split: what lies at or below belongs to 1. */
    static long split(long low, long high, int probability) {
        return low + (((high - low) * probability) >>> PRECISION_BITS);
    }
}
