package dev.hourglass.nn;

import dev.hourglass.tensor.kernel.Kernels;

/** The loss of one row and its gradient; {@code train} makes one of each objective. */
@FunctionalInterface
public interface RowLoss {
    /**
     * Sums the loss of one row and writes its gradient times {@code scale}.
     *
     * @param kernels what computes it
     * @param y outputs (or logits), from yFrom
     * @param x targets, from xFrom
     * @param g gradients; overwritten from gFrom
     * @param count D, the true columns
     * @param scale multiplies the gradient
     * @param lanes scratch, as much as any loss or likelihood takes
     * @return the sum over the row, not scaled
     */
    float row(
            Kernels kernels,
            float[] y,
            int yFrom,
            float[] x,
            int xFrom,
            float[] g,
            int gFrom,
            int count,
            float scale,
            float[] lanes);

    /** Returns a loss for another worker: itself, unless it has memory of its own. */
    default RowLoss forWorker() {
        return this;
    }

    /** Returns whether it adds up values of rows of any length. */
    default boolean isElementwise() {
        return true;
    }
}
