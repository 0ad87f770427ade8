package dev.hourglass.anomaly.threshold;

import java.util.Locale;

/**
 * Sets the threshold at a quantile of normal held-out scores: at most {@code 1 - q} of them are above. Labelled
 * anomalous rows are left out.
 *
 * @param q the quantile, in (0, 1]; at 1 the threshold is the highest score
 */
public record Quantile(double q) implements ThresholdRule {
    static final String NAME = "quantile";

    public Quantile {
        if (!(q > 0 && q <= 1)) {
            throw new IllegalArgumentException("q must be above 0 and at most 1, but was " + q);
        }
    }

    @Override
    public String id() {
        return RuleText.print(NAME, q);
    }

    @Override
    public boolean needsLabels() {
        return false;
    }

    @Override
    public Threshold fit(HeldOutScores heldOut) {
        double value = HeldOutScores.quantile(heldOut.normal(), 1 - q);
        double falseAlarms = heldOut.falseAlarmsPerThousand(value);
        String reason = String.format(
                Locale.ROOT,
                "at most %.4g %% of %d normal held-out rows score higher",
                100 * (1 - q),
                heldOut.normalRows());
        return new Threshold(value, this, reason, falseAlarms);
    }
}
