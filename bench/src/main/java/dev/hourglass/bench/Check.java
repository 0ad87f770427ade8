package dev.hourglass.bench;

/**
 * How far an engine is from float64 after a few training steps.
 *
 * @param weightError the largest difference of a weight
 * @param lossError the relative difference of the last loss
 */
record Check(double weightError, double lossError) {
    /** Nothing was found out. */
    static final Check NONE = new Check(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

    /** Inference has no steps to check; its reconstruction errors are compared instead. */
    static final Check NOT_NEEDED = new Check(0, 0);

    /** PyTorch stays below 1e-6, JAX below 6e-6; a race in a prototype gave 5.7e-3. */
    private static final double MAX_WEIGHT_ERROR = 2e-5;

    private static final double MAX_LOSS_ERROR = 1e-3;

    static Check of(double[] found, double[] exact, double lossError) {
        if (found.length != exact.length) {
            throw new IllegalStateException(
                    "engines must have as many weights, but had " + found.length + " and " + exact.length);
        }
        double worst = 0;
        for (int i = 0; i < exact.length; i++) {
            double difference = Math.abs(found[i] - exact[i]);
            // Written so that a weight that is not a number does not look like agreement.
            worst = difference <= worst ? worst : difference;
        }
        return new Check(worst, lossError);
    }

    /** Returns whether rounding explains the difference. */
    boolean isNoise() {
        return weightError <= MAX_WEIGHT_ERROR && lossError <= MAX_LOSS_ERROR;
    }

    /** Returns the one that is closer to float64. */
    Check better(Check other) {
        return other.weightError < weightError ? other : this;
    }
}
