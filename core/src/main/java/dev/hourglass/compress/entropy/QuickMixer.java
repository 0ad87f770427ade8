package dev.hourglass.compress.entropy;

import java.util.Arrays;

/**
 * The {@link BitMixer} of two counters and two other opinions, written out: decisions, weights and bytes are the same,
 * to the bit. Not thread-safe; confine to one thread.
 */
public final class QuickMixer {
    private static final int INPUTS = 4;

    private final BitCounters counters;
    private final int[] weights;

    /**
     * Makes a mixer.
     *
     * @param counters that are asked
     * @param sets how many sets of weights there are
     */
    public QuickMixer(BitCounters counters, int sets) {
        this.counters = counters;
        this.weights = new int[Math.multiplyExact(sets, INPUTS)];
        Arrays.fill(weights, BitMixer.FIRST_WEIGHT);
    }

    /**
     * Codes a decision by all opinions, and learns it.
     *
     * @param bit 0 or 1; of no meaning when decoding
     * @param set of weights, in [0, sets)
     * @param placeA of the first counter
     * @param placeB of the second counter
     * @param opinionA a probability in [0, 1] that the bit is 1, no NaN
     * @param opinionB another
     * @return the bit
     */
    public int code(BinaryCoding coding, int bit, int set, int placeA, int placeB, double opinionA, double opinionB) {
        int a = counters.stretched(placeA);
        int b = counters.stretched(placeB);
        int c = BitMixer.logistic(opinionA);
        int d = BitMixer.logistic(opinionB);
        int first = set * INPUTS;
        long sum = (long) weights[first] * a
                + (long) weights[first + 1] * b
                + (long) weights[first + 2] * c
                + (long) weights[first + 3] * d;
        int probability = BitMixer.probability(sum);
        int found = coding.bit(bit, probability);
        int error = BitMixer.error(found, probability);
        weights[first] += BitMixer.step(error, a);
        weights[first + 1] += BitMixer.step(error, b);
        weights[first + 2] += BitMixer.step(error, c);
        weights[first + 3] += BitMixer.step(error, d);
        counters.update(placeA, found);
        counters.update(placeB, found);
        return found;
    }
}
