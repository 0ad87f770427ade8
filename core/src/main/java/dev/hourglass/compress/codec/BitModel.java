package dev.hourglass.compress.codec;

/**
 * Predicts the bits of bytes from several contexts: each context has counters of its own, and a mixer that learns
 * weighs what they say. All arithmetic is of whole numbers. Source: Mahoney 2005, "Adaptive weighing of context models
 * for lossless data compression", section 3. Not thread-safe; confine to one thread.
 *
 * <pre>{@code
 * squash(d) = round(2^16 / (1 + exp(-d / 256))) in [16, 65520], d in [-2047, 2047]
 * stretch(q) = the least d with squash(d) >= 16 q + 8, else 2047; q in [0, 4095]
 * }</pre>
 */
final class BitModel {
    /** p: the frequencies of both bits sum to 2^16. */
    static final int PRECISION_BITS = 16;

    private static final int MOST_SLOT_BITS = 21;
    private static final int LEAST_SLOT_BITS = 12;
    private static final int COUNT_BITS = 10;
    private static final int LIMIT = 250;
    private static final int MAX_STRETCH = 2047;
    private static final int LEAST = 16;
    private static final int STRETCH_BITS = 12;
    private static final int ONE = 1 << 16;
    private static final int RATE = 10;
    private static final int HASH_OF_BITS = 0x2F0B4C47;
    private static final int HASH = 0x9E3779B1;
    /** Beginnings of a byte: a 1, then its bits so far. */
    private static final int PARTIALS = 256;

    /** The slots of half a byte lie together, in one line of a cache: those of 1, and of 1 and up to three bits. */
    private static final int HALF_BITS = 4;

    private static final int MATCH_SLOTS = 64;

    private static final int[] SQUASH = squashes();
    private static final int[] STRETCH = stretches();
    private static final int[] RATES = rates();

    private final int contexts;
    private final int slotBits;
    private final int[] slots; // [contexts, 2^slotBits], probability of 22 bits, count of 10
    private final int[] matchSlots = new int[MATCH_SLOTS * 2];
    private final int[] hashes;
    private final int[] halves; // where the slots of the present half of a byte start
    private final int[] at;
    private final int[] inputs;
    private final int[] byColumn; // [columns, inputs] weights, 16 bits after the point
    private final int[] byState; // [states, inputs]

    private int columnAt;
    private int stateAt;
    private int matchAt = -1;
    private int partial = 1;
    private int ofColumn;
    private int ofState;

    /** Starts without knowledge, with room for what a text of so many bytes teaches. */
    BitModel(int contexts, int columns, int states, int bytes) {
        this.contexts = contexts;
        this.slotBits = Math.min(MOST_SLOT_BITS, Math.max(LEAST_SLOT_BITS, 36 - Integer.numberOfLeadingZeros(bytes)));
        this.slots = new int[contexts << slotBits];
        java.util.Arrays.fill(slots, 1 << (Integer.SIZE - 1));
        java.util.Arrays.fill(matchSlots, 1 << (Integer.SIZE - 1));
        this.hashes = new int[contexts];
        this.halves = new int[contexts];
        this.at = new int[contexts];
        this.inputs = new int[contexts + 2];
        this.byColumn = new int[columns * inputs.length];
        this.byState = new int[states * PARTIALS * inputs.length];
        int first = ONE * 2 / 5;
        java.util.Arrays.fill(byColumn, first);
        java.util.Arrays.fill(byState, first);
    }

    private static int[] squashes() {
        int[] table = new int[2 * MAX_STRETCH + 1];
        for (int i = 0; i < table.length; i++) {
            double p = ONE / (1 + StrictMath.exp(-(i - MAX_STRETCH) / 256.0));
            table[i] = (int) Math.max(LEAST, Math.min(ONE - LEAST, StrictMath.rint(p)));
        }
        return table;
    }

    private static int[] stretches() {
        int[] table = new int[1 << STRETCH_BITS];
        int d = 0;
        for (int q = 0; q < table.length; q++) {
            while (d < 2 * MAX_STRETCH && SQUASH[d] < q * 16 + 8) {
                d++;
            }
            table[q] = d - MAX_STRETCH;
        }
        return table;
    }

    private static int[] rates() {
        int[] table = new int[LIMIT + 1];
        for (int n = 0; n <= LIMIT; n++) {
            table[n] = 2 * ONE / (2 * n + 3);
        }
        return table;
    }

    /** Begins a byte: sets one of its contexts. */
    void set(int context, int hash) {
        hashes[context] = hash;
    }

    /** Begins a byte: chooses the weights. */
    void select(int column, int state) {
        partial = 1;
        columnAt = column * inputs.length;
        stateAt = state * PARTIALS * inputs.length;
    }

    /**
     * Returns the frequency of a 1 as the next bit, in [1, 2^16).
     *
     * @param expected the byte that a match foretells, or -1
     * @param length of the match, cut to 31
     */
    int frequency(int expected, int length) {
        int bits = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(partial);
        if (bits % HALF_BITS == 0) {
            beginHalf();
        }
        int since = 1 << bits % HALF_BITS; // a 1, then the bits of the half so far
        int node = since | (partial & (since - 1));
        for (int i = 0; i < contexts; i++) {
            at[i] = halves[i] + node;
            inputs[i] = STRETCH[slots[at[i]] >>> (Integer.SIZE - STRETCH_BITS)];
        }
        matchAt = -1;
        inputs[contexts] = 0;
        if (expected >= 0 && ((expected | 256) >>> (8 - bits)) == partial) {
            int bit = (expected >>> (7 - bits)) & 1;
            matchAt = 2 * length + bit;
            inputs[contexts] = STRETCH[matchSlots[matchAt] >>> (Integer.SIZE - STRETCH_BITS)];
        }
        inputs[contexts + 1] = 256;
        int state = stateAt + partial * inputs.length;
        int column = dot(byColumn, columnAt);
        int other = dot(byState, state);
        ofColumn = SQUASH[column + MAX_STRETCH];
        ofState = SQUASH[other + MAX_STRETCH];
        return SQUASH[((column + other) >> 1) + MAX_STRETCH];
    }

    private void beginHalf() {
        for (int i = 0; i < contexts; i++) {
            int hash = (hashes[i] + partial * HASH_OF_BITS) * HASH;
            halves[i] = (i << slotBits) + (hash >>> (Integer.SIZE - slotBits + HALF_BITS) << HALF_BITS);
        }
    }

    private int dot(int[] weights, int from) {
        long sum = 0;
        for (int i = 0; i < inputs.length; i++) {
            sum += (long) weights[from + i] * inputs[i];
        }
        return (int) Math.max(-MAX_STRETCH, Math.min(MAX_STRETCH, sum >> 16));
    }

    /** Learns the bit. */
    void update(int bit) {
        for (int i = 0; i < contexts; i++) {
            slots[at[i]] = learn(slots[at[i]], bit);
        }
        if (matchAt >= 0) {
            matchSlots[matchAt] = learn(matchSlots[matchAt], bit);
        }
        train(byColumn, columnAt, (bit << 16) - ofColumn);
        train(byState, stateAt + partial * inputs.length, (bit << 16) - ofState);
        partial = 2 * partial + bit;
    }

    private static int learn(int slot, int bit) {
        int count = slot & ((1 << COUNT_BITS) - 1);
        int p = slot >>> COUNT_BITS;
        int target = bit << (Integer.SIZE - COUNT_BITS);
        p += (int) ((((long) target - p) * RATES[count]) >> 16);
        p = Math.min(p, (1 << (Integer.SIZE - COUNT_BITS)) - 1);
        return (p << COUNT_BITS) | (count < LIMIT ? count + 1 : count);
    }

    private void train(int[] weights, int from, int error) {
        int scaled = (error * RATE) >> 4;
        for (int i = 0; i < inputs.length; i++) {
            weights[from + i] += (inputs[i] * scaled + (1 << 15)) >> 16;
        }
    }

    /** Returns the byte whose bits were learned since {@link #select}. */
    int whole() {
        return partial & 255;
    }
}
