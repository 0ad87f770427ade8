package dev.hourglass.nn;

import dev.hourglass.model.BatchNorm;
import dev.hourglass.tensor.kernel.ReductionKernels;

/**
 * Batch normalisation after training, or frozen: the running averages stand in for the batch's, and rows are
 * independent.
 */
final class RunningNormOperation implements Operation {
    private final ReductionKernels kernels;
    private final BatchNorm config;
    private final BatchNormWeights weights;
    private final Slab input;
    private final float[] mean;
    private final float[] inverse;

    RunningNormOperation(ReductionKernels kernels, BatchNorm config, BatchNormWeights weights, Slab input) {
        this.kernels = kernels;
        this.config = config;
        this.weights = weights;
        this.input = input;
        this.mean = new float[input.stride()];
        this.inverse = new float[input.stride()];
        takeAverages();
    }

    @Override
    public void refresh() {
        takeAverages();
    }

    private void takeAverages() {
        for (int j = 0; j < input.columns(); j++) {
            mean[j] = weights.mean(j);
            inverse[j] = 1f / (float) Math.sqrt(weights.variance(j) + (float) config.epsilon());
        }
    }

    @Override
    public void forward(int from, int to, Worker worker) {
        for (int i = from; i < to; i++) {
            int row = input.start(i);
            kernels.normalize(input.values(), row, mean, inverse, input.values(), input.stride());
            kernels.scaleShift(
                    input.values(),
                    row,
                    weights.values(),
                    weights.scaleOffset(),
                    weights.shiftOffset(),
                    input.values(),
                    input.stride());
        }
    }

    /** Where the layer is frozen, what comes before it may be trained. */
    @Override
    public void backward(int from, int to, Worker worker) {
        float[] g = input.gradients();
        for (int i = from; i < to && input.hasGradients(); i++) {
            int row = input.start(i);
            for (int j = 0; j < input.columns(); j++) {
                g[row + j] *= weights.values()[weights.scaleOffset() + j] * inverse[j];
            }
        }
    }

    @Override
    public Slab output() {
        return input;
    }
}
