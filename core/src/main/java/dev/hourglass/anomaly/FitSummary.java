package dev.hourglass.anomaly;

import dev.hourglass.anomaly.threshold.ThresholdTable;
import java.util.List;

/**
 * Says how a detector came to be.
 *
 * @param trainingRows rows the scorers were fitted on
 * @param heldOutRows rows that set the threshold
 * @param candidates what was fitted, the first of them what people came for
 * @param choice why the scorer that judges does, in a sentence
 * @param heldOutScores of the held-out rows, in their order
 * @param thresholds what other thresholds would give
 * @param warnings what to look at first, in sentences
 */
public record FitSummary(
        int trainingRows,
        int heldOutRows,
        List<Candidate> candidates,
        String choice,
        List<Double> heldOutScores,
        ThresholdTable thresholds,
        List<String> warnings) {
    public FitSummary {
        candidates = List.copyOf(candidates);
        heldOutScores = List.copyOf(heldOutScores);
        warnings = List.copyOf(warnings);
    }

    /**
     * One fitted scorer.
     *
     * @param scorer what it is called, with what it measures where it can measure several things
     * @param rehearsal ROC-AUC on anomalies made of held-out rows; see {@link Rehearsal}
     * @param labelled ROC-AUC on the held-out rows by their labels; NaN without labels of both kinds
     * @param seconds how long fitting took
     * @param isChosen whether it judges
     */
    public record Candidate(String scorer, double rehearsal, double labelled, double seconds, boolean isChosen) {}
}
