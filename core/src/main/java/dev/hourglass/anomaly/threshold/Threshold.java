package dev.hourglass.anomaly.threshold;

import dev.hourglass.file.JsonView;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Separates alarms from the rest. Immutable and safe for concurrent use.
 *
 * @param value scores above it are alarms; finite
 * @param rule that chose it
 * @param reason why it is there, for people: a sentence without its subject and full stop
 * @param falseAlarmsPerThousand how many of 1,000 new normal rows are expected above it
 */
public record Threshold(double value, ThresholdRule rule, String reason, double falseAlarmsPerThousand) {
    private static final String VALUE = "value";
    private static final String RULE = "rule";
    private static final String REASON = "reason";
    private static final String FALSE_ALARMS = "falseAlarmsPerThousand";

    public Threshold {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("a threshold must be finite, but was " + value);
        }
        if (!(falseAlarmsPerThousand >= 0 && falseAlarmsPerThousand <= 1000)) {
            throw new IllegalArgumentException(
                    "false alarms per 1,000 rows must be in [0, 1000], but were " + falseAlarmsPerThousand);
        }
    }

    /** Returns whether a score is above the threshold. */
    public boolean isAlarm(double score) {
        return score > value;
    }

    /** Returns what a file must hold to {@link #read} it again. */
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(VALUE, value);
        fields.put(RULE, rule.id());
        fields.put(REASON, reason);
        fields.put(FALSE_ALARMS, falseAlarmsPerThousand);
        return fields;
    }

    /**
     * Reads what {@link #fields} gave.
     *
     * @param fields the fields
     * @throws IllegalArgumentException if they are not those of a threshold
     */
    public static Threshold read(JsonView fields) {
        return new Threshold(
                fields.number(VALUE),
                ThresholdRule.from(fields.text(RULE)),
                fields.text(REASON),
                fields.number(FALSE_ALARMS));
    }
}
