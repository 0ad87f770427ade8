package dev.hourglass.compress.entropy;

import java.util.Arrays;

/**
 * Mixes opinions on one decision in the logistic domain, and learns which to trust:
 *
 * <pre>{@code
 * p = squash(sum_i w_i stretch(p_i))        w_i <- w_i + rate (bit - p) stretch(p_i)
 * }</pre>
 *
 * Source: Mahoney 2005, "Adaptive Weighing of Context Models for Lossless Data Compression",
 * https://cs.fit.edu/~mmahoney/compression/cs200516.pdf. Whole numbers only. Not thread-safe; confine to one thread.
 */
public final class BitMixer {
    private static final int WEIGHT_BITS = 16;
    static final int FIRST_WEIGHT = (1 << WEIGHT_BITS) * 3 / 10;
    /** Weights move by 5 / 2^17 of (65536 times the error) times (256 times the input): a rate of 5 / 512. */
    private static final int RATE = 5;

    private static final int RATE_SHIFT = 17;

    private final int inputs;
    private final int[] weights;
    private final BitCounters counters;
    private final int[] places;
    private final int[] logistic;

    /**
     * Makes a mixer.
     *
     * @param counters what {@code places} of them say
     * @param places how many counters are asked
     * @param others how many other opinions there are
     * @param sets how many sets of weights there are
     */
    public BitMixer(BitCounters counters, int places, int others, int sets) {
        this.inputs = places + others;
        this.counters = counters;
        this.places = new int[places];
        this.logistic = new int[inputs];
        this.weights = new int[Math.multiplyExact(sets, inputs)];
        Arrays.fill(weights, FIRST_WEIGHT);
    }

    /** Names the counter of an input, in [0, places). */
    public void place(int input, int place) {
        places[input] = place;
        logistic[input] = counters.stretched(place);
    }

    /** Gives an opinion other than that of a counter: a probability in [0, 1] that the bit is 1, no NaN. */
    public void opinion(int other, double probability) {
        logistic[places.length + other] = logistic(probability);
    }

    /** Codes a decision by all opinions, and learns it. */
    public int code(BinaryCoding coding, int bit, int set) {
        int first = set * inputs;
        long sum = 0;
        for (int i = 0; i < inputs; i++) {
            sum += (long) weights[first + i] * logistic[i];
        }
        int probability = probability(sum);
        int found = coding.bit(bit, probability);
        int error = error(found, probability);
        for (int i = 0; i < inputs; i++) {
            weights[first + i] += step(error, logistic[i]);
        }
        for (int place : places) {
            counters.update(place, found);
        }
        return found;
    }

    /** Returns the logistic value, times 256, of a probability in [0, 1]. */
    static int logistic(double probability) {
        int scale = 1 << LogisticTables.STRETCH_BITS;
        int cut = Math.max(0, Math.min(scale - 1, (int) (probability * scale)));
        return LogisticTables.stretch(cut);
    }

    /** Returns the probability that a sum of weighted opinions means. */
    static int probability(long sum) {
        return LogisticTables.squash(sum >> WEIGHT_BITS);
    }

    /** Returns how far off a probability was, times the rate. */
    static int error(int bit, int probability) {
        return ((bit << BinaryCoding.PRECISION_BITS) - probability) * RATE;
    }

    /** Returns by how much the weight of an input moves. */
    static int step(int error, int input) {
        return (error * input + (1 << (RATE_SHIFT - 1))) >> RATE_SHIFT;
    }
}
