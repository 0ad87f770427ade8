package dev.hourglass.bench;

import java.util.Arrays;

/**
 * How far an engine is from float64 after a few training steps.
 *
 * @param weightError the largest difference of a weight, relative where it is above 1, as sums of a codebook are; but
 *     for a share of strays
 * @param lossError the relative difference of the mean loss
 */
record Check(double weightError, double lossError) {
    /** Nothing was found out. */
    static final Check NONE = new Check(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

    /** There are no steps to check, or chance decides what they lead to; losses are compared instead. */
    static final Check NOT_NEEDED = new Check(0, 0);

    private static final double MAX_LOSS_ERROR = 1e-3;

    /** Compares weights, leaving out the given share of those that differ most. */
    static Check of(double[] found, double[] exact, double lossError, double strays) {
        if (found.length != exact.length) {
            throw new IllegalStateException(
                    "engines must have as many weights, but had " + found.length + " and " + exact.length);
        }
        double[] differences = new double[exact.length];
        for (int i = 0; i < exact.length; i++) {
            double difference = Math.abs(found[i] - exact[i]) / Math.max(1, Math.abs(exact[i]));
            // A weight that is not a number does not look like agreement, and is no stray.
            differences[i] = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
        }
        Arrays.sort(differences);
        int last = exact.length - 1;
        boolean isFinite = differences[last] < Double.POSITIVE_INFINITY;
        return new Check(differences[isFinite ? last - (int) (strays * exact.length) : last], lossError);
    }

    /** Returns whether rounding explains the difference. */
    boolean isNoise(Tolerance tolerance) {
        return weightError <= tolerance.weightError() && lossError <= MAX_LOSS_ERROR;
    }

    /** Returns the one that is closer to float64. */
    Check better(Check other) {
        return other.weightError < weightError ? other : this;
    }
}
