package dev.hourglass.nn;

import dev.hourglass.model.ActivationFunction;
import dev.hourglass.tensor.kernel.ReductionKernels;
import java.util.List;

/**
 * Adds the squared norm of the Jacobian of codes {@code y = s(x W + b)} of one layer to the loss, and passes codes on.
 *
 * <pre>{@code
 * |J|^2 = sum over j of s'_j^2 q_j        q_j = sum over k of W_kj^2
 * dy_j = w (s'^2)'(y_j) q_j / n           dW_kj = 2 w W_kj (mean over the batch of s'_j^2)
 * }</pre>
 *
 * <p>Source: Rifai et al. 2011, "Contractive auto-encoders: explicit invariance during feature extraction", section 3.
 */
final class ContractOperation implements Operation {
    private final ReductionKernels kernels;
    private final Parameters parameters;
    private final Parameter weights;
    private final ActivationFunction function;
    private final Slab input;
    private final Slab output;
    private final Slab squaredSlopes;
    private final double weight;
    private final float[] norms;
    private final float[] decay;
    private final double[] costs;
    private int rows;

    ContractOperation(
            ReductionKernels kernels, Parameters parameters, Parameter weights, Slab input, Link.Contract link) {
        this.kernels = kernels;
        this.parameters = parameters;
        this.weights = weights;
        this.function = link.function();
        this.input = input;
        this.output = input.withOwnValues();
        this.squaredSlopes = Slab.rows(input.capacity(), input.columns(), false);
        this.weight = link.weight();
        this.norms = new float[input.stride()];
        this.decay = new float[input.stride()];
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
        float[] w = parameters.values();
        kernels.columnProducts(weights.rows(), to - from, w, w, weights.offset() + from, weights.stride(), norms, from);
    }

    @Override
    public void forward(int from, int to, Worker worker) {
        int start = input.start(from);
        int count = (to - from) * input.stride();
        System.arraycopy(input.values(), start, output.values(), start, count);
        CodeSlopes.square(function, input.values(), start, squaredSlopes.values(), count);
        for (int i = from; i < Math.min(to, rows); i++) {
            double sum = 0;
            for (int j = 0; j < input.columns(); j++) {
                sum += (double) squaredSlopes.values()[input.start(i) + j] * norms[j];
            }
            costs[i] = weight * sum;
        }
    }

    @Override
    public void prepareBackward(int from, int to, int count) {
        kernels.columnSums(
                count,
                to - from,
                squaredSlopes.values(),
                squaredSlopes.start(0) + from,
                squaredSlopes.stride(),
                decay,
                from);
        float share = (float) (2 * weight / count);
        for (int j = from; j < to; j++) {
            decay[j] *= share;
        }
    }

    @Override
    public void backward(int from, int to, Worker worker) {
        float share = (float) (weight / rows);
        for (int i = from; i < Math.min(to, rows); i++) {
            int row = input.start(i);
            CodeSlopes.bend(function, input.values(), row, worker.scratch, input.columns());
            for (int j = 0; j < input.columns(); j++) {
                input.gradients()[row + j] = Math.fma(share * norms[j], worker.scratch[j], input.gradients()[row + j]);
            }
        }
    }

    @Override
    public int scratchSize() {
        return input.columns();
    }

    @Override
    public List<ColumnDecay> columnDecays() {
        return List.of(new ColumnDecay(weights, decay));
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
