package dev.hourglass.cli;

import dev.hourglass.anomaly.Detector;
import dev.hourglass.anomaly.Reason;
import dev.hourglass.anomaly.Verdicts;
import dev.hourglass.report.DetectionReport.Alarm;
import dev.hourglass.report.DetectionReport.Because;
import dev.hourglass.report.DetectionReport.ColumnShare;
import dev.hourglass.report.DetectionReport.Point;
import dev.hourglass.report.DetectionReport.Scores;
import dev.hourglass.report.Figures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Gathers from rows, block by block, what people look at: the worst with their reasons, and how scores run. */
final class VerdictTally {
    private static final int MAX_POINTS = 1500;
    private static final int MAX_COLUMNS = 12;
    private static final int REASONS = 3;

    private final int shown;
    private final PriorityQueue<Alarm> worst = new PriorityQueue<>(
            Comparator.comparingDouble(alarm -> alarm.point().score()));
    private final Map<String, Double> shares = new LinkedHashMap<>();
    private double[] scores = new double[1 << 12];
    private final List<String> times = new ArrayList<>();
    private final int gap;
    private int rows;
    private long alarms;
    private @Nullable Stretch stretch;

    /**
     * Prepares to gather.
     *
     * @param shown how many of the worst rows
     * @param gap alarms that are so many rows apart belong to one stretch; 0 where rows stand alone
     */
    VerdictTally(int shown, int gap) {
        this.shown = shown;
        this.gap = gap;
    }

    /** Gathers so many of the worst rows, or stretches of a series, that a detector finds. */
    static VerdictTally of(Detector detector, int shown) {
        return new VerdictTally(shown, detector.window() > 1 ? detector.window() : 0);
    }

    /** Alarms of a series that belong together. */
    private static final class Stretch {
        private final Point first;
        private Point last;
        private Alarm worst;

        Stretch(Alarm alarm) {
            first = alarm.point();
            last = alarm.point();
            worst = alarm;
        }

        Alarm alarm() {
            String ends = first.when().isEmpty()
                    ? "rows " + first.row() + " to " + last.row()
                    : first.when() + " to " + last.when();
            long length = last.row() - first.row() + 1;
            return new Alarm(
                    worst.point(),
                    ends + ", " + length + (length == 1 ? " row" : " rows"),
                    worst.exceedance(),
                    worst.reasons());
        }
    }

    /** Takes rows; {@code times} has one a row, or none. */
    void add(Verdicts verdicts, List<String> newTimes) {
        times.addAll(newTimes);
        if (rows + verdicts.rows() > scores.length) {
            scores = Arrays.copyOf(scores, Math.max(2 * scores.length, rows + verdicts.rows()));
        }
        for (int i = 0; i < verdicts.rows(); i++) {
            scores[rows] = verdicts.score(i);
            rows++;
            Point point =
                    new Point(rows, newTimes.isEmpty() ? "" : newTimes.get(i), verdicts.score(i), verdicts.isAlarm(i));
            if (point.isAlarm()) {
                alarms++;
                addShares(verdicts, i);
            }
            boolean isWanted = gap > 0
                    ? point.isAlarm()
                    : worst.size() < shown
                            || point.score() > worst.element().point().score();
            if (isWanted) {
                add(new Alarm(
                        point,
                        "",
                        1 - verdicts.probability(i),
                        verdicts.reasons(i, REASONS).stream()
                                .map(VerdictTally::because)
                                .toList()));
            }
        }
    }

    private void add(Alarm alarm) {
        Stretch current = stretch;
        if (gap == 0) {
            addWorst(alarm);
        } else if (current == null || alarm.point().row() - current.last.row() > gap) {
            endStretch();
            stretch = new Stretch(alarm);
        } else {
            current.last = alarm.point();
            current.worst = alarm.point().score() > current.worst.point().score() ? alarm : current.worst;
        }
    }

    private void endStretch() {
        if (stretch != null) {
            addWorst(stretch.alarm());
            stretch = null;
        }
    }

    private void addWorst(Alarm alarm) {
        worst.add(alarm);
        if (worst.size() > shown) {
            worst.remove();
        }
    }

    private void addShares(Verdicts verdicts, int row) {
        for (Reason reason : verdicts.reasons(row, Integer.MAX_VALUE)) {
            shares.merge(reason.column(), reason.share(), Double::sum);
        }
    }

    static Because because(Reason reason) {
        return new Because(
                reason.column(),
                reason.share(),
                Float.isNaN(reason.found()) ? "" : Figures.of(reason.found()),
                Float.isNaN(reason.usual()) ? "" : Figures.of(reason.usual()));
    }

    /** Returns the scores of all rows. */
    double[] scores() {
        return Arrays.copyOf(scores, rows);
    }

    int rows() {
        return rows;
    }

    long alarms() {
        return alarms;
    }

    /** Returns the worst rows, or stretches of a series, the first of them worst; called when all rows are there. */
    List<Alarm> worst() {
        endStretch();
        return worst.stream()
                .sorted(Comparator.comparingDouble(
                                (Alarm alarm) -> alarm.point().score())
                        .reversed())
                .toList();
    }

    /** Returns the columns that alarms are about, the most frequent first. */
    List<ColumnShare> columns() {
        return shares.entrySet().stream()
                .map(entry -> new ColumnShare(entry.getKey(), entry.getValue() / alarms))
                .sorted(Comparator.comparingDouble(ColumnShare::share).reversed())
                .limit(MAX_COLUMNS)
                .toList();
    }

    /** Returns how scores run: of many rows the highest of each stretch. */
    Scores drawn(String what, double threshold) {
        return drawn(what, scores(), times, threshold);
    }

    /** Returns how scores run: of many rows the highest of each stretch. */
    static Scores drawn(String what, double[] scores, List<String> times, double threshold) {
        List<Point> points = new ArrayList<>();
        List<Float> spread = new ArrayList<>();
        int stretches = Math.min(MAX_POINTS, scores.length);
        long alarms = 0;
        for (int s = 0; s < stretches; s++) {
            int from = (int) ((long) s * scores.length / stretches);
            int to = (int) ((long) (s + 1) * scores.length / stretches);
            int highest = from;
            for (int i = from; i < to; i++) {
                highest = scores[i] > scores[highest] ? i : highest;
                spread.add((float) scores[i]);
                alarms += scores[i] > threshold ? 1 : 0;
            }
            String when = times.isEmpty() ? "" : times.get(highest);
            points.add(new Point(highest + 1L, when, scores[highest], scores[highest] > threshold));
        }
        return new Scores(what, scores.length, alarms, points, spread);
    }
}
