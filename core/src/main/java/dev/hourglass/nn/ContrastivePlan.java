package dev.hourglass.nn;

import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.tensor.kernel.Lanes;
import java.util.List;

/**
 * Runs steps of contrastive divergence for a restricted Boltzmann machine whose weights are {@code encoder.0.weight} W
 * [D, L], {@code encoder.0.bias} c [L] and {@code decoder.0.bias} b [D]. Allocates when built, never in a step. Not
 * thread-safe; its own team runs the work.
 *
 * <pre>{@code
 * h0 = f(v0 W + c)     vk = g(s W^T + b), s drawn from the h before     hk = f(vk W + c)
 * dW = (vk^T hk - v0^T h0) / N     dc = (sum hk - sum h0) / N     db = (sum vk - sum v0) / N
 * }</pre>
 *
 * <p>Source: Hinton 2010, "A practical guide to training restricted Boltzmann machines".
 */
public final class ContrastivePlan {
    static final String WEIGHT = "encoder.0.weight";
    static final String HIDDEN_BIAS = "encoder.0.bias";
    static final String VISIBLE_BIAS = "decoder.0.bias";

    /** Rows that stay in the second-level cache from layer to layer and back. */
    private static final int BLOCK = 64;

    private static final int UNIT = 8;

    /**
     * Says how chains run.
     *
     * @param hidden what hidden units are
     * @param visible what visible units are
     * @param steps of Gibbs sampling, at least 1
     * @param isPersistent whether chains go on from where the last step left them
     * @param transform what happens to samples on their way in
     */
    public record Chains(
            BoltzmannUnits hidden, BoltzmannUnits visible, int steps, boolean isPersistent, RowTransform transform) {}

    private final Chains chains;
    private final GibbsChain gibbs;
    private final GradientStrips strips;
    private final Parameters parameters;
    private final WeightMatrix weights;
    private final Team team;
    private final Worker[] workers;
    private final Team.Job stepJob = this::runStep;
    private final double[] rowErrors;
    private final int batchSize;
    private final long seed;

    private float[] samples = new float[0];
    private int[] order = new int[0];
    private int first;
    private int rows;
    private long step;
    private long key;
    private boolean isProbed;

    /**
     * Builds a plan.
     *
     * @param chains how chains run
     * @param parameters the weights; every step changes them
     * @param penalty what weights add to the loss, and limits of gradients
     * @param update the optimiser
     * @param settings batch size, threads, seed
     * @param kernels what computes
     */
    public ContrastivePlan(
            Chains chains,
            Parameters parameters,
            Penalty penalty,
            WeightUpdate update,
            TrainingPlan.Settings settings,
            Kernels kernels) {
        this.chains = chains;
        this.batchSize = settings.batchSize();
        this.seed = settings.seed();
        this.parameters = parameters;
        Parameter weight = parameters.layout().parameter(WEIGHT);
        this.weights = new WeightMatrix(
                kernels.matrix(),
                parameters,
                weight,
                true,
                WeightMatrix.readers(settings.threads(), parameters.layout()));
        this.gibbs = new GibbsChain(kernels, chains, parameters, weights, (batchSize + 15) & -16);
        this.strips = new GradientStrips(
                kernels,
                new GradientSources(gibbs.products(parameters, weight), List.of(), List.of(), List.of(weights)),
                parameters,
                new float[parameters.values().length],
                penalty,
                update,
                name -> true);
        this.rowErrors = new double[batchSize];
        this.team = new Team(settings.threads());
        this.workers = new Worker[settings.threads()];
        for (int i = 0; i < workers.length; i++) {
            workers[i] =
                    new Worker(i, new Worker.Sizes(strips.stripSize(), 0, gibbs.data.stride(), 0, gibbs.stepsSize()));
        }
    }

    /**
     * Takes one step.
     *
     * @param data samples, row-major [N, D]
     * @param permutation indices of rows
     * @param from the first entry of the permutation to take
     * @param count rows to take, at most the batch size
     * @param number the step's number, counted from 1, which everything random depends on; persistent chains start at
     *     the data of step 1
     * @param probe whether gradients are stored so that {@link #gradientNorm} can tell of them
     * @return the mean squared error of a value, given back from its hidden units, with what weights add
     */
    public double step(float[] data, int[] permutation, int from, int count, long number, boolean probe) {
        samples = data;
        order = permutation;
        first = from;
        rows = count;
        step = number;
        key = SeededRandom.mix(seed + SeededRandom.mix(~number));
        isProbed = probe;
        strips.begin();
        team.run(stepJob);
        double sum = 0;
        for (int i = 0; i < rows; i++) {
            sum += rowErrors[i];
        }
        return sum / rows / gibbs.data.columns() + strips.penalty();
    }

    private void runStep(int index) {
        Worker worker = workers[index];
        int fantasies = fantasies();
        int end = shareStart(index + 1, fantasies);
        for (int from = shareStart(index, fantasies); from < end; from += BLOCK) {
            runRows(from, Math.min(end, from + BLOCK), worker);
        }
        team.barrier();
        strips.update(fantasies, isProbed, worker, team);
    }

    /** Persistent chains all go on, even where an epoch's last step has fewer samples. */
    private int fantasies() {
        return chains.isPersistent() ? batchSize : rows;
    }

    private int shareStart(int worker, int count) {
        int groups = (count + UNIT - 1) / UNIT;
        return groups * worker / team.size() * UNIT;
    }

    private void runRows(int from, int to, Worker worker) {
        gather(from, to);
        gibbs.rise(from, to, worker);
        if (chains.isPersistent()) {
            gibbs.restore(from, to, worker);
            measure(from, to, worker);
        }
        if (!chains.isPersistent() || step == 1) {
            gibbs.start(from, to, key);
        }
        for (int k = 1; k <= chains.steps(); k++) {
            gibbs.step(from, to, key, k, chains.isPersistent() || k < chains.steps(), worker);
            if (k == 1 && !chains.isPersistent()) {
                measure(from, to, worker);
            }
        }
        gibbs.contrast(from, to, rows, fantasies());
    }

    private void gather(int from, int to) {
        Slab data = gibbs.data;
        int columns = data.columns();
        for (int i = from; i < Math.min(to, rows); i++) {
            int source = order[first + i] * columns;
            chains.transform().apply(samples, source, data.values(), data.start(i), columns, SeededRandom.mix(key + i));
        }
    }

    private void measure(int from, int to, Worker worker) {
        for (int i = from; i < Math.min(to, rows); i++) {
            rowErrors[i] = gibbs.error(i, worker);
        }
    }

    /** Returns the norm of the gradients of arrays whose path starts so, from the last probed step. */
    public double gradientNorm(String path) {
        return strips.norm(path);
    }

    /** Measures the hidden means of the last step's data. */
    public LayerStatistics hidden() {
        return statistics(gibbs.dataHidden);
    }

    /** Measures the last step's fantasies. */
    public LayerStatistics visible() {
        return statistics(gibbs.fantasy);
    }

    private LayerStatistics statistics(Slab slab) {
        return LayerStatistics.of(slab, rows);
    }

    /** Copies the hidden units that persistent chains go on from; {@code chain} is [batch, L]. */
    public void saveChain(Parameters chain) {
        int count = chain.values().length - Lanes.FIRST;
        System.arraycopy(gibbs.drawn.values(), Lanes.FIRST, chain.values(), Lanes.FIRST, count);
    }

    /** Takes over the hidden units that {@link #saveChain} saved. */
    public void restoreChain(Parameters chain) {
        int count = chain.values().length - Lanes.FIRST;
        System.arraycopy(chain.values(), Lanes.FIRST, gibbs.drawn.values(), Lanes.FIRST, count);
    }

    /** Takes weights that were changed from outside into the plan's own copies. */
    public void refresh() {
        weights.refreshAll();
    }

    /** Returns the memory of units, weights and copies, in bytes. */
    public long sizeBytes() {
        return gibbs.sizeBytes() + strips.sizeBytes() + 4L * parameters.values().length;
    }
}
