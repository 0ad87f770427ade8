package dev.hourglass.nn;

import dev.hourglass.tensor.kernel.Lanes;
import dev.hourglass.tensor.kernel.MatrixKernels;

/** A weight matrix and, where products need it, a transposed copy that updates keep in step. */
final class TransposableWeights implements WeightCopy {
    private final MatrixKernels kernels;
    private final Parameter parameter;
    private final float[] values;
    private final float[] transposed;
    private final int transposedStride;

    TransposableWeights(MatrixKernels kernels, Parameters parameters, Parameter parameter, boolean keepsTransposed) {
        this.kernels = kernels;
        this.parameter = parameter;
        this.values = parameters.values();
        this.transposedStride = Lanes.pad(parameter.rows());
        this.transposed =
                new float[keepsTransposed ? Lanes.FIRST + Math.multiplyExact(parameter.stride(), transposedStride) : 0];
        refresh(0, parameter.storedRows());
    }

    @Override
    public void refresh(int from, int to) {
        if (keepsTransposed()) {
            kernels.transpose(
                    to - from,
                    parameter.columns(),
                    values,
                    parameter.offset() + from * parameter.stride(),
                    parameter.stride(),
                    transposed,
                    Lanes.FIRST + from,
                    transposedStride);
        }
    }

    boolean keepsTransposed() {
        return transposed.length > 0;
    }

    @Override
    public long sizeBytes() {
        return 4L * transposed.length;
    }

    @Override
    public Parameter parameter() {
        return parameter;
    }

    float[] values() {
        return values;
    }

    int offset() {
        return parameter.offset();
    }

    int stride() {
        return parameter.stride();
    }

    int storedRows() {
        return parameter.storedRows();
    }

    float[] transposed() {
        return transposed;
    }

    int transposedOffset() {
        return Lanes.FIRST;
    }

    int transposedStride() {
        return transposedStride;
    }
}
