package dev.hourglass.anomaly.threshold;

import dev.hourglass.evaluate.detection.AlarmCounts;
import java.util.Locale;

/**
 * Sets the threshold with the highest F-beta on labelled held-out rows.
 *
 * @param beta how many times as much recall counts as precision, above 0; 1 is F1
 */
public record FBeta(double beta) implements ThresholdRule {
    static final String NAME = "f-beta";

    public FBeta {
        if (!(beta > 0) || Double.isInfinite(beta)) {
            throw new IllegalArgumentException("beta must be a number above 0, but was " + beta);
        }
    }

    @Override
    public String id() {
        return RuleText.print(NAME, beta);
    }

    @Override
    public boolean needsLabels() {
        return true;
    }

    @Override
    public Threshold fit(HeldOutScores heldOut) {
        AlarmCounts best = LabelledRule.best(this, heldOut, counts -> counts.fBeta(beta));
        String reason = String.format(
                Locale.ROOT,
                "has the highest F-beta (%s) on %d labelled held-out rows, %.4f: precision %.4f, recall %.4f",
                id(),
                best.rows(),
                best.fBeta(beta),
                best.precision(),
                best.recall());
        return LabelledRule.threshold(this, heldOut, best, reason);
    }
}
