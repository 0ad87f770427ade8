package dev.hourglass.nn;

import dev.hourglass.tensor.kernel.UpdateKernels;

/**
 * Gradients too small to move a weight become 0 where they arise, in losses and behind units that saturate, so that
 * none is subnormal: products with them would take processors tens of times as long.
 */
final class TinyGradients {
    /**
     * The least magnitude that is kept. Far enough from the subnormal numbers (2^-126) that products with activations
     * and weights are none either.
     */
    static final float LIMIT = 0x1p-96f;

    private TinyGradients() {}

    /** Sets tiny ones of {@code count} (a multiple of 16) gradients to 0. */
    static void flush(UpdateKernels kernels, float[] gradients, int from, int count) {
        kernels.flush(gradients, from, count, LIMIT);
    }
}
