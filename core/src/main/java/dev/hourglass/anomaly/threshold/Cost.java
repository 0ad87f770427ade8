package dev.hourglass.anomaly.threshold;

import dev.hourglass.evaluate.detection.AlarmCounts;
import java.util.Locale;

/**
 * Sets the threshold that would have cost least on labelled held-out rows, taken as frequent as they are there.
 *
 * <pre>{@code
 * cost = missCost (anomalous rows without an alarm) + falseAlarmCost (normal rows with one)
 * }</pre>
 *
 * @param missCost of an anomalous row without an alarm, above 0, in any unit
 * @param falseAlarmCost of a normal row with an alarm, above 0, in the same unit
 */
public record Cost(double missCost, double falseAlarmCost) implements ThresholdRule {
    static final String NAME = "cost";

    public Cost {
        if (!(missCost > 0 && falseAlarmCost > 0) || Double.isInfinite(missCost + falseAlarmCost)) {
            throw new IllegalArgumentException(
                    "costs must be numbers above 0, but were " + missCost + " and " + falseAlarmCost);
        }
    }

    @Override
    public String id() {
        return RuleText.print(NAME, missCost, falseAlarmCost);
    }

    @Override
    public boolean needsLabels() {
        return true;
    }

    @Override
    public Threshold fit(HeldOutScores heldOut) {
        AlarmCounts best = LabelledRule.best(this, heldOut, counts -> -of(counts));
        String reason = String.format(
                Locale.ROOT,
                "costs least on %d labelled held-out rows, %.4g: %d missed, %d false alarms",
                best.rows(),
                of(best),
                best.missed(),
                best.falseAlarms());
        return LabelledRule.threshold(this, heldOut, best, reason);
    }

    private double of(AlarmCounts counts) {
        return missCost * counts.missed() + falseAlarmCost * counts.falseAlarms();
    }
}
