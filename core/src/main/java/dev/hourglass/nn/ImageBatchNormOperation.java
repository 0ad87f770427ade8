package dev.hourglass.nn;

import dev.hourglass.model.BatchNorm;
import dev.hourglass.tensor.kernel.ReductionKernels;
import java.util.Arrays;

/**
 * Batch normalisation of images in training: statistics of each channel over the batch and all pixels, then images.
 * Works on lanes, 16 alike for each channel; see {@link BatchNormOperation} for the formulas.
 */
final class ImageBatchNormOperation implements Operation {
    private static final int BLOCK = 16;

    private final ReductionKernels kernels;
    private final BatchNorm config;
    private final BatchNormWeights weights;
    private final ImageStatistics statistics;
    private final Slab input;
    private final Slab normalized;
    private final Slab output;
    private final float[] gradients;
    private final int width;
    private final float[] mean;
    private final float[] inverse;
    private final float[] affine;
    private final float[] slope;
    private final float[] shift;
    private final float[] drift;
    private int rows;

    /**
     * Binds a layer.
     *
     * @param gradients receives the gradients of scale and shift, laid out like the weights
     */
    ImageBatchNormOperation(
            ReductionKernels kernels, BatchNorm config, BatchNormWeights weights, Slab input, float[] gradients) {
        this.kernels = kernels;
        this.config = config;
        this.weights = weights;
        this.statistics = new ImageStatistics(kernels, input);
        this.input = input;
        this.normalized = input.withOwnValues();
        this.output = input.withOwnValues();
        this.gradients = gradients;
        this.width = config.features() * BLOCK;
        this.mean = new float[width];
        this.inverse = new float[width];
        this.affine = new float[2 * width];
        this.slope = new float[width];
        this.shift = new float[width];
        this.drift = new float[width];
    }

    @Override
    public boolean isJoint() {
        return true;
    }

    @Override
    public int jointColumns() {
        return width;
    }

    @Override
    public void begin(long step, int count) {
        rows = count;
    }

    private int count(int batch) {
        return batch * input.shape().dimension(1) * input.shape().dimension(2);
    }

    @Override
    public void prepareForward(int from, int to, int batch, Worker worker) {
        float count = count(batch);
        statistics.sums(input.values(), batch, mean, from, to);
        for (int j = from; j < to; j++) {
            mean[j] /= count;
        }
        statistics.deviations(input.values(), mean, batch, inverse, from, to);
        float keep = (float) config.momentum();
        for (int j = from; j < to; j++) {
            float variance = inverse[j] / count;
            inverse[j] = 1f / (float) Math.sqrt(variance + (float) config.epsilon());
            affine[j] = weights.values()[weights.scaleOffset() + j / BLOCK];
            affine[width + j] = weights.values()[weights.shiftOffset() + j / BLOCK];
            if (j % BLOCK == 0) {
                weights.track(j / BLOCK, keep, mean[j], variance);
            }
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
            kernels.normalize(input.values(), at, mean, inverse, normalized.values(), width);
            kernels.scaleShift(normalized.values(), at, affine, 0, width, output.values(), width);
        }
    }

    @Override
    public void prepareBackward(int from, int to, int batch) {
        float count = count(batch);
        statistics.sums(input.gradients(), batch, shift, from, to);
        statistics.products(input.gradients(), normalized.values(), batch, drift, from, to);
        for (int j = from; j < to; j++) {
            gradients[weights.shiftOffset() + j / BLOCK] = shift[j];
            gradients[weights.scaleOffset() + j / BLOCK] = drift[j];
            slope[j] = affine[j] * inverse[j];
            shift[j] = -slope[j] * shift[j] / count;
            drift[j] = -slope[j] * drift[j] / count;
        }
    }

    @Override
    public void backward(int from, int to, Worker worker) {
        for (int row = from; row < to; row += BLOCK) {
            for (int y = 0; y < input.shape().dimension(1); y++) {
                backward(row * input.stride() + Convolution.pixel(input, y, 0), rows - row);
            }
        }
    }

    private void backward(int start, int samples) {
        int end = start + input.shape().dimension(2) * width;
        for (int at = start; at < end; at += width) {
            kernels.combine(input.gradients(), at, normalized.values(), slope, shift, drift, width);
        }
        // Gradients of samples that do not count stay 0: sums over a block take all of its 16.
        for (int at = start; at < end && samples < BLOCK; at += BLOCK) {
            Arrays.fill(input.gradients(), at + Math.max(samples, 0), at + BLOCK, 0f);
        }
    }

    @Override
    public Slab output() {
        return output;
    }
}
