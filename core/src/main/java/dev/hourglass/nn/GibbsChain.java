package dev.hourglass.nn;

import static dev.hourglass.nn.LinearOperation.Forward.DATA;
import static dev.hourglass.nn.LinearOperation.Forward.ROWS;

import dev.hourglass.nn.ContrastivePlan.Chains;
import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.kernel.Kernels;
import java.util.List;

/**
 * The rows of one batch of a restricted Boltzmann machine: data, the hidden units it drives, and the fantasies that
 * Gibbs sampling makes. Rows are independent, so workers share them. Gradients of slabs hold statistics with their sign
 * and scale: {@code fantasyHidden^T fantasy - dataHidden^T data} is the gradient of the weights.
 */
final class GibbsChain {
    final Slab data;
    final Slab dataHidden;
    final Slab drawn;
    final Slab fantasy;
    final Slab fantasyHidden;
    /** The difference of hidden means, whose sum is the gradient of the hidden bias. */
    final Slab difference;

    private final Kernels kernels;
    private final Chains chains;
    private final Slab means;
    /** Whether zeros of the data are worth looking for. */
    private final boolean isData;

    private final LinearOperation upFromData;
    private final LinearOperation upFromFantasy;
    private final LinearOperation downFromDrawn;
    private final LinearOperation downFromMeans;

    GibbsChain(Kernels kernels, Chains chains, Parameters parameters, WeightMatrix weights, int capacity) {
        this.kernels = kernels;
        this.chains = chains;
        int visible = weights.parameter().rows();
        int hidden = weights.parameter().columns();
        this.data = Slab.rows(capacity, visible, false);
        this.dataHidden = Slab.rows(capacity, hidden, true);
        this.drawn = Slab.rows(capacity, hidden, false);
        this.fantasy = Slab.rows(capacity, visible, true);
        this.fantasyHidden = Slab.rows(capacity, hidden, true);
        this.difference = Slab.rows(capacity, hidden, false);
        this.means = chains.isPersistent() ? Slab.rows(capacity, visible, false) : fantasy;
        Parameter hiddenBias = parameters.layout().parameter(ContrastivePlan.HIDDEN_BIAS);
        Parameter visibleBias = parameters.layout().parameter(ContrastivePlan.VISIBLE_BIAS);
        this.isData = SparseProduct.isWorthwhile(hidden);
        LinearOperation.Forward way = isData ? DATA : ROWS;
        this.upFromData =
                new LinearOperation(kernels.matrix(), data, dataHidden, weights, false, way, parameters, hiddenBias);
        this.upFromFantasy = new LinearOperation(
                kernels.matrix(), fantasy, fantasyHidden, weights, false, ROWS, parameters, hiddenBias);
        this.downFromDrawn =
                new LinearOperation(kernels.matrix(), drawn, means, weights, true, ROWS, parameters, visibleBias);
        this.downFromMeans =
                new LinearOperation(kernels.matrix(), dataHidden, means, weights, true, ROWS, parameters, visibleBias);
    }

    /** Computes the hidden means of data. */
    void rise(int from, int to, Worker worker) {
        upFromData.forward(from, to, worker);
        chains.hidden().mean(kernels, dataHidden, from, to);
    }

    /** Starts chains at the data. */
    void start(int from, int to, long key) {
        chains.hidden().draw(kernels, SeededRandom.mix(~key), dataHidden, drawn, from, to);
    }

    /** Takes one step of Gibbs sampling from the drawn hidden units; draws them anew where the chain goes on. */
    void step(int from, int to, long key, int number, boolean goesOn, Worker worker) {
        downFromDrawn.forward(from, to, worker);
        chains.visible().mean(kernels, means, from, to);
        if (chains.isPersistent()) {
            chains.visible().draw(kernels, SeededRandom.mix(~key - 2L * number), means, fantasy, from, to);
        }
        upFromFantasy.forward(from, to, worker);
        chains.hidden().mean(kernels, fantasyHidden, from, to);
        if (goesOn) {
            chains.hidden().draw(kernels, SeededRandom.mix(~key - 2L * number - 1), fantasyHidden, drawn, from, to);
        }
    }

    /** Gives data back from its hidden means, for persistent chains, which give back something else. */
    void restore(int from, int to, Worker worker) {
        downFromMeans.forward(from, to, worker);
        chains.visible().mean(kernels, means, from, to);
    }

    /** Sums the squared error of a row that was just given back. */
    double error(int row, Worker worker) {
        return kernels.loss()
                .squaredError(
                        means.values(),
                        means.start(row),
                        data.values(),
                        data.start(row),
                        worker.row,
                        0,
                        data.columns(),
                        1f,
                        worker.lanes);
    }

    /**
     * Writes the statistics of some rows, scaled.
     *
     * @param samples rows that hold data
     * @param fantasies rows that hold fantasies
     */
    void contrast(int from, int to, int samples, int fantasies) {
        for (int i = from; i < to; i++) {
            float positive = i < samples ? -1f / samples : 0f;
            float negative = i < fantasies ? 1f / fantasies : 0f;
            scale(dataHidden, i, positive);
            scale(fantasyHidden, i, negative);
            add(
                    dataHidden.gradients(),
                    fantasyHidden.gradients(),
                    difference.values(),
                    difference.start(i),
                    difference.stride());
            mix(
                    data.values(),
                    positive,
                    fantasy.values(),
                    negative,
                    fantasy.gradients(),
                    fantasy.start(i),
                    fantasy.stride());
        }
    }

    private static void scale(Slab slab, int row, float factor) {
        float[] values = slab.values();
        float[] scaled = slab.gradients();
        for (int j = slab.start(row); j < slab.start(row + 1); j++) {
            scaled[j] = values[j] * factor;
        }
    }

    private static void add(float[] x, float[] y, float[] sum, int from, int count) {
        for (int j = from; j < from + count; j++) {
            sum[j] = x[j] + y[j];
        }
    }

    private static void mix(float[] x, float a, float[] y, float b, float[] mixed, int from, int count) {
        for (int j = from; j < from + count; j++) {
            mixed[j] = Math.fma(x[j], a, y[j] * b);
        }
    }

    /** Returns the products whose sums are the gradients. */
    List<GradientSources.Product> products(Parameters parameters, Parameter weight) {
        Parameter hiddenBias = parameters.layout().parameter(ContrastivePlan.HIDDEN_BIAS);
        Parameter visibleBias = parameters.layout().parameter(ContrastivePlan.VISIBLE_BIAS);
        return List.of(
                product(weight, data, dataHidden, isData),
                product(weight, fantasy, fantasyHidden, false),
                GradientSources.Product.sum(hiddenBias, difference.valueRows(), 1),
                GradientSources.Product.sum(visibleBias, fantasy.gradientRows(), 1));
    }

    private static GradientSources.Product product(Parameter weight, Slab visible, Slab hidden, boolean isData) {
        return new GradientSources.Product(weight, visible.valueRows(), hidden.gradientRows(), 1, isData);
    }

    /** Returns the scratch a worker needs for lists of steps. */
    int stepsSize() {
        return SparseProduct.scratchSize(Math.max(data.columns(), data.capacity()));
    }

    long sizeBytes() {
        long shared = chains.isPersistent() ? means.sizeBytes() : 0;
        return shared
                + data.sizeBytes()
                + dataHidden.sizeBytes()
                + drawn.sizeBytes()
                + fantasy.sizeBytes()
                + fantasyHidden.sizeBytes()
                + difference.sizeBytes();
    }
}
