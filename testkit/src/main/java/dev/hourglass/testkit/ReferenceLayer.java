package dev.hourglass.testkit;

/** One layer in float64, written for clearness; remembers what backward needs. */
interface ReferenceLayer {
    /** Computes outputs [N, K] of inputs [N, D] in training. */
    double[][] forward(double[][] x);

    /** Computes gradients of the inputs from those of the outputs, and adds those of the weights to their store. */
    double[][] backward(double[][] slope);

    /** Returns how far the last inputs stayed from a place where the derivative jumps. */
    default double distanceToKink() {
        return Double.POSITIVE_INFINITY;
    }

    /** Takes note of the step, for dropout. */
    default void step(long step) {}
}
