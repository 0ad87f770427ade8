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
import java.util.stream.IntStream;

/** Compares new rows with those a detector was fitted on. */
public final class DriftCheck {
    /** How many rows it takes: of fewer, bins are unlike for no reason (ten of them, ten rows each). */
    public static final int LEAST_ROWS = 100;

    private static final double TOO_MANY_ALARMS = 3;
    private static final double LEAST_EXTRA_ALARMS = 0.01;

    private DriftCheck() {}

    /**
     * Compares rows that stand alone, or a series that starts as the training rows did.
     *
     * @param detector fitted on what was normal then
     * @param values [.., D], in their own units, NaN where missing; not modified
     * @param rows N
     * @throws IllegalArgumentException if there are too few rows to compare
     */
    public static DriftReport run(Detector detector, float[] values, int rows) {
        return run(detector, values, rows, 0);
    }

    /**
     * Compares: the columns, the codes of rows or of windows of a series, and how many are alarms.
     *
     * @param detector fitted on what was normal then
     * @param values [.., D], in their own units, NaN where missing; not modified
     * @param rows N
     * @param firstRow of a series, how many rows after the first training row it starts; see {@link Timing#rowAt}
     * @throws IllegalArgumentException if there are too few rows to compare
     * @throws dev.hourglass.error.WrongModelException if rows are of another size, or a series is shorter than the
     *     window
     */
    public static DriftReport run(Detector detector, float[] values, int rows, long firstRow) {
        if (rows < LEAST_ROWS) {
            throw new IllegalArgumentException(
                    "drift needs at least " + LEAST_ROWS + " rows to compare, but got " + rows);
        }
        double[] scores = detector.score(values, rows, firstRow);
        double alarms = 0;
        for (double score : scores) {
            alarms += detector.threshold().isAlarm(score) ? 1 : 0;
        }
        float[] normalized = detector.normalized(values, rows);
        List<ColumnDrift> codes = codes(detector, normalized, rows, firstRow);
        float[] filled = DetectorFit.inOwnUnits(detector.normalization(), normalized);
        List<ColumnDrift> columns = new ArrayList<>(drift(names(detector.schema()), detector.reference(), filled));
        columns.sort(Comparator.comparingDouble(ColumnDrift::stabilityIndex).reversed());
        Rates rates = new Rates(alarms / rows, detector.threshold().falseAlarmsPerThousand() / 1000);
        return new DriftReport(rows, columns, codes, rates.alarms(), rates.expected(), advice(columns, codes, rates));
    }

    /** The share of rows that are alarms, and the share that was to be expected. */
    private record Rates(double alarms, double expected) {
        boolean isAlarming() {
            return alarms > TOO_MANY_ALARMS * expected && alarms > expected + LEAST_EXTRA_ALARMS;
        }

        String text() {
            return String.format(
                    Locale.ROOT,
                    "%.2f %% of the rows are alarms where %.2f %% were expected",
                    100 * alarms,
                    100 * expected);
        }
    }

    private static List<ColumnDrift> codes(Detector detector, float[] normalized, int rows, long firstRow) {
        if (detector.spread().codes().isEmpty()) {
            return List.of();
        }
        BinnedColumns reference = detector.spread().codes().get();
        float[] inputs = detector.judge().framing().inputs(normalized, rows, firstRow);
        float[] codes = TrainingSpread.codes(detector.scorer(), inputs, detector.threads());
        if (codes.length / reference.columns() < LEAST_ROWS) {
            return List.of();
        }
        List<String> names = IntStream.rangeClosed(1, reference.columns())
                .mapToObj(value -> "code " + value)
                .toList();
        return drift(names, reference, codes);
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

    private static Advice advice(List<ColumnDrift> columns, List<ColumnDrift> codes, Rates rates) {
        List<String> others = others(columns);
        List<String> otherCodes = others(codes);
        String alarms = rates.text();
        if (!others.isEmpty()) {
            String moved = others.size() + " of " + columns.size() + " columns are another population now ("
                    + others.get(0) + (others.size() > 1 ? " most" : "") + "), and " + alarms;
            return rates.isAlarming()
                    ? new Advice(true, moved + "; if these rows are normal, retrain on them")
                    : new Advice(false, moved + "; the detector bears it, so watch on and retrain when alarms grow");
        }
        if (rates.isAlarming()) {
            String alone = otherCodes.isEmpty()
                    ? ", though no column alone changed much"
                    : ", and no column alone changed much, but what belongs together did (" + otherCodes.get(0) + ")";
            return new Advice(
                    true, alarms + alone + "; if these rows are normal, retrain on them, else look into the alarms");
        }
        return otherCodes.isEmpty()
                ? new Advice(false, "no column left its range of training and " + alarms + "; keep the detector")
                : new Advice(
                        false,
                        "no column left its range of training, but " + otherCodes.size() + " of " + codes.size()
                                + " values of the code are another population now (" + otherCodes.get(0) + "), and "
                                + alarms + "; watch on and retrain when alarms grow");
    }

    private static List<String> others(List<ColumnDrift> drifts) {
        return drifts.stream()
                .filter(drift -> drift.stabilityIndex() >= ColumnDrift.OTHER)
                .map(ColumnDrift::name)
                .toList();
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
