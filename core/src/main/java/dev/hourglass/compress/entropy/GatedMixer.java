package dev.hourglass.compress.entropy;

import java.util.Arrays;

/**
 * Mixes opinions on one decision in the logistic domain as {@link BitMixer} does, but several times at once: each gate
 * looks at the decision its own way and keeps a set of weights for each thing it can see, and what the gates say is
 * mixed once more. The mixture is refined by what followed when it said the same before.
 *
 * <pre>{@code
 * v_g = clip(sum_i w_gi x_i)       v = sum_g u_g v_g        p = squash(v)
 * w_gi <- w_gi + r (bit - squash(v_g)) x_i                 r = 0.001 + 0.01 / (1 + 0.0015 times the set was used)
 * u_g  <- u_g + 0.002 (bit - p) v_g
 * refined p = squash(0.7 v + 0.3 stretch(q(v)))            q: means by the two nearest whole v, the nearer one learns
 * }</pre>
 *
 * Source: Mahoney 2013, "Data Compression Explained", 4.3.2 to 4.3.4, https://mattmahoney.net/dc/dce.html. float64 in
 * one order of operations, so that decoders find the same. Not thread-safe; confine to one thread.
 */
public final class GatedMixer {
    private static final double FIRST_WEIGHT = 0.07;
    private static final double LEAST_RATE = 0.001;
    private static final double FIRST_RATE = 0.01;
    private static final double SLOWING = 0.0015;
    private static final double GATE_RATE = 0.002;
    private static final double LIMIT = 11;

    private static final double REFINED = 0.3;
    private static final double REFINING_RATE = 0.01;
    private static final int CELLS = 24;
    private static final double MIDDLE = 11.5;

    /** The least probability that is coded, of 65536. */
    private static final int LEAST = 16;

    private final int inputs;
    private final double[] opinions;
    private final double[][] weights;
    private final int[][] uses;
    private final int[] sets;
    private final double[] votes;
    private final double[] gateWeights;
    private final double[] means;
    private int given;

    /**
     * Makes a mixer.
     *
     * @param inputs how many opinions there are
     * @param kinds of decisions, each of which trusts the gates in its own way
     * @param refinements how many ways there are to refine a mixture
     * @param sets how many sets of weights each gate has
     */
    public GatedMixer(int inputs, int kinds, int refinements, int... sets) {
        this.inputs = inputs;
        this.sets = new int[sets.length];
        opinions = new double[inputs];
        votes = new double[sets.length];
        weights = new double[sets.length][];
        uses = new int[sets.length][];
        for (int gate = 0; gate < sets.length; gate++) {
            weights[gate] = new double[Math.multiplyExact(sets[gate], inputs)];
            Arrays.fill(weights[gate], FIRST_WEIGHT);
            uses[gate] = new int[sets[gate]];
        }
        gateWeights = new double[kinds * sets.length];
        Arrays.fill(gateWeights, 1.0 / sets.length);
        means = new double[refinements * CELLS];
        for (int i = 0; i < means.length; i++) {
            means[i] = LogisticCurve.below(i % CELLS - MIDDLE);
        }
    }

    /** Gives the next opinion: a logistic value, 0 for none. */
    public void opinion(double logistic) {
        opinions[given++] = logistic;
    }

    /** Says which of its sets a gate takes. */
    public void gate(int gate, int set) {
        sets[gate] = set;
    }

    /**
     * Codes a decision of which all opinions were given, and learns it.
     *
     * @param coding that codes
     * @param bit 0 or 1; of no meaning when decoding
     * @param kind of the decision
     * @param refinement how its mixture is refined
     * @return the bit
     */
    public int code(BinaryCoding coding, int bit, int kind, int refinement) {
        given = 0;
        int firstGate = kind * sets.length;
        double sum = 0;
        for (int gate = 0; gate < sets.length; gate++) {
            votes[gate] = vote(weights[gate], sets[gate] * inputs);
            sum += gateWeights[firstGate + gate] * votes[gate];
        }
        double vote = clip(sum);
        double cell = Math.max(0, Math.min(CELLS - 2, vote + MIDDLE));
        int index = refinement * CELLS + (int) cell;
        double share = cell - (int) cell;
        double mean = means[index] + share * (means[index + 1] - means[index]);
        double refined = LogisticCurve.below(vote + REFINED * (LogisticCurve.stretch(mean) - vote));
        int whole = 1 << BinaryCoding.PRECISION_BITS;
        int found = coding.bit(bit, Math.max(LEAST, Math.min(whole - LEAST, (int) (refined * whole))));
        int nearer = share > 0.5 ? index + 1 : index;
        means[nearer] += (found - means[nearer]) * REFINING_RATE;
        learn(found, firstGate, found - LogisticCurve.below(vote));
        return found;
    }

    private double vote(double[] weights, int first) {
        double sum = 0;
        for (int i = 0; i < inputs; i++) {
            sum += weights[first + i] * opinions[i];
        }
        return clip(sum);
    }

    private static double clip(double vote) {
        return Math.max(-LIMIT, Math.min(LIMIT, vote));
    }

    private void learn(int bit, int firstGate, double error) {
        for (int gate = 0; gate < sets.length; gate++) {
            double rate = LEAST_RATE + FIRST_RATE / (1 + SLOWING * uses[gate][sets[gate]]++);
            double step = rate * (bit - LogisticCurve.below(votes[gate]));
            double[] learned = weights[gate];
            int first = sets[gate] * inputs;
            for (int i = 0; i < inputs; i++) {
                learned[first + i] += step * opinions[i];
            }
            gateWeights[firstGate + gate] += GATE_RATE * error * votes[gate];
        }
    }
}
