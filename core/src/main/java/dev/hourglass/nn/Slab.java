package dev.hourglass.nn;

import dev.hourglass.tensor.kernel.Lanes;
import java.util.Arrays;

/**
 * The values of one place in a network for a whole batch, [rows, stride], and in training their gradients. Padding is
 * always 0.
 */
final class Slab {
    private static final float[] NONE = new float[0];

    private final float[] values;
    private final float[] gradients;
    private final int columns;
    private final int stride;

    private Slab(float[] values, float[] gradients, int columns, int stride) {
        this.values = values;
        this.gradients = gradients;
        this.columns = columns;
        this.stride = stride;
    }

    static Slab create(int rows, int columns, boolean hasGradients) {
        int stride = Lanes.pad(columns);
        int size = Math.multiplyExact(rows, stride);
        return new Slab(new float[size], hasGradients ? new float[size] : NONE, columns, stride);
    }

    /** Returns a slab with values of its own that shares this one's gradients, for operations in place on gradients. */
    Slab withOwnValues() {
        return new Slab(new float[values.length], gradients, columns, stride);
    }

    /** Returns the activations. */
    float[] values() {
        return values;
    }

    /** Returns the gradients of the loss with respect to the values; empty where nobody needs them. */
    float[] gradients() {
        return gradients;
    }

    /** Returns the columns that count. */
    int columns() {
        return columns;
    }

    /** Returns the columns padded to a multiple of 16. */
    int stride() {
        return stride;
    }

    /** Sets the padding of some rows of the values back to 0. */
    void clearPadding(int from, int to) {
        for (int i = from; i < to && columns < stride; i++) {
            Arrays.fill(values, i * stride + columns, (i + 1) * stride, 0f);
        }
    }

    long sizeBytes() {
        return 4L * (values.length + gradients.length);
    }
}
