package dev.hourglass.nn;

import dev.hourglass.model.Conv2d;
import dev.hourglass.model.ConvTranspose2d;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.kernel.ActivationKernels;
import dev.hourglass.tensor.kernel.Lanes;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A transposed convolution without overlap, a rectifier and a convolution that keeps the size, row by row: what one
 * makes the next takes from the cache, and gradients in between live for the rows of one row of inputs. The sums are
 * those of the three operations apart, in their order; workers that share a block run those.
 */
final class DecodeOperation implements Operation {
    private static final int BLOCK = 16;
    /** The most floats of sums that are worth keeping by sample: 256 KB, a part of the second-level cache. */
    private static final int MOST_SUMS = 65536;

    private final ActivationKernels kernels;
    private final ConvOperation first;
    private final ActivationOperation rectifier;
    private final ConvOperation second;
    private final Slab input;
    private final Slab middle;
    private final Slab output;
    private final int rows;
    private final int stride;
    private final int reach;

    /**
     * @param stride of the first
     * @param reach rows below a pixel that the second takes
     */
    DecodeOperation(
            ActivationKernels kernels,
            ConvOperation first,
            ActivationOperation rectifier,
            ConvOperation second,
            Slab input,
            int stride,
            int reach) {
        this.kernels = kernels;
        this.first = first;
        this.rectifier = rectifier;
        this.second = second;
        this.input = input;
        this.middle = first.output();
        this.output = second.output();
        this.rows = input.shape().dimension(1);
        this.stride = stride;
        this.reach = reach;
    }

    /** Says whether two convolutions of images of some shape can run so. */
    static boolean suits(ConvTranspose2d up, Conv2d next, Shape shape) {
        Conv2d first = up.convolution();
        Shape full = up.outputShape(shape);
        Shape end = next.outputShape(full);
        boolean keepsSize = end.dimension(1) == full.dimension(1) && end.dimension(2) == full.dimension(2);
        boolean hasNoOverlap = first.kernel() == first.stride()
                && first.dilation() == 1
                && full.dimension(1) == shape.dimension(1) * first.stride()
                && full.dimension(2) == shape.dimension(2) * first.stride()
                && first.padding().top() == 0
                && first.padding().left() == 0;
        return hasNoOverlap && next.stride() == 1 && keepsSize && isSmall(first) && isSmall(next);
    }

    private static boolean isSmall(Conv2d spec) {
        int taps = spec.kernel() * spec.kernel() * spec.inputs();
        return !PatchProduct.suits(taps, spec.outputs()) && taps * spec.outputs() * BLOCK <= MOST_SUMS;
    }

    @Override
    public List<Operation> parts() {
        return List.of(first, rectifier, second);
    }

    @Override
    public void bind() {
        first.bind();
        second.bind();
    }

    @Override
    public void forward(int from, int to, Worker worker) {
        for (int row = from; row < to; row += BLOCK) {
            int done = 0;
            for (int y = 0; y < rows; y++) {
                int known = (y + 1) * stride;
                for (int line = y * stride; line < known; line++) {
                    first.forwardRow(line, row, worker.scratch);
                    kernels.relu(middle.values(), row * middle.stride() + at(line), lineSize());
                }
                int end = y == rows - 1 ? known : known - reach;
                for (; done < end; done++) {
                    second.forwardRow(done, row, worker.scratch);
                }
            }
        }
    }

    private int at(int line) {
        return Convolution.pixel(middle, line, 0);
    }

    private int lineSize() {
        return middle.shape().dimension(2) * middle.shape().dimension(0) * BLOCK;
    }

    @Override
    public void backward(int from, int to, Worker worker) {
        for (int row = from; row < to; row += BLOCK) {
            backward(row, worker);
        }
    }

    /** Gradients in between take the first rows of the worker's own block, of which there is one at least. */
    private void backward(int row, Worker worker) {
        int band = worker.index * BLOCK * middle.stride();
        int firstSums = Lanes.FIRST + second.sumsSize();
        float[] scratch = worker.scratch;
        Arrays.fill(scratch, Lanes.FIRST, firstSums + first.sumsSize(), 0f);
        for (int y = 0; y < rows; y++) {
            int shifted = band - (at(y * stride) - at(0));
            for (int line = y * stride; line < (y + 1) * stride; line++) {
                backwardLine(line, shifted, row, scratch);
            }
            first.addGradients(y, middle.gradients(), shifted, row, scratch, firstSums);
            if (input.hasGradients()) {
                first.handBackRow(y, middle.gradients(), shifted, row * input.stride(), scratch);
            }
        }
        second.storeGradients(row, scratch, Lanes.FIRST);
        first.storeGradients(row, scratch, firstSums);
    }

    private void backwardLine(int line, int shifted, int row, float[] scratch) {
        int slopes = row * output.stride();
        second.handBackRow(line, output.gradients(), slopes, shifted, scratch);
        int values = row * middle.stride() + at(line);
        kernels.reluGradient(middle.values(), values, middle.gradients(), shifted + at(line), lineSize());
        second.addGradients(line, output.gradients(), slopes, row, scratch, Lanes.FIRST);
    }

    @Override
    public int scratchSize() {
        int sums = output.hasGradients() ? first.sumsSize() + second.sumsSize() : 0;
        return Math.max(sums, Math.max(first.scratchSize(), second.scratchSize()));
    }

    @Override
    public List<PartGradients> partGradients() {
        return Stream.concat(first.partGradients().stream(), second.partGradients().stream())
                .toList();
    }

    @Override
    public List<WeightCopy> weightCopies() {
        return Stream.concat(first.weightCopies().stream(), second.weightCopies().stream())
                .toList();
    }

    @Override
    public Slab output() {
        return output;
    }
}
