package dev.hourglass.anomaly.scorer;

/**
 * Says how many components a {@link PcaScorer} keeps.
 *
 * @param varianceShare the share of the variance that the kept components must explain, above 0 and at most 1; there
 *     are at least 1 and at most D - 1 of them, so that something is left to see
 */
public record PcaScorerConfig(double varianceShare) {
    public PcaScorerConfig {
        if (!(varianceShare > 0 && varianceShare <= 1)) {
            throw new IllegalArgumentException("varianceShare must be above 0 and at most 1, but was " + varianceShare);
        }
    }

    /** Returns 90 % of the variance, a customary share (Jolliffe 2002, section 6.1.1: 70 to 90 %). */
    public static PcaScorerConfig defaults() {
        return new PcaScorerConfig(0.9);
    }
}
