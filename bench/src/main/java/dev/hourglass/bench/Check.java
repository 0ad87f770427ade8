package dev.hourglass.bench;

/**
 * How far an engine is from float64 after a few training steps.
 *
 * @param weightError the largest difference of a weight, relative where it is above 1, as sums of a codebook are
 * @param lossError the relative difference of the last loss
 */
record Check(double weightError, double lossError) {
    /** Nothing was found out. */
    static final Check NONE = new Check(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

    /** There are no steps to check, or chance decides what they lead to; losses are compared instead. */
    static final Check NOT_NEEDED = new Check(0, 0);

    private static final double MAX_LOSS_ERROR = 1e-3;

    static Check of(double[] found, double[] exact, double lossError) {
        if (found.length != exact.length) {
            throw new IllegalStateException(
                    "engines must have as many weights, but had " + found.length + " and " + exact.length);
        }
        double worst = 0;
        for (int i = 0; i < exact.length; i++) {
            double difference = Math.abs(found[i] - exact[i]) / Math.max(1, Math.abs(exact[i]));
            // Written so that a weight that is not a number does not look like agreement.
            worst = difference <= worst ? worst : difference;
        }
        return new Check(worst, lossError);
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
