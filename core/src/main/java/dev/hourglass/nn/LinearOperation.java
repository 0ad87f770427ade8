package dev.hourglass.nn;

import dev.hourglass.tensor.kernel.Lanes;
import dev.hourglass.tensor.kernel.MatrixKernels;

/**
 * {@code out = in W + b}; backward {@code dIn = dOut W^T}.
 *
 * <p>The backward product wants W^T. Keeping a transposed copy up to date costs a pass over W a step, so for small
 * batches the activations are transposed instead; the order of the sums, and so the bits, are the same.
 */
final class LinearOperation implements Operation {
    private final MatrixKernels kernels;
    private final SparseProduct product;
    private final boolean isData;
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
     * @param isData whether the input is data, which may be mostly zeros
     */
    LinearOperation(
            MatrixKernels kernels,
            Slab input,
            Slab output,
            WeightMatrix weights,
            boolean isTransposed,
            boolean isData,
            Parameters parameters,
            Parameter bias) {
        this.kernels = kernels;
        this.product = new SparseProduct(kernels);
        this.isData = isData;
        this.input = input;
        this.output = output;
        this.weights = weights;
        this.isTransposed = isTransposed;
        this.parameters = parameters.values();
        this.biasOffset = bias.offset();
        this.zeros = new float[Lanes.FIRST + Math.max(input.stride(), output.stride())];
    }

    @Override
    public void forward(int from, int to, Worker worker) {
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
                isData ? worker.steps : SparseProduct.NO_STEPS);
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

    /** Computes {@code dIn^T = W dOut^T}: [inputs, rows] from W and the transposed gradients [outputs, rows]. */
    private void turnedProduct(int from, int to, Worker worker) {
        float[] turned = worker.turned;
        int rows = to - from;
        int width = turnedWidth(rows);
        int result = Lanes.FIRST + output.stride() * width;
        kernels.transpose(
                rows,
                output.columns(),
                output.gradients(),
                output.start(from),
                output.stride(),
                turned,
                Lanes.FIRST,
                width);
        kernels.multiply(
                weights.storedRows(),
                width,
                output.columns(),
                weights.values(worker),
                weights.offset(worker),
                weights.stride(),
                1,
                turned,
                Lanes.FIRST,
                width,
                zeros,
                Lanes.FIRST,
                0,
                turned,
                result,
                width);
        kernels.transpose(
                weights.storedRows(),
                rows,
                turned,
                result,
                width,
                input.gradients(),
                input.start(from),
                input.stride());
    }

    /** Returns the padded number of rows that scratch for {@code turnedProduct} is laid out with. */
    static int turnedWidth(int rows) {
        return (rows + 15) & -16;
    }

    @Override
    public Slab output() {
        return output;
    }
}
