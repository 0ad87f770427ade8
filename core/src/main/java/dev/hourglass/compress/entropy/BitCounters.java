package dev.hourglass.compress.entropy;

/**
 * Learns how likely decisions are, each in a place of its own: a mean of what was seen there that starts quickly and
 * slows down,
 *
 * <pre>{@code
 * p <- p + (bit - p) / (n + 1.5)        n <- min(n + 1, limit)
 * }</pre>
 *
 * Not thread-safe; confine to one thread.
 */
public final class BitCounters {
    private static final int COUNT_BITS = 10;
    private static final int COUNT_MASK = (1 << COUNT_BITS) - 1;
    private static final int LIMIT = 250;
    private static final int RATE_BITS = 16;
    private static final int[] RATES = rates();
    private static final double[] TRUST = trust();
    /** A half, of 22 bits, that nothing was seen of. */
    private static final int UNKNOWN = 1 << 31;

    private static final int STRETCH_SHIFT = Integer.SIZE - LogisticTables.STRETCH_BITS;
    private static final double PROBABILITY_SCALE = 1.0 / (1 << (Integer.SIZE - COUNT_BITS));
    private static final int PRECISION_SHIFT = Integer.SIZE - BinaryCoding.PRECISION_BITS;

    /** Of each place the probability (22 bits), then the count (10 bits), xor {@link #UNKNOWN} so that 0 is new. */
    private final int[] states;

    /** Makes places of which nothing is known. */
    public BitCounters(int places) {
        states = new int[places];
    }

    /** Returns the logistic value of the probability of 1, times 256; 0 where nothing was seen. */
    int stretched(int place) {
        int state = states[place];
        return state == 0 ? 0 : LogisticTables.stretch((state ^ UNKNOWN) >>> STRETCH_SHIFT);
    }

    /** Returns the logistic value of the probability of 1 times n / (n + 1), where n decisions were seen. */
    public double logistic(int place) {
        int state = states[place] ^ UNKNOWN;
        int count = state & COUNT_MASK;
        return count == 0 ? 0 : TRUST[count] * LogisticCurve.stretch((state >>> COUNT_BITS) * PROBABILITY_SCALE);
    }

    /** Learns a decision. */
    public void update(int place, int bit) {
        int state = states[place] ^ UNKNOWN;
        int count = state & COUNT_MASK;
        int probability = state >>> COUNT_BITS;
        int target = bit << (Integer.SIZE - COUNT_BITS);
        int next = probability + (int) (((long) (target - probability) * RATES[count]) >> RATE_BITS);
        states[place] =
                (Math.min(next, (1 << (Integer.SIZE - COUNT_BITS)) - 1) << COUNT_BITS | Math.min(count + 1, LIMIT))
                        ^ UNKNOWN;
    }

    /** Codes a decision by one place alone, and learns it. */
    public int code(BinaryCoding coding, int bit, int place) {
        int probability = (states[place] ^ UNKNOWN) >>> PRECISION_SHIFT;
        int found = coding.bit(bit, Math.max(1, probability));
        update(place, found);
        return found;
    }

    private static int[] rates() {
        int[] rates = new int[LIMIT + 1];
        for (int n = 0; n <= LIMIT; n++) {
            rates[n] = (2 << RATE_BITS) / (2 * n + 3);
        }
        return rates;
    }

    private static double[] trust() {
        double[] trust = new double[LIMIT + 1];
        for (int n = 0; n <= LIMIT; n++) {
            trust[n] = n / (n + 1.0);
        }
        return trust;
    }
}
