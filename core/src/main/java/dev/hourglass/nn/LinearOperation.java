package dev.hourglass.nn;

import dev.hourglass.tensor.kernel.Lanes;
import dev.hourglass.tensor.kernel.MatrixKernels;

/**
 * {@code out = in W + b}; backward {@code dIn = dOut W^T}.
 *
 * <p>The backward product wants W^T. Keeping a transposed copy up to date costs a pass over W a step, so for small
 * batches the activations are transposed instead; the order of the sums, and so the bits, are the same.
 *
 * <p>Forward, workers take all outputs of their rows, or, where weights are too many for a cache, some outputs of all
 * rows, so that each weight comes from memory for one worker only.
 */
final class LinearOperation implements Operation {
    /** How workers share the forward product. */
    enum Forward {
        /** By rows. */
        ROWS,
        /** By rows of data, which may be mostly zeros. */
        DATA,
        /** By outputs, once all inputs are known. */
        OUTPUTS
    }

    /** Outputs whose gradients are transposed at a time: they stay in the second-level cache. */
    private static final int TURNED_OUTPUTS = 1024;

    private final MatrixKernels kernels;
    private final SparseProduct product;
    private final Forward way;
    private final Slab input;
    private final Slab output;
    private final WeightMatrix weights;
    private final float[] parameters;
    private final int biasOffset;
    private final float[] zeros;
    private final boolean isTransposed;

    /**
     * Binds a layer.
     *
     * @param weights W, stored [inputs, outputs], or [outputs, inputs] for a tied layer
     * @param isTransposed whether the layer uses W^T
     * @param way how workers share the forward product; {@code OUTPUTS} not for {@code W^T}
     */
    LinearOperation(
            MatrixKernels kernels,
            Slab input,
            Slab output,
            WeightMatrix weights,
            boolean isTransposed,
            Forward way,
            Parameters parameters,
            Parameter bias) {
        this.kernels = kernels;
        this.product = new SparseProduct(kernels);
        this.way = way;
        this.input = input;
        this.output = output;
        this.weights = weights;
        this.isTransposed = isTransposed;
        this.parameters = parameters.values();
        this.biasOffset = bias.offset();
        this.zeros = new float[Lanes.FIRST + Math.max(input.stride(), output.stride())];
    }

    @Override
    public boolean isJoint() {
        return way == Forward.OUTPUTS;
    }

    @Override
    public int jointColumns() {
        return output.stride();
    }

    /** Computes outputs [from, to) of all rows, where workers share them. */
    @Override
    public void prepareForward(int from, int to, int rows, Worker worker) {
        WideProduct.multiply(
                kernels,
                (rows + 15) & -16,
                to - from,
                input.columns(),
                input.values(),
                input.start(0),
                input.stride(),
                parameters,
                weights.parameter().offset() + from,
                weights.stride(),
                parameters,
                biasOffset + from,
                0,
                output.values(),
                output.start(0) + from,
                output.stride(),
                worker.scratch);
    }

    @Override
    public int scratchSize() {
        return way == Forward.OUTPUTS ? WideProduct.blockSize(input.columns()) : 0;
    }

    @Override
    public void forward(int from, int to, Worker worker) {
        if (way == Forward.OUTPUTS) {
            return;
        }
        product.multiply(
                to - from,
                output.stride(),
                input.columns(),
                input.values(),
                input.start(from),
                input.stride(),
                1,
                isTransposed ? weights.transposed() : weights.values(worker),
                isTransposed ? weights.transposedOffset() : weights.offset(worker),
                isTransposed ? weights.transposedStride() : weights.stride(),
                parameters,
                biasOffset,
                0,
                output.values(),
                output.start(from),
                output.stride(),
                way == Forward.DATA ? worker.steps : SparseProduct.NO_STEPS);
    }

    @Override
    public void backward(int from, int to, Worker worker) {
        if (!input.hasGradients()) {
            return;
        }
        if (isTransposed || weights.keepsTransposed()) {
            product(from, to, worker);
        } else {
            turnedProduct(from, to, worker);
        }
    }

    private void product(int from, int to, Worker worker) {
        kernels.multiply(
                to - from,
                input.stride(),
                output.columns(),
                output.gradients(),
                output.start(from),
                output.stride(),
                1,
                isTransposed ? weights.values(worker) : weights.transposed(),
                isTransposed ? weights.offset(worker) : weights.transposedOffset(),
                isTransposed ? weights.stride() : weights.transposedStride(),
                zeros,
                Lanes.FIRST,
                0,
                input.gradients(),
                input.start(from),
                input.stride());
    }

    /**
     * Computes {@code dIn^T = W dOut^T}: [inputs, rows] from W and the transposed gradients [outputs, rows], of some
     * outputs at a time; sums go on where they stopped.
     */
    private void turnedProduct(int from, int to, Worker worker) {
        int width = turnedWidth(to - from);
        int result = Lanes.FIRST + turnedOutputs(output) * width;
        for (int first = 0; first < output.columns(); first += TURNED_OUTPUTS) {
            turnedPart(from, to, first, Math.min(TURNED_OUTPUTS, output.columns() - first), result, worker);
        }
        kernels.transpose(
                weights.storedRows(),
                to - from,
                worker.turned,
                result,
                width,
                input.gradients(),
                input.start(from),
                input.stride());
    }

    private void turnedPart(int from, int to, int first, int count, int result, Worker worker) {
        float[] turned = worker.turned;
        int width = turnedWidth(to - from);
        kernels.transpose(
                to - from,
                count,
                output.gradients(),
                output.start(from) + first,
                output.stride(),
                turned,
                Lanes.FIRST,
                width);
        kernels.multiply(
                weights.storedRows(),
                width,
                count,
                weights.values(worker),
                weights.offset(worker) + first,
                weights.stride(),
                1,
                turned,
                Lanes.FIRST,
                width,
                first == 0 ? zeros : turned,
                first == 0 ? Lanes.FIRST : result,
                first == 0 ? 0 : width,
                turned,
                result,
                width);
    }

    /** Returns the scratch floats that {@code turnedProduct} takes for so many rows. */
    static int turnedSize(WeightMatrix weights, Slab output, int rows) {
        return (turnedOutputs(output) + weights.storedRows()) * turnedWidth(rows);
    }

    private static int turnedOutputs(Slab output) {
        return Math.min(TURNED_OUTPUTS, output.stride());
    }

    private static int turnedWidth(int rows) {
        return (rows + 15) & -16;
    }

    @Override
    public Slab output() {
        return output;
    }
}
