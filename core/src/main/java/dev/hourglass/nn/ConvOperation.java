package dev.hourglass.nn;

import dev.hourglass.model.Conv2d;
import dev.hourglass.tensor.kernel.ImageKernels;
import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.tensor.kernel.Lanes;
import java.util.Arrays;
import java.util.List;

/** A convolution or, turned around, a transposed one; its weight gradients are parts of 16 samples. */
final class ConvOperation implements Operation {
    private static final int BLOCK = 16;

    private final ImageKernels kernels;
    private final Convolution convolution;
    private final boolean isTransposed;
    private final Slab input;
    private final Slab output;
    private final float[] parameters;
    private final Parameter bias;
    private final PartGradients weightParts;
    private final PartGradients biasParts;
    private final float[] zeros;
    private final int[] pixels;

    ConvOperation(
            Kernels kernels,
            Parameters parameters,
            String path,
            Conv2d spec,
            boolean isTransposed,
            Slab input,
            Slab output,
            int factor) {
        this.kernels = kernels.image();
        this.isTransposed = isTransposed;
        this.input = input;
        this.output = output;
        this.parameters = parameters.values();
        Parameter weight = parameters.layout().parameter(path + ".weight");
        this.bias = parameters.layout().parameter(path + ".bias");
        this.convolution = new Convolution(
                kernels, parameters, weight, isTransposed ? output : input, isTransposed ? input : output, spec);
        int blocks = output.hasGradients() ? output.capacity() / BLOCK : 0;
        this.weightParts = PartGradients.of(weight, blocks, BLOCK, factor);
        this.biasParts = PartGradients.of(bias, blocks, BLOCK, factor);
        this.zeros = new float[input.shape().dimension(0)];
        this.pixels = new int[output.shape().dimension(1) * output.shape().dimension(2)];
    }

    @Override
    public void bind() {
        convolution.bind();
        int columns = output.shape().dimension(2);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = Convolution.pixel(output, i / columns, i % columns);
        }
    }

    @Override
    public void forward(int from, int to, Worker worker) {
        for (int row = from; row < to; row += BLOCK) {
            if (isTransposed) {
                convolution.spread(input.values(), parameters, bias.offset(), output.values(), row, worker);
            } else {
                convolution.project(input.values(), parameters, bias.offset(), output.values(), row, worker);
            }
        }
    }

    @Override
    public void backward(int from, int to, Worker worker) {
        for (int row = from; row < to; row += BLOCK) {
            int block = row / BLOCK;
            float[] slope = output.gradients();
            float[] big = isTransposed ? slope : input.values();
            float[] small = isTransposed ? input.values() : slope;
            int at = block * weightParts.parameter().storedSize();
            convolution.correlate(big, small, row, weightParts.parts(), at, worker);
            sumChannels(slope, row, worker);
            if (input.hasGradients()) {
                handBack(slope, row, worker);
            }
        }
    }

    private void sumChannels(float[] slope, int row, Worker worker) {
        int channels = output.shape().dimension(0);
        int first = worker.first(channels);
        int count = worker.end(channels) - first;
        int from = row * output.stride() + first * BLOCK;
        Arrays.fill(worker.scratch, Lanes.FIRST, Lanes.FIRST + count * BLOCK, 0f);
        kernels.channelSums(0, pixels.length, count, slope, pixels, from, worker.scratch, Lanes.FIRST);
        int to = row / BLOCK * bias.storedSize() + first;
        kernels.sampleSums(count, worker.scratch, Lanes.FIRST, biasParts.parts(), to, 1);
    }

    private void handBack(float[] slope, int row, Worker worker) {
        if (isTransposed) {
            convolution.project(slope, zeros, 0, input.gradients(), row, worker);
        } else {
            convolution.spread(slope, zeros, 0, input.gradients(), row, worker);
        }
    }

    /** Computes one row of the outputs of a block; rows come in order. */
    void forwardRow(int y, int row, float[] scratch) {
        int in = row * input.stride();
        int out = row * output.stride();
        if (isTransposed) {
            convolution.spreadRow(y, input.values(), in, parameters, bias.offset(), output.values(), out);
        } else {
            convolution.projectRow(
                    y, y == 0, input.values(), in, parameters, bias.offset(), output.values(), out, scratch);
        }
    }

    /**
     * Computes one row of the inputs' gradients of a block; rows come in order.
     *
     * @param slope gradients of outputs, whose block starts at {@code slopeFrom}
     * @param to where the block of the inputs' gradients starts
     */
    void handBackRow(int y, float[] slope, int slopeFrom, int to, float[] scratch) {
        if (isTransposed) {
            convolution.projectRow(y, y == 0, slope, slopeFrom, zeros, 0, input.gradients(), to, scratch);
        } else {
            convolution.spreadRow(y, slope, slopeFrom, zeros, 0, input.gradients(), to);
        }
    }

    /** Returns the floats of the sums by sample of {@link #addGradients}. */
    int sumsSize() {
        return convolution.correlation().sumsSize() + output.shape().dimension(0) * BLOCK;
    }

    /**
     * Adds to the sums by sample of a block what one row of inputs, and as many rows of slopes as it has a part in,
     * give the gradients of weights and bias.
     *
     * @param y the row of inputs
     * @param slope gradients of outputs, whose block starts at {@code slopeFrom}
     * @param sums [{@link #sumsSize}] from {@code to}, 0 at first
     */
    void addGradients(int y, float[] slope, int slopeFrom, int row, float[] sums, int to) {
        int columns = input.shape().dimension(2);
        int in = row * input.stride();
        Correlation correlation = convolution.correlation();
        if (isTransposed) {
            correlation.add(y * columns, columns, slope, slopeFrom, input.values(), in, sums, to);
        } else {
            correlation.add(y * columns, columns, input.values(), in, slope, slopeFrom, sums, to);
        }
        int share = pixels.length / input.shape().dimension(1);
        int biasTo = to + correlation.sumsSize();
        kernels.channelSums(y * share, share, output.shape().dimension(0), slope, pixels, slopeFrom, sums, biasTo);
    }

    /** Adds up the samples of a block's sums. */
    void storeGradients(int row, float[] sums, int from) {
        int part = row / BLOCK;
        Correlation correlation = convolution.correlation();
        correlation.store(
                sums, from, weightParts.parts(), part * weightParts.parameter().storedSize());
        int biasFrom = from + correlation.sumsSize();
        int channels = output.shape().dimension(0);
        kernels.sampleSums(channels, sums, biasFrom, biasParts.parts(), part * bias.storedSize(), 1);
    }

    @Override
    public boolean isDivisible() {
        return true;
    }

    @Override
    public int scratchSize() {
        int sums = output.hasGradients() ? output.shape().dimension(0) * BLOCK : 0;
        return Math.max(sums, convolution.scratchSize(output.hasGradients()));
    }

    @Override
    public List<PartGradients> partGradients() {
        return List.of(weightParts, biasParts);
    }

    @Override
    public List<WeightCopy> weightCopies() {
        return List.of(convolution);
    }

    @Override
    public Slab output() {
        return output;
    }
}
