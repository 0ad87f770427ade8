package dev.hourglass.anomaly;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Reads labels of rows as normal or anomalous. */
public final class AnomalyLabels {
    private static final Set<String> ANOMALIES = Set.of(
            "1", "1.0", "true", "yes", "anomaly", "anomalous", "abnormal", "outlier", "attack", "fraud", "fault");
    private static final Set<String> NORMAL =
            Set.of("0", "0.0", "-1", "false", "no", "normal", "nominal", "inlier", "benign", "ok", "good", "");
    private static final int SHOWN = 5;

    private AnomalyLabels() {}

    /**
     * Reads labels.
     *
     * @param labels one a row
     * @param anomalies which labels mean an anomaly, all others then being normal; none for the usual words and numbers
     * @return [N], true for an anomaly
     * @throws IllegalArgumentException if a label is none of the usual ones, and nothing says what it means
     */
    public static boolean[] read(List<String> labels, List<String> anomalies) {
        boolean[] isAnomaly = new boolean[labels.size()];
        Set<String> unknown = new TreeSet<>();
        for (int i = 0; i < isAnomaly.length; i++) {
            String label = labels.get(i).strip();
            if (!anomalies.isEmpty()) {
                isAnomaly[i] = anomalies.contains(label);
                continue;
            }
            String word = label.toLowerCase(Locale.ROOT);
            isAnomaly[i] = ANOMALIES.contains(word);
            if (!isAnomaly[i] && !NORMAL.contains(word)) {
                unknown.add("\"" + label + "\"");
            }
        }
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("labels must be 0 and 1, or normal and anomaly, but among them are "
                    + String.join(", ", unknown.stream().limit(SHOWN).toList())
                    + "; say which mean an anomaly with --anomaly");
        }
        return isAnomaly;
    }
}
