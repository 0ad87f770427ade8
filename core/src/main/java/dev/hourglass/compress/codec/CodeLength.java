package dev.hourglass.compress.codec;

/** Estimates code lengths, the same on every machine: whoever chooses by them makes the same file everywhere. */
final class CodeLength {
    private static final int TABLE_BITS = 12;
    private static final double[] LOG2 = logarithms();

    private CodeLength() {}

    /** Returns about the binary logarithm of a number of at least 1; within 0.001. */
    static double log2(int number) {
        int shift = Math.max(0, Integer.SIZE - TABLE_BITS - Integer.numberOfLeadingZeros(number));
        return LOG2[number >>> shift] + shift;
    }

    /** Returns the bits that some of all values take where each is told by its share. */
    static double ofShare(int some, int all) {
        return some * (log2(all) - log2(some));
    }

    private static double[] logarithms() {
        double[] table = new double[1 << TABLE_BITS];
        for (int i = 1; i < table.length; i++) {
            table[i] = StrictMath.log(i) / StrictMath.log(2);
        }
        return table;
    }
}
