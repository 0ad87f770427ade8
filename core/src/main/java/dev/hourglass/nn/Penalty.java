package dev.hourglass.nn;

/**
 * What is added to the loss for large weights, and how gradients are kept small.
 *
 * @param l1 added to the loss times the sum of the magnitudes of the weights, at least 0
 * @param l2 added to the loss times half the sum of their squares, at least 0; biases are not penalised
 * @param clipNorm the largest Euclidean norm of all gradients together; 0 for no limit
 * @param clipValue the largest magnitude of one gradient; 0 for no limit
 */
public record Penalty(double l1, double l2, double clipNorm, double clipValue) {
    /** Nothing added, nothing clipped. */
    public static final Penalty NONE = new Penalty(0, 0, 0, 0);

    public Penalty {
        check("l1", l1);
        check("l2", l2);
        check("clipNorm", clipNorm);
        check("clipValue", clipValue);
    }

    /** Returns whether weights add to the loss. */
    public boolean hasPenalty() {
        return l1 > 0 || l2 > 0;
    }

    private static void check(String name, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + " must be at least 0, but was " + value);
        }
    }
}
