package dev.hourglass.compress.entropy;

/**
 * The cumulative distribution of a logistic variable and its inverse in float64, from tables between whose entries they
 * are linear:
 *
 * <pre>{@code
 * below(x) = 1 / (1 + exp(-x))        stretch(p) = ln(p) - ln(1 - p)
 * }</pre>
 *
 * The tables are made with {@link StrictMath}, so they are the same on every machine.
 */
public final class LogisticCurve {
    private static final int PER_UNIT = 32;
    private static final int LIMIT = 16;
    private static final double[] TABLE = table();
    /** Stretched probabilities are cut to this distance from 0 and 1. */
    private static final double LEAST = 1e-5;

    private static final int LOGARITHM_BITS = 10;
    /** The mantissa's bits below those that choose an entry. */
    private static final int REST_BITS = 52 - LOGARITHM_BITS;

    private static final double REST_SCALE = 1.0 / (1L << REST_BITS);
    private static final double LN_2 = StrictMath.log(2);
    private static final double[] LOGARITHMS = logarithms();

    private LogisticCurve() {}

    /** Returns the probability of a value below x, in [0, 1]; of NaN, that of the least x. */
    public static double below(double x) {
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

    /** Returns how likely a probability in [0, 1] is on the logistic scale, in [-11.6, 11.6]. */
    public static double stretch(double probability) {
        double p = Math.max(LEAST, Math.min(1 - LEAST, probability));
        return ln(p) - ln(1 - p);
    }

    /** Returns the natural logarithm of a normal number above 0. */
    private static double ln(double x) {
        long bits = Double.doubleToRawLongBits(x);
        int entry = (int) (bits >>> REST_BITS) & (1 << LOGARITHM_BITS) - 1;
        double rest = (bits & (1L << REST_BITS) - 1) * REST_SCALE;
        return Math.getExponent(x) * LN_2 + LOGARITHMS[entry] + rest * (LOGARITHMS[entry + 1] - LOGARITHMS[entry]);
    }

    private static double[] logarithms() {
        int count = 1 << LOGARITHM_BITS;
        double[] table = new double[count + 1];
        for (int i = 0; i <= count; i++) {
            table[i] = StrictMath.log(1 + i / (double) count);
        }
        return table;
    }

    private static double[] table() {
        double[] table = new double[2 * LIMIT * PER_UNIT + 1];
        for (int i = 0; i < table.length; i++) {
            table[i] = 1 / (1 + StrictMath.exp(LIMIT - i / (double) PER_UNIT));
        }
        return table;
    }
}
