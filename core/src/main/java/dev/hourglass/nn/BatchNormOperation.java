package dev.hourglass.nn;

import dev.hourglass.model.BatchNorm;
import dev.hourglass.tensor.kernel.ReductionKernels;

/**
 * Batch normalisation in training: statistics of the whole batch by column, then rows.
 *
 * <pre>{@code
 * x^ = (x - mean) inverse        y = gamma x^ + beta
 * dx = gamma inverse (dy - (dBeta + x^ dGamma) / n)
 * }</pre>
 */
final class BatchNormOperation implements Operation {
    private final ReductionKernels kernels;
    private final BatchNorm config;
    private final BatchNormWeights weights;
    private final Slab input;
    private final Slab normalized;
    private final Slab output;
    private final float[] gradients;
    private final float[] mean;
    private final float[] inverse;
    private final float[] slope;
    private final float[] shift;
    private final float[] drift;

    /**
     * Binds a layer.
     *
     * @param gradients receives the gradients of scale and shift, laid out like the weights
     */
    BatchNormOperation(
            ReductionKernels kernels, BatchNorm config, BatchNormWeights weights, Slab input, float[] gradients) {
        this.kernels = kernels;
        this.config = config;
        this.weights = weights;
        this.input = input;
        this.normalized = input.withOwnValues();
        this.output = input.withOwnValues();
        this.gradients = gradients;
        int stride = input.stride();
        this.mean = new float[stride];
        this.inverse = new float[stride];
        this.slope = new float[stride];
        this.shift = new float[stride];
        this.drift = new float[stride];
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
    public void prepareForward(int from, int to, int rows, Worker worker) {
        int first = input.start(0) + from;
        kernels.columnSums(rows, to - from, input.values(), first, input.stride(), mean, from);
        for (int j = from; j < to; j++) {
            mean[j] /= rows;
        }
        kernels.columnDeviations(rows, to - from, input.values(), first, input.stride(), mean, from, inverse, from);
        float keep = (float) config.momentum();
        for (int j = from; j < to; j++) {
            float variance = inverse[j] / rows;
            inverse[j] = 1f / (float) Math.sqrt(variance + (float) config.epsilon());
            if (j < input.columns()) {
                weights.track(j, keep, mean[j], variance);
            }
        }
    }

    @Override
    public void forward(int from, int to, Worker worker) {
        for (int i = from; i < to; i++) {
            int row = input.start(i);
            kernels.normalize(input.values(), row, mean, inverse, normalized.values(), input.stride());
            kernels.scaleShift(
                    normalized.values(),
                    row,
                    weights.values(),
                    weights.scaleOffset(),
                    weights.shiftOffset(),
                    output.values(),
                    input.stride());
        }
    }

    @Override
    public void prepareBackward(int from, int to, int rows) {
        int beta = weights.shiftOffset();
        int gamma = weights.scaleOffset();
        int first = input.start(0) + from;
        kernels.columnSums(rows, to - from, input.gradients(), first, input.stride(), gradients, beta + from);
        kernels.columnProducts(
                rows,
                to - from,
                input.gradients(),
                normalized.values(),
                first,
                input.stride(),
                gradients,
                gamma + from);
        for (int j = from; j < to; j++) {
            slope[j] = weights.values()[gamma + j] * inverse[j];
            shift[j] = -slope[j] * gradients[beta + j] / rows;
            drift[j] = -slope[j] * gradients[gamma + j] / rows;
        }
    }

    @Override
    public void backward(int from, int to, Worker worker) {
        if (!input.hasGradients()) {
            return;
        }
        for (int i = from; i < to; i++) {
            int row = input.start(i);
            kernels.combine(input.gradients(), row, normalized.values(), slope, shift, drift, input.stride());
        }
    }

    @Override
    public Slab output() {
        return output;
    }
}
