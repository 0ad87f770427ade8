package dev.hourglass.evaluate.detection;

/**
 * Weighs the alarms of a {@link NabScore}. Immutable and safe for concurrent use.
 *
 * <p>Source of the three profiles: Lavin and Ahmad 2015, https://arxiv.org/abs/1510.03336, with the weights of the
 * published scorer.
 *
 * @param found what the earliest alarm of a window brings at most, A_TP, above 0
 * @param falseAlarm what an alarm far behind any window costs, A_FP, at least 0
 * @param missed what a window without an alarm costs, A_FN, at least 0
 */
public record NabProfile(double found, double falseAlarm, double missed) {
    /** The profile that detectors are ranked by. */
    public static final NabProfile STANDARD = new NabProfile(1, 0.11, 1);

    /** The profile that charges false alarms twice. */
    public static final NabProfile FEW_FALSE_ALARMS = new NabProfile(1, 0.22, 1);

    /** The profile that charges misses twice. */
    public static final NabProfile FEW_MISSES = new NabProfile(1, 0.11, 2);

    public NabProfile {
        if (!(found > 0 && falseAlarm >= 0 && missed >= 0) || Double.isInfinite(found + falseAlarm + missed)) {
            throw new IllegalArgumentException("weights must be finite, found above 0 and the others at least 0, but"
                    + " were " + found + ", " + falseAlarm + ", " + missed);
        }
    }
}
