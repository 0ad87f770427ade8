package dev.hourglass.anomaly;

import dev.hourglass.anomaly.DriftReport.Advice;
import dev.hourglass.anomaly.DriftReport.ColumnDrift;
import dev.hourglass.data.DataSchema;
import dev.hourglass.data.FeatureNames;
import dev.hourglass.data.TableSchema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Compares new rows with those a detector was fitted on. */
public final class DriftCheck {
    private static final double TOO_MANY_ALARMS = 3;
    private static final double LEAST_EXTRA_ALARMS = 0.01;

    /** Of few rows, bins are unlike for no reason: ten of them, ten rows each. */
    private static final int LEAST_ROWS = 100;

    private DriftCheck() {}

    /**
     * Compares.
     *
     * @param detector fitted on what was normal then
     * @param values [.., D], in their own units, NaN where missing; not modified
     * @param rows N
     * @throws IllegalArgumentException if there are too few rows to compare
     */
    public static DriftReport run(Detector detector, float[] values, int rows) {
        if (rows < LEAST_ROWS) {
            throw new IllegalArgumentException(
                    "drift needs at least " + LEAST_ROWS + " rows to compare, but got " + rows);
        }
        float[] normalized = detector.normalized(values, rows);
        float[] filled = normalized.clone();
        detector.normalization().invert(filled, 0, rows);
        List<ColumnDrift> columns = new ArrayList<>(drift(names(detector.schema()), detector.reference(), filled));
        columns.sort(Comparator.comparingDouble(ColumnDrift::stabilityIndex).reversed());
        double[] scores = detector.score(values, rows);
        double alarms = 0;
        for (double score : scores) {
            alarms += score > detector.threshold().value() ? 1 : 0;
        }
        double expected = detector.threshold().falseAlarmsPerThousand() / 1000;
        return new DriftReport(
                rows, columns, List.of(), alarms / rows, expected, advice(columns, alarms / rows, expected));
    }

    private static List<ColumnDrift> drift(List<String> names, BinnedColumns reference, float[] values) {
        List<ColumnDrift> drifts = new ArrayList<>();
        int columns = reference.columns();
        for (int j = 0; j < columns; j++) {
            double sum = 0;
            for (int at = j; at < values.length; at += columns) {
                sum += values[at];
            }
            drifts.add(new ColumnDrift(
                    names.get(j),
                    reference.stabilityIndex(values, j),
                    reference.mean(j),
                    sum * columns / values.length));
        }
        return drifts;
    }

    private static Advice advice(List<ColumnDrift> columns, double alarmRate, double expected) {
        List<String> others = columns.stream()
                .filter(column -> column.stabilityIndex() >= ColumnDrift.OTHER)
                .map(ColumnDrift::name)
                .toList();
        boolean isAlarming = alarmRate > TOO_MANY_ALARMS * expected && alarmRate > expected + LEAST_EXTRA_ALARMS;
        String alarms = String.format(
                Locale.ROOT,
                "%.2f %% of the rows are alarms where %.2f %% were expected",
                100 * alarmRate,
                100 * expected);
        if (others.isEmpty() && !isAlarming) {
            return new Advice(false, "no column left its range of training and " + alarms + "; keep the detector");
        }
        if (others.isEmpty()) {
            return new Advice(
                    true,
                    alarms
                            + ", though no column alone changed much; if these rows are normal, retrain on them, else look"
                            + " into the alarms");
        }
        String moved = others.size() + " of " + columns.size() + " columns are another population now (" + others.get(0)
                + (others.size() > 1 ? " most" : "") + "), and " + alarms;
        return isAlarming
                ? new Advice(true, moved + "; if these rows are normal, retrain on them")
                : new Advice(false, moved + "; the detector bears it, so watch on and retrain when alarms grow");
    }

    private static List<String> names(DataSchema schema) {
        if (schema instanceof TableSchema table) {
            return table.featureNames();
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < schema.features(); i++) {
            names.add(FeatureNames.of(schema, i));
        }
        return names;
    }
}
