package dev.hourglass.anomaly.threshold;

import dev.hourglass.evaluate.detection.AlarmCounts;
import java.util.ArrayList;
import java.util.List;

/**
 * Lists what thresholds would cost in false alarms, for people who choose one. Immutable and safe for concurrent use.
 *
 * @param rowsPerDay how many rows are scored in a day, above 0
 * @param lines by rising threshold
 */
public record ThresholdTable(double rowsPerDay, List<Line> lines) {
    private static final double[] RATES_PER_THOUSAND = {100, 50, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.01};

    public ThresholdTable {
        lines = List.copyOf(lines);
        if (!(rowsPerDay > 0) || Double.isInfinite(rowsPerDay)) {
            throw new IllegalArgumentException("rowsPerDay must be a number above 0, but was " + rowsPerDay);
        }
    }

    /**
     * One threshold.
     *
     * @param threshold scores above it are alarms
     * @param falseAlarmsPerThousand of 1,000 new normal rows
     * @param falseAlarmsPerDay where all rows are normal
     * @param isExtrapolated whether it is above all normal held-out scores, so that only the fitted tail speaks for it
     * @param recall the share of labelled anomalous rows that are above; NaN where there are none
     */
    public record Line(
            double threshold,
            double falseAlarmsPerThousand,
            double falseAlarmsPerDay,
            boolean isExtrapolated,
            double recall) {}

    /**
     * Makes the table from 100 false alarms in 1,000 rows down to 1 in 100,000, as far as the scores reach.
     *
     * @param heldOut scores of rows that the scorer was not fitted on
     * @param rowsPerDay how many rows are scored in a day, above 0
     */
    public static ThresholdTable of(HeldOutScores heldOut, double rowsPerDay) {
        List<Line> lines = new ArrayList<>();
        double highest = Double.NEGATIVE_INFINITY;
        for (double rate : RATES_PER_THOUSAND) {
            Threshold threshold = PeaksOverThreshold.of(rate / 1000).fit(heldOut);
            if (threshold.value() > highest) { // ties, or a tail that is not known, give the same one again
                lines.add(line(heldOut, rowsPerDay, threshold));
                highest = threshold.value();
            }
        }
        return new ThresholdTable(rowsPerDay, lines);
    }

    /** Returns the line of one threshold. */
    public static Line line(HeldOutScores heldOut, double rowsPerDay, Threshold threshold) {
        double[] normal = heldOut.normal();
        double recall = heldOut.hasBothKinds()
                ? AlarmCounts.of(heldOut.scores(), heldOut.anomalous(), threshold.value())
                        .recall()
                : Double.NaN;
        return new Line(
                threshold.value(),
                threshold.falseAlarmsPerThousand(),
                threshold.falseAlarmsPerThousand() * rowsPerDay / 1000,
                threshold.value() > normal[normal.length - 1],
                recall);
    }
}
