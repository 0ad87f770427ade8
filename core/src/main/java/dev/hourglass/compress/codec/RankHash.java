package dev.hourglass.compress.codec;

/** Hashes of ranks, for finding what was seen in their company. */
final class RankHash {
    private RankHash() {}

    /** Returns 32 bits of a rank. */
    static int fold(long rank) {
        return (int) (rank ^ rank >>> Integer.SIZE);
    }

    /** Returns the hash of two numbers. */
    static int of(int a, int b) {
        int mixed = (a + 1) * 0x9E3779B1 ^ (b + 0x7F4A7C15) * 0x85EBCA6B;
        mixed ^= mixed >>> 15;
        mixed *= 0xC2B2AE35;
        return mixed ^ mixed >>> 13;
    }

    /** Returns of how many bits a place in a table is: those of the number of values and some more, at most so many. */
    static int bits(int rows, int columns, int more, int most) {
        return Math.min(most, Integer.SIZE - Integer.numberOfLeadingZeros(rows * columns) + more);
    }
}
