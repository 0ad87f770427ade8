package dev.hourglass.compress.entropy;

/**
 * The logistic function and its inverse, as tables of whole numbers:
 *
 * <pre>{@code
 * stretch(p) = ln(p / (1 - p))        squash(x) = 1 / (1 + exp(-x))
 * }</pre>
 *
 * The tables are made with {@link StrictMath}, so they are the same on every machine.
 */
public final class LogisticTables {
    /** Probabilities that are stretched count in parts of 2 to this. */
    public static final int STRETCH_BITS = 12;
    /** What stands for 1 in the logistic domain. */
    static final int ONE = 256;
    /** The largest magnitude in the logistic domain. */
    static final int LIMIT = 11 * ONE - 1;

    /** Of as few bytes as they need: they are to stay in a core's first cache. */
    private static final short[] STRETCH = stretches();

    private static final char[] SQUASH = squashes();

    private LogisticTables() {}

    /** Returns the logistic value, times 256, of a probability in [0, 4095] of 4096. */
    public static int stretch(int probability) {
        return STRETCH[probability];
    }

    /** Returns the probability, in [1, 65535] of 65536, of a logistic value times 256; any, cut to what tables hold. */
    static int squash(long logistic) {
        return SQUASH[(int) Math.max(-LIMIT, Math.min(LIMIT, logistic)) + LIMIT];
    }

    private static short[] stretches() {
        int count = 1 << STRETCH_BITS;
        short[] table = new short[count];
        for (int i = 0; i < count; i++) {
            double odds = (i + 0.5) / (count - i - 0.5);
            table[i] = (short) StrictMath.rint(StrictMath.log(odds) * ONE);
        }
        return table;
    }

    private static char[] squashes() {
        char[] table = new char[2 * LIMIT + 1];
        int whole = 1 << BinaryCoding.PRECISION_BITS;
        for (int i = 0; i < table.length; i++) {
            double probability = 1 / (1 + StrictMath.exp(-(i - LIMIT) / (double) ONE));
            table[i] = (char) Math.max(1, Math.min(whole - 1, (int) StrictMath.rint(probability * whole)));
        }
        return table;
    }
}
