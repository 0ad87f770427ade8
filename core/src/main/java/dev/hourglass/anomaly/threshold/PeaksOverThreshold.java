package dev.hourglass.anomaly.threshold;

import java.util.Locale;
import java.util.Optional;

/**
 * Sets the threshold that new normal rows pass at a small rate, by the shape of the tail of normal held-out scores: it
 * reaches rates that no quantile can, since a quantile of N rows knows nothing of rates below 1 in N.
 *
 * <pre>{@code
 * threshold = start + scale / shape ((rate / share)^(-shape) - 1)
 * }</pre>
 *
 * Source: Siffer et al. 2017, "Anomaly detection in streams with extreme value theory", eq. 1. Where the rate is at
 * least the share of the tail, the quantile itself is taken; where the tail has fewer than 20 rows, or is no tail, the
 * quantile or the highest score. The reason of the threshold says so. Tails that end abruptly come out a little long:
 * for uniform scores (shape -1), new rows pass at 0.7 times the rate.
 *
 * @param falseAlarmRate the share of normal rows that are to give an alarm, above 0 and below 1
 * @param tailShare the share of normal scores that the tail is fitted to, above 0 and at most 0.5; of at most 5,000
 *     rows
 */
public record PeaksOverThreshold(double falseAlarmRate, double tailShare) implements ThresholdRule {
    static final String NAME = "pot";
    /** Enough rows for a shape, and still a tail: DuMouchel 1983 takes the upper tenth, too. */
    private static final double DEFAULT_TAIL_SHARE = 0.1;

    public PeaksOverThreshold {
        if (!(falseAlarmRate > 0 && falseAlarmRate < 1)) {
            throw new IllegalArgumentException("falseAlarmRate must be above 0 and below 1, but was " + falseAlarmRate);
        }
        if (!(tailShare > 0 && tailShare <= 0.5)) {
            throw new IllegalArgumentException("tailShare must be above 0 and at most 0.5, but was " + tailShare);
        }
    }

    /** Returns the rule for a rate, with a tail of the upper tenth. */
    public static PeaksOverThreshold of(double falseAlarmRate) {
        return new PeaksOverThreshold(falseAlarmRate, DEFAULT_TAIL_SHARE);
    }

    @Override
    public String id() {
        return tailShare == DEFAULT_TAIL_SHARE
                ? RuleText.print(NAME, falseAlarmRate)
                : RuleText.print(NAME, falseAlarmRate, tailShare);
    }

    @Override
    public boolean needsLabels() {
        return false;
    }

    @Override
    public Threshold fit(HeldOutScores heldOut) {
        double[] normal = heldOut.normal();
        if (falseAlarmRate >= ParetoFit.share(normal.length, tailShare)) {
            return atQuantile(heldOut, "a rate this high needs no tail");
        }
        Optional<ParetoTail> tail = ParetoFit.tail(normal, tailShare);
        if (tail.isEmpty() || tail.get().share() <= falseAlarmRate) {
            return atQuantile(heldOut, "too few rows are in the tail to know its shape");
        }
        double value = tail.get().quantile(falseAlarmRate);
        if (!Double.isFinite(value)) {
            return atQuantile(heldOut, "the tail is too heavy for a threshold");
        }
        String reason = String.format(
                Locale.ROOT,
                "the tail of %d normal held-out rows (%d beyond %.6g, shape %.3g) passes it at a rate of %.4g",
                normal.length,
                Math.round(tail.get().share() * normal.length),
                tail.get().start(),
                tail.get().shape(),
                falseAlarmRate);
        return new Threshold(value, this, reason, 1000 * falseAlarmRate);
    }

    private Threshold atQuantile(HeldOutScores heldOut, String why) {
        double value = HeldOutScores.quantile(heldOut.normal(), falseAlarmRate);
        boolean isHighest = value == heldOut.normal()[heldOut.normalRows() - 1];
        String reason = String.format(
                Locale.ROOT,
                "%s of %d normal held-out rows, since %s",
                isHighest ? "the highest score" : "the quantile",
                heldOut.normalRows(),
                why);
        return new Threshold(value, this, reason, heldOut.falseAlarmsPerThousand(value));
    }
}
