package dev.hourglass.compress.entropy;

/**
 * Codes whole numbers of unknown size by the number of their bits, which is learned, and the bits themselves (Elias
 * gamma code with learned lengths). Not thread-safe; confine to one thread.
 */
public final class AdaptiveNumbers {
    private static final int MAX_LENGTH = 60;

    private final BitCounters lengths = new BitCounters(MAX_LENGTH);

    /**
     * Codes a number.
     *
     * @param number at least 0 and below 2^60; of no meaning when decoding
     * @return the number
     */
    public long code(BinaryCoding coding, long number) {
        long one = number + 1;
        int length = Long.SIZE - 1 - Long.numberOfLeadingZeros(one);
        int found = 0;
        while (found < MAX_LENGTH && lengths.code(coding, found < length ? 1 : 0, found) == 1) {
            found++;
        }
        return (1L << found | coding.bits(one, found)) - 1;
    }
}
