package dev.hourglass.nn;

import dev.hourglass.model.Conv2d;
import dev.hourglass.model.Pool;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.kernel.ImageKernels;
import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.tensor.kernel.Lanes;
import java.util.Arrays;
import java.util.List;

/**
 * A convolution and the largest of each 2 x 2 of its pixels. Values before pooling, and their gradients, live for two
 * rows of 8 channels in scratch that stays in the first-level cache; only pooled values and which of the four won are
 * kept. The sums are those of the two operations apart, in their order.
 */
final class ConvPoolOperation implements Operation {
    private static final int RUN = 16;
    private static final int BLOCK = 16;
    private static final int GROUP = 8;
    /** Distance of two pixels in scratch. */
    private static final int STEP = GROUP * RUN;

    private final ImageKernels kernels;
    private final Convolution convolution;
    private final Slab input;
    private final Slab output;
    private final Slab winners;
    private final int columns;
    private final int channels;
    private final float[] parameters;
    private final Parameter bias;
    private final PartGradients weightParts;
    private final PartGradients biasParts;
    private final int[] pixels;

    /** @param output where pooled images go */
    ConvPoolOperation(
            Kernels kernels, Parameters parameters, String path, Conv2d spec, Slab input, Slab output, int factor) {
        this.kernels = kernels.image();
        this.input = input;
        this.output = output;
        this.winners = output.withOwnValues();
        this.channels = spec.outputs();
        this.columns = 2 * output.shape().dimension(2);
        this.parameters = parameters.values();
        Parameter weight = parameters.layout().parameter(path + ".weight");
        this.bias = parameters.layout().parameter(path + ".bias");
        // A place without memory: it says where pixels would be.
        Shape full = spec.outputShape(input.shape());
        Slab unpooled = Slab.images(input.capacity(), full, false);
        this.convolution = new Convolution(kernels, parameters, weight, input, unpooled, spec);
        int blocks = output.hasGradients() ? output.capacity() / BLOCK : 0;
        this.weightParts = PartGradients.of(weight, blocks, BLOCK, factor);
        this.biasParts = PartGradients.of(bias, blocks, BLOCK, factor);
        this.pixels = new int[full.dimension(1) * full.dimension(2)];
        Arrays.setAll(pixels, i -> i * STEP);
    }

    /**
     * Says whether it can stand for a convolution of images of some shape and a pooling for the largest value: windows
     * must cover each pixel once, and the gradient of the input is not its business.
     */
    static boolean suits(Conv2d spec, Pool pool, Shape shape, boolean isTraining, Slab input) {
        Shape full = spec.outputShape(shape);
        boolean areQuads =
                pool.kernel() == 2 && pool.stride() == 2 && full.dimension(1) % 2 == 0 && full.dimension(2) % 2 == 0;
        int rows = spec.kernel() * spec.kernel() * spec.inputs();
        boolean suitsTraining = !input.hasGradients() && !PatchProduct.suits(rows, spec.outputs());
        return areQuads && (suitsTraining || !isTraining) && !WinogradConvolution.suits(spec, shape, full);
    }

    @Override
    public void bind() {
        convolution.bind();
    }

    @Override
    public void forward(int from, int to, Worker worker) {
        int rows = output.shape().dimension(1);
        for (int row = from; row < to; row += BLOCK) {
            for (int y = worker.first(rows); y < worker.end(rows); y++) {
                for (int c = 0; c < channels; c += GROUP) {
                    forwardPair(row, y, c, Math.min(GROUP, channels - c), worker.scratch);
                }
            }
        }
    }

    private void forwardPair(int row, int y, int channel, int count, float[] scratch) {
        for (int i = 0; i < 2; i++) {
            convolution.projectChannels(
                    2 * y + i,
                    channel,
                    count,
                    input.values(),
                    row * input.stride(),
                    parameters,
                    bias.offset(),
                    scratch,
                    Lanes.FIRST + i * columns * STEP,
                    STEP);
        }
        int line = columns * STEP;
        int to = pooled(row, y, channel);
        for (int x = 0; x < columns; x += 2) {
            int at = to + x / 2 * channels * RUN;
            kernels.max4(
                    scratch,
                    Lanes.FIRST + x * STEP,
                    0,
                    STEP,
                    line,
                    line + STEP,
                    output.values(),
                    winners.values(),
                    at,
                    count * RUN);
        }
    }

    private int pooled(int row, int y, int channel) {
        return row * output.stride() + Convolution.pixel(output, y, 0) + channel * RUN;
    }

    @Override
    public void backward(int from, int to, Worker worker) {
        int groups = (channels + GROUP - 1) / GROUP;
        for (int row = from; row < to; row += BLOCK) {
            for (int group = worker.first(groups); group < worker.end(groups); group++) {
                int channel = group * GROUP;
                backward(row, channel, Math.min(GROUP, channels - channel), worker.scratch);
            }
        }
    }

    private void backward(int row, int channel, int count, float[] scratch) {
        int sums = Lanes.FIRST + 2 * columns * STEP;
        int biasSums = sums + convolution.offsets().length * count * RUN;
        Arrays.fill(scratch, sums, biasSums + count * RUN, 0f);
        for (int y = 0; y < output.shape().dimension(1); y++) {
            expandPair(row, y, channel, count, scratch);
            sumPair(row, y, count, sums, biasSums, scratch);
        }
        int part = row / BLOCK;
        int to = part * bias.storedSize() + channel;
        kernels.sampleSums(count, scratch, biasSums, biasParts.parts(), to, 1);
        Parameter weight = weightParts.parameter();
        for (int k = 0; k < convolution.offsets().length; k++) {
            int at = part * weight.storedSize() + k * weight.stride() + channel;
            kernels.sampleSums(count, scratch, sums + k * count * RUN, weightParts.parts(), at, 1);
        }
    }

    private void expandPair(int row, int y, int channel, int count, float[] scratch) {
        int line = columns * STEP;
        int from = pooled(row, y, channel);
        for (int x = 0; x < columns; x += 2) {
            int at = from + x / 2 * channels * RUN;
            kernels.max4Gradient(
                    output.gradients(),
                    winners.values(),
                    at,
                    scratch,
                    Lanes.FIRST + x * STEP,
                    0,
                    STEP,
                    line,
                    line + STEP,
                    count * RUN);
        }
    }

    private void sumPair(int row, int y, int count, int sums, int biasSums, float[] scratch) {
        int first = 2 * y * columns;
        kernels.correlate(
                first,
                2 * columns,
                count,
                convolution.offsets().length,
                input.values(),
                convolution.bigPixels(),
                row * input.stride(),
                convolution.offsets(),
                0,
                scratch,
                pixels,
                Lanes.FIRST - pixels[first],
                scratch,
                sums);
        kernels.channelSums(first, 2 * columns, count, scratch, pixels, Lanes.FIRST - pixels[first], scratch, biasSums);
    }

    @Override
    public boolean isDivisible() {
        return true;
    }

    @Override
    public int scratchSize() {
        Parameter weight = weightParts.parameter();
        return 2 * columns * STEP + (output.hasGradients() ? (weight.rows() + 1) * STEP : 0);
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
