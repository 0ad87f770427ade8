package dev.hourglass.compress.entropy;

/**
 * Codes numbers that are mostly small by what followed in the same contexts: the six bits of a number below 63, or of
 * 63, as decisions that counters of all contexts tell together, and of larger ones what is beyond by
 * {@link AdaptiveNumbers}. Not thread-safe; confine to one thread.
 */
public final class ContextNumbers {
    private static final int BITS = 6;
    private static final int MOST = (1 << BITS) - 1;
    /** Places for what follows contexts, each of a counter for every decision of a number. */
    private static final int BUCKETS = 1 << 10;

    private static final int HASH = 0x9E3779B1;

    private final BinaryCoding coding;
    private final int contexts;
    private final BitMixer mixer;
    private final AdaptiveNumbers beyond = new AdaptiveNumbers();

    /**
     * Knows nothing yet.
     *
     * @param contexts how many there are of a number
     */
    public ContextNumbers(BinaryCoding coding, int contexts) {
        this.coding = coding;
        this.contexts = contexts;
        this.mixer = new BitMixer(new BitCounters(BUCKETS << BITS), contexts, 0, 1 << BITS);
    }

    /**
     * Codes a number.
     *
     * @param number at least 0 and below 2^60; of no meaning when decoding
     * @param known hashes of what is known of it, one for each context
     * @return the number
     */
    public long code(long number, int... known) {
        int symbol = (int) Math.min(MOST, number);
        int node = 1;
        for (int bit = BITS - 1; bit >= 0; bit--) {
            for (int context = 0; context < contexts; context++) {
                mixer.place(context, place(context, known[context], node));
            }
            node = node << 1 | mixer.code(coding, symbol >> bit & 1, node);
        }
        int found = node - (1 << BITS);
        return found < MOST ? found : MOST + beyond.code(coding, Math.max(0, number - MOST));
    }

    private static int place(int context, int known, int node) {
        int hash = (known + context) * HASH;
        int bucket = (hash ^ (hash >>> (Integer.SIZE / 2))) & (BUCKETS - 1);
        return (bucket << BITS) | node;
    }
}
