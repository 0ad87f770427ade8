package dev.hourglass.anomaly.threshold;

import java.util.Arrays;
import java.util.Locale;

/**
 * Sets the threshold so that a known share of all held-out rows, normal or not, gives an alarm: for data that hold
 * about so many anomalous rows. Labels are not looked at. The expected false alarms count every alarm as false, so
 * there are at most so many.
 *
 * @param rate the share of rows that are anomalous, in (0, 0.5]
 */
public record Contamination(double rate) implements ThresholdRule {
    static final String NAME = "contamination";

    public Contamination {
        if (!(rate > 0 && rate <= 0.5)) {
            throw new IllegalArgumentException("rate must be above 0 and at most 0.5, but was " + rate);
        }
    }

    @Override
    public String id() {
        return RuleText.print(NAME, rate);
    }

    @Override
    public boolean needsLabels() {
        return false;
    }

    @Override
    public Threshold fit(HeldOutScores heldOut) {
        double[] ascending = heldOut.scores().clone();
        Arrays.sort(ascending);
        double value = HeldOutScores.quantile(ascending, rate);
        int above = ascending.length - HeldOutScores.countUpTo(ascending, value);
        String reason = String.format(
                Locale.ROOT,
                "%d of %d held-out rows score higher, as %.4g %% were said to be anomalous",
                above,
                ascending.length,
                100 * rate);
        return new Threshold(value, this, reason, 1000.0 * above / ascending.length);
    }
}
