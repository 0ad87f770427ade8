package dev.hourglass.nn;

/**
 * Turns gradients into steps of weights; {@code train} makes one of each optimiser. Called by several workers at once.
 */
public interface WeightUpdate {
    /**
     * Steps {@code count} weights.
     *
     * @param role what the weights are for
     * @param from their first element in the storage of {@link Parameters}
     * @param gradients their gradients, from gFrom; may be overwritten
     * @param gFrom the first gradient
     * @param count a multiple of 16
     */
    void apply(Parameter.Role role, int from, float[] gradients, int gFrom, int count);
}
