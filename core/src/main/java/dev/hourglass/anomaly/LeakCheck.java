package dev.hourglass.anomaly;

import dev.hourglass.data.DataSchema;
import dev.hourglass.data.FeatureNames;
import dev.hourglass.evaluate.detection.RankingMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Looks for features that are the label in disguise: a detector fitted with them knows what it is to find. */
final class LeakCheck {
    /** Beyond this, one column alone ranks all but one in two hundred pairs rightly. */
    private static final double SUSPICIOUS = 0.995;

    private static final int LEAST_ANOMALIES = 5;
    private static final Pattern NAMES = Pattern.compile(
            "(is_?)?(label|labels|anomaly|anomalous|outlier|fraud|attack|target|class|fault|failure|ground_?truth"
                    + "|normal|abnormal|benign|malignant)");

    private LeakCheck() {}

    /**
     * Compares every feature with the labels.
     *
     * @param values [N, D]; NaN where a value is missing
     * @param schema what the features mean
     * @param isAnomaly [N]
     * @return a sentence for each feature that alone predicts the label
     */
    static List<String> withLabels(float[] values, DataSchema schema, boolean[] isAnomaly) {
        int anomalies = 0;
        for (boolean is : isAnomaly) {
            anomalies += is ? 1 : 0;
        }
        List<String> found = new ArrayList<>();
        if (anomalies < LEAST_ANOMALIES || anomalies > isAnomaly.length - LEAST_ANOMALIES) {
            return found;
        }
        int features = schema.features();
        double[] column = new double[isAnomaly.length];
        for (int j = 0; j < features; j++) {
            for (int i = 0; i < column.length; i++) {
                float value = values[i * features + j];
                column[i] = Float.isNaN(value) ? 0 : value;
            }
            double area = RankingMetrics.of(column, isAnomaly).rocAuc();
            if (Math.max(area, 1 - area) >= SUSPICIOUS) {
                found.add(FeatureNames.of(schema, j)
                        + " alone tells anomalies from normal rows (ROC-AUC "
                        + String.format(Locale.ROOT, "%.3f", Math.max(area, 1 - area))
                        + "); if it is the label in disguise, ignore it");
            }
        }
        return found;
    }

    /** Returns a sentence for each feature that is called like a label. */
    static List<String> byName(List<String> featureNames) {
        List<String> found = new ArrayList<>();
        for (String name : featureNames) {
            int category = name.indexOf('=');
            String column = category < 0 ? name : name.substring(0, category);
            if (NAMES.matcher(column.toLowerCase(Locale.ROOT)).matches()
                    && found.stream().noneMatch(text -> text.contains("\"" + column + "\""))) {
                found.add("column \"" + column
                        + "\" is called like a label, but is a feature; set it aside as the label, or ignore it");
            }
        }
        return found;
    }
}
