package dev.hourglass.nn;

import dev.hourglass.model.BatchNorm;
import dev.hourglass.tensor.kernel.ReductionKernels;

/** Batch normalisation of images after training, or frozen: each channel by its running averages, in place. */
final class ImageRunningNormOperation implements Operation {
    private static final int BLOCK = 16;

    private final ReductionKernels kernels;
    private final BatchNorm config;
    private final BatchNormWeights weights;
    private final Slab input;
    private final int width;
    private final float[] mean;
    private final float[] inverse;
    private final float[] affine;

    ImageRunningNormOperation(ReductionKernels kernels, BatchNorm config, BatchNormWeights weights, Slab input) {
        this.kernels = kernels;
        this.config = config;
        this.weights = weights;
        this.input = input;
        this.width = config.features() * BLOCK;
        this.mean = new float[width];
        this.inverse = new float[width];
        this.affine = new float[2 * width];
        takeAverages();
    }

    @Override
    public void refresh() {
        takeAverages();
    }

    private void takeAverages() {
        for (int j = 0; j < width; j++) {
            int channel = j / BLOCK;
            mean[j] = weights.mean(channel);
            inverse[j] = 1f / (float) Math.sqrt(weights.variance(channel) + (float) config.epsilon());
            affine[j] = weights.values()[weights.scaleOffset() + channel];
            affine[width + j] = weights.values()[weights.shiftOffset() + channel];
        }
    }

    @Override
    public void forward(int from, int to, Worker worker) {
        for (int row = from; row < to; row += BLOCK) {
            for (int y = 0; y < input.shape().dimension(1); y++) {
                forward(row * input.stride() + Convolution.pixel(input, y, 0));
            }
        }
    }

    private void forward(int start) {
        int end = start + input.shape().dimension(2) * width;
        for (int at = start; at < end; at += width) {
            kernels.normalize(input.values(), at, mean, inverse, input.values(), width);
            kernels.scaleShift(input.values(), at, affine, 0, width, input.values(), width);
        }
    }

    /** Where the layer is frozen, what comes before it may be trained. Borders hold 0 and keep it. */
    @Override
    public void backward(int from, int to, Worker worker) {
        float[] g = input.gradients();
        for (int at = input.start(from); at < input.start(to) && input.hasGradients(); at += width) {
            for (int j = 0; j < width; j++) {
                g[at + j] *= affine[j] * inverse[j];
            }
        }
    }

    @Override
    public Slab output() {
        return input;
    }
}
