package dev.hourglass.cli;

import dev.hourglass.anomaly.Detector;
import dev.hourglass.anomaly.DetectorKind;
import dev.hourglass.anomaly.Verdicts;
import dev.hourglass.data.Dataset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is found out about rows that are to be cleaned.
 *
 * @param scores of all rows
 * @param limit scores above it are alarms
 * @param blamed the columns most to blame, each with the number of alarms that it is most to blame for, in falling
 *     order
 */
@SuppressWarnings("ArrayRecordComponent") // handed on within one command
record CleanedRows(double[] scores, double limit, Map<String, Integer> blamed) {
    private static final int BLOCK_ROWS = 1 << 14;

    /** Chooses which scores are alarms, when all are known. */
    @FunctionalInterface
    interface Limit {
        double of(double[] scores);
    }

    /**
     * Judges rows.
     *
     * @param detector what judges
     * @param data the rows
     * @param firstRow of a series, how many rows after the first training row they start
     * @param limit chooses which are alarms
     */
    static CleanedRows of(Detector detector, Dataset data, long firstRow, Limit limit) {
        int rows = data.rows();
        // A row of a series is judged with those around it.
        int step = detector.subject().kind() == DetectorKind.SERIES ? Math.max(1, rows) : BLOCK_ROWS;
        double[] scores = new double[rows];
        String[] worst = new String[rows];
        for (int from = 0; from < rows; from += step) {
            int count = Math.min(step, rows - from);
            float[] block = Arrays.copyOfRange(data.values(), from * data.features(), (from + count) * data.features());
            Verdicts verdicts = detector.judge(block, count, firstRow);
            for (int i = 0; i < count; i++) {
                scores[from + i] = verdicts.score(i);
                worst[from + i] = verdicts.reasons(i, 1).stream()
                        .map(reason -> reason.column())
                        .findFirst()
                        .orElse("");
            }
        }
        double chosen = limit.of(scores);
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (int i = 0; i < rows; i++) {
            if (scores[i] > chosen && !worst[i].isEmpty()) {
                counts.merge(worst[i], 1, Integer::sum);
            }
        }
        return new CleanedRows(scores, chosen, falling(counts));
    }

    private static Map<String, Integer> falling(Map<String, Integer> counts) {
        List<Map.Entry<String, Integer>> entries = counts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .toList();
        Map<String, Integer> sorted = new LinkedHashMap<>();
        entries.forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }

    int rows() {
        return scores.length;
    }

    boolean isAlarm(int row) {
        return scores[row] > limit;
    }

    int alarms() {
        int count = 0;
        for (int i = 0; i < scores.length; i++) {
            count += isAlarm(i) ? 1 : 0;
        }
        return count;
    }
}
