package dev.hourglass.nn;

import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.kernel.NoiseKernels;
import java.util.Arrays;
import java.util.List;

/**
 * Adds the maximum mean discrepancy between the codes z of a batch and as many draws p of the standard normal prior to
 * the loss, by its unbiased estimate.
 *
 * <pre>{@code
 * MMD = sum over i != j of (k(z_i, z_j) + k(p_i, p_j)) / (n (n - 1)) - 2 sum over i, j of k(z_i, p_j) / n^2
 * k(x, y) = sum over s of C / (C + |x - y|^2), C = 2 L s, s in 0.1, 0.2, 0.5, 1, 2, 5, 10
 * }</pre>
 *
 * <p>One code alone says nothing of a distribution and adds nothing. Source: Tolstikhin et al. 2018,
 * https://arxiv.org/abs/1711.01558, algorithm 2; the scales s are those of its authors' code,
 * https://github.com/tolstikhin/wae.
 */
final class PriorMatchOperation implements Operation {
    private static final float[] SCALES = {0.1f, 0.2f, 0.5f, 1f, 2f, 5f, 10f};
    private static final int NOBODY = -1;

    private final NoiseKernels random;
    private final Slab input;
    private final Slab output;
    private final Slab prior;
    /** Codes and draws by column, [L, rows]: distances to all rows are then loops that compilers vectorise. */
    private final float[] codesAcross;

    private final float[] priorAcross;
    private final Slab slopes;
    private final double weight;
    private final long seed;
    private final int size;
    private final int capacity;
    private final double[] costs;
    private int rows;

    PriorMatchOperation(NoiseKernels random, Slab input, double weight, long seed) {
        this.random = random;
        this.input = input;
        this.output = input.withOwnValues();
        this.weight = weight;
        this.seed = seed;
        this.size = input.columns();
        this.capacity = input.capacity();
        this.prior = Slab.rows(capacity, size, false);
        this.slopes = Slab.rows(capacity, size, false);
        this.codesAcross = new float[input.stride() * capacity];
        this.priorAcross = new float[input.stride() * capacity];
        this.costs = new double[capacity];
    }

    @Override
    public void begin(long step, int count) {
        rows = count;
        long key = SeededRandom.mix(seed + SeededRandom.mix(step));
        random.normal(key, 0, prior.values(), prior.start(0), count * prior.stride());
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
        turn(input, codesAcross, from, to, count);
        turn(prior, priorAcross, from, to, count);
    }

    private void turn(Slab slab, float[] across, int from, int to, int count) {
        for (int j = from; j < to; j++) {
            for (int i = 0; i < count; i++) {
                across[j * capacity + i] = slab.values()[slab.start(i) + j];
            }
        }
    }

    @Override
    public void forward(int from, int to, Worker worker) {
        int start = input.start(from);
        System.arraycopy(input.values(), start, output.values(), start, (to - from) * input.stride());
        for (int i = from; i < Math.min(to, rows); i++) {
            costs[i] = rows < 2 ? 0 : cost(i, worker.scratch);
        }
    }

    /** Returns a row's share of n times the discrepancy, and keeps the gradient. */
    private double cost(int row, float[] scratch) {
        int at = input.start(row);
        Arrays.fill(slopes.values(), at, at + size, 0f);
        double within = compare(prior, priorAcross, row, row, scratch);
        double across = compare(input, priorAcross, row, NOBODY, scratch);
        pull(at, prior, (float) (4 * weight / ((double) rows * rows)), scratch);
        within += compare(input, codesAcross, row, row, scratch);
        pull(at, input, (float) (-4 * weight / ((double) rows * (rows - 1))), scratch);
        return weight * (within / (rows - 1) - 2 * across / rows);
    }

    /**
     * Compares one row with all columns.
     *
     * @param skipped a row that does not count, or {@link #NOBODY}
     * @param scratch three parts of the capacity; overwritten with distances, similarities and minus their slopes by
     *     the distance
     * @return the sum of similarities
     */
    private double compare(Slab slab, float[] across, int row, int skipped, float[] scratch) {
        Arrays.fill(scratch, 0, 3 * capacity, 0f);
        for (int c = 0; c < size; c++) {
            addSquares(slab.values()[slab.start(row) + c], across, c * capacity, rows, scratch);
        }
        for (float scale : SCALES) {
            addSimilarities(2 * size * scale, rows, scratch, capacity, 2 * capacity);
        }
        double sum = 0;
        for (int j = 0; j < rows; j++) {
            sum += scratch[capacity + j];
        }
        return skipped == NOBODY ? sum : sum - scratch[capacity + skipped];
    }

    private static void addSquares(float value, float[] others, int from, int count, float[] distances) {
        for (int j = 0; j < count; j++) {
            float difference = value - others[from + j];
            distances[j] = Math.fma(difference, difference, distances[j]);
        }
    }

    private static void addSimilarities(float scale, int count, float[] scratch, int similarities, int falls) {
        for (int j = 0; j < count; j++) {
            float inverse = 1f / (scale + scratch[j]);
            float similarity = scale * inverse;
            scratch[similarities + j] += similarity;
            scratch[falls + j] = Math.fma(similarity, inverse, scratch[falls + j]);
        }
    }

    /** Adds the gradient towards, or with a factor below 0 away from, the rows just compared with. */
    private void pull(int at, Slab others, float factor, float[] scratch) {
        for (int j = 0; j < rows; j++) {
            float share = factor * scratch[2 * capacity + j];
            addDifferences(share, input.values(), others.values(), at, others.start(j), slopes.values(), size);
        }
    }

    private static void addDifferences(
            float share, float[] codes, float[] others, int at, int from, float[] sums, int count) {
        for (int c = 0; c < count; c++) {
            sums[at + c] = Math.fma(share, codes[at + c] - others[from + c], sums[at + c]);
        }
    }

    @Override
    public void backward(int from, int to, Worker worker) {
        if (rows < 2) {
            return;
        }
        float[] g = input.gradients();
        for (int i = input.start(from); i < input.start(Math.min(to, rows)); i++) {
            g[i] += slopes.values()[i];
        }
    }

    @Override
    public int scratchSize() {
        return 3 * capacity;
    }

    @Override
    public double[] costs() {
        return costs;
    }

    @Override
    public List<Measure> measures() {
        return List.of(new Measure("prior_distance", costs));
    }

    @Override
    public Slab output() {
        return output;
    }
}
