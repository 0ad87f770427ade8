package dev.hourglass.anomaly.threshold;

/**
 * Chooses a threshold from held-out scores. Implementations are immutable and safe for concurrent use.
 *
 * <p>On the command line and in files a rule is a text: {@code quantile:0.99}, {@code contamination:0.05},
 * {@code pot:0.001}, {@code cost:10:1}, {@code f-beta:1}.
 */
public sealed interface ThresholdRule permits Quantile, Contamination, PeaksOverThreshold, Cost, FBeta {
    /** Returns the text that {@link #from} reads as this rule. */
    String id();

    /** Returns whether the rule needs held-out rows with labels, some of them anomalous. */
    boolean needsLabels();

    /**
     * Chooses the threshold.
     *
     * @param heldOut scores of rows that the scorer was not fitted on
     * @throws IllegalArgumentException if the rule needs labels of both kinds and there are none
     */
    Threshold fit(HeldOutScores heldOut);

    /**
     * Reads a rule.
     *
     * @param text for example {@code pot:0.001}
     * @throws IllegalArgumentException if it is no rule, with a sentence that says what is
     */
    static ThresholdRule from(String text) {
        return RuleText.parse(text);
    }
}
