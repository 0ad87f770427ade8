package dev.hourglass.anomaly;

import java.util.List;

/**
 * Says how new rows differ from the training rows.
 *
 * @param rows how many new rows there are
 * @param columns every feature, the most changed first
 * @param codes the same of the values of codes, where the scorer has codes; in their order
 * @param alarmRate the share of the new rows that is worth an alarm
 * @param expectedAlarmRate the share that was to be expected of normal rows
 * @param advice whether to retrain, and why
 */
public record DriftReport(
        int rows,
        List<ColumnDrift> columns,
        List<ColumnDrift> codes,
        double alarmRate,
        double expectedAlarmRate,
        Advice advice) {
    public DriftReport {
        columns = List.copyOf(columns);
        codes = List.copyOf(codes);
    }

    /**
     * The change of one feature.
     *
     * @param name what it is called
     * @param stabilityIndex the population stability index, in nats; at least 0
     * @param meanBefore its mean in training
     * @param meanNow its mean now
     */
    public record ColumnDrift(String name, double stabilityIndex, double meanBefore, double meanNow) {
        /** From here on a change is worth naming. Source: Siddiqi 2006, chapter 7. */
        public static final double CHANGED = 0.1;

        /** From here on it is another population. Source: as above. */
        public static final double OTHER = 0.25;

        /** Returns the change in a word. */
        public String word() {
            return stabilityIndex >= OTHER ? "another population" : stabilityIndex >= CHANGED ? "changed" : "as before";
        }
    }

    /**
     * What to do.
     *
     * @param isToRetrain whether to fit again on new normal rows
     * @param reason why, in one sentence
     */
    public record Advice(boolean isToRetrain, String reason) {}
}
