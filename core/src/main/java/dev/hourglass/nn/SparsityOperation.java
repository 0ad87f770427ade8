package dev.hourglass.nn;

import java.util.Arrays;
import java.util.List;

/**
 * Adds to the loss how far the mean activations m of codes in (0, 1) over the batch are from a target t, as the
 * divergence of two coins, and passes codes on.
 *
 * <pre>{@code
 * cost = w sum over the code of t log(t / m) + (1 - t) log((1 - t) / (1 - m))
 * dz = w ((1 - t) / (1 - m) - t / m) / n
 * }</pre>
 *
 * <p>Source: Ng 2011, "Sparse autoencoder", CS294A lecture notes.
 */
final class SparsityOperation implements Operation {
    /** A unit that is off, or on, for every sample would cost infinitely much. */
    private static final double LEAST = 1e-6;

    private final Slab input;
    private final Slab output;
    private final CodePenalty.Sparsity config;
    private final double[] divergences;
    private final float[] slopes;
    private final double[] costs;
    private int rows;

    SparsityOperation(Slab input, CodePenalty.Sparsity config) {
        this.input = input;
        this.output = input.withOwnValues();
        this.config = config;
        this.divergences = new double[input.columns()];
        this.slopes = new float[input.stride()];
        this.costs = new double[input.capacity()];
    }

    @Override
    public void begin(long step, int count) {
        rows = count;
    }

    @Override
    public boolean isJoint() {
        return true;
    }

    @Override
    public int jointColumns() {
        return input.stride();
    }

    @Override
    public void prepareForward(int from, int to, int count, Worker worker) {
        double target = config.target();
        for (int j = from; j < Math.min(to, input.columns()); j++) {
            double sum = 0;
            for (int i = 0; i < count; i++) {
                sum += input.values()[input.start(i) + j];
            }
            double mean = Math.min(Math.max(sum / count, LEAST), 1 - LEAST);
            divergences[j] =
                    target * StrictMath.log(target / mean) + (1 - target) * StrictMath.log((1 - target) / (1 - mean));
            slopes[j] = (float) (config.weight() * ((1 - target) / (1 - mean) - target / mean) / count);
        }
    }

    @Override
    public void forward(int from, int to, Worker worker) {
        int start = input.start(from);
        System.arraycopy(input.values(), start, output.values(), start, (to - from) * input.stride());
        double sum = 0;
        for (double divergence : divergences) {
            sum += divergence;
        }
        Arrays.fill(costs, from, to, config.weight() * sum);
    }

    @Override
    public void backward(int from, int to, Worker worker) {
        float[] g = input.gradients();
        for (int i = from; i < Math.min(to, rows); i++) {
            int row = input.start(i);
            for (int j = 0; j < input.columns(); j++) {
                g[row + j] += slopes[j];
            }
        }
    }

    @Override
    public double[] costs() {
        return costs;
    }

    @Override
    public List<Measure> measures() {
        return List.of(new Measure("code_penalty", costs));
    }

    @Override
    public Slab output() {
        return output;
    }
}
