package dev.hourglass.compress.codec;

/**
 * The cumulative distribution of a logistic variable, {@code 1 / (1 + exp(-x))}, from a table between whose entries it
 * is linear. The table is made with {@link StrictMath}, so it is the same on every machine.
 */
final class LogisticCurve {
    private static final int PER_UNIT = 32;
    private static final int LIMIT = 16;
    private static final double[] TABLE = table();

    private LogisticCurve() {}

    /** Returns the probability of a value below x, in [0, 1]; of NaN, that of the least x. */
    static double below(double x) {
        double at = (x + LIMIT) * PER_UNIT;
        if (at >= 2 * LIMIT * PER_UNIT) {
            return 1;
        }
        if (!(at > 0)) {
            return 0;
        }
        int index = (int) at;
        double first = TABLE[index];
        return first + (at - index) * (TABLE[index + 1] - first);
    }

    private static double[] table() {
        double[] table = new double[2 * LIMIT * PER_UNIT + 1];
        for (int i = 0; i < table.length; i++) {
            table[i] = 1 / (1 + StrictMath.exp(LIMIT - i / (double) PER_UNIT));
        }
        return table;
    }
}
