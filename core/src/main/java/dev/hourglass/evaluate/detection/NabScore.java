package dev.hourglass.evaluate.detection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Scores a detector as the Numenta anomaly benchmark does: early alarms within a window count more, only the first one
 * counts, false alarms cost less right behind a window, and one threshold serves all series.
 *
 * <pre>{@code
 * sigma(y) = 2 / (1 + e^(5 y)) - 1, and -1 from y = 3 on
 * y of an alarm within a window of w rows = -(rows left in the window, its own included) / w
 * y of any other alarm                    = (rows since the last window) / (w - 1), 3 before the first window
 * raw   = sum over windows of (A_TP sigma(y) / sigma(-1) of the first alarm, or -A_FN) + A_FP sum of sigma(y) outside
 * score = 100 (raw - raw without alarms) / (raw of the first row of each window alone - raw without alarms)
 * }</pre>
 *
 * Source: Lavin and Ahmad 2015, https://arxiv.org/abs/1510.03336, in the form of the published scorer,
 * https://github.com/numenta/NAB (nab/sweeper.py, nab/runner.py). The first 15 % of rows of a series, at most 750, are
 * not judged. The threshold is the one that is best for the whole corpus: that is how all published scores were
 * obtained, and it flatters every detector alike.
 *
 * @param threshold scores above it are alarms
 * @param raw the sum over all series
 * @param score 100 for perfect alarms, 0 for none
 * @param found windows with an alarm
 * @param windows all windows
 * @param falseAlarms alarms outside of windows
 */
public record NabScore(double threshold, double raw, double score, int found, int windows, int falseAlarms) {
    private static final double STEEPNESS = 5;
    private static final double FAR = 3;

    /** Says what an alarm at a row of a series means: of which window, or -1, and what it brings. */
    private record Row(double score, int window, double gain) {}

    /**
     * Finds the best threshold for a corpus.
     *
     * @param corpus at least one series with a window
     * @param profile what alarms bring and cost
     * @throws IllegalArgumentException if there is no window
     */
    public static NabScore best(List<NabSeries> corpus, NabProfile profile) {
        Tally tally = new Tally(windows(corpus), profile);
        NabScore best = tally.at(Double.POSITIVE_INFINITY);
        List<Row> rows = rows(corpus, profile);
        for (int i = 0; i < rows.size(); i++) {
            tally.alarm(rows.get(i));
            boolean isLastOfEqual = i + 1 == rows.size()
                    || rows.get(i + 1).score() < rows.get(i).score();
            if (isLastOfEqual && tally.raw > best.raw()) {
                best = tally.at(Math.nextDown(rows.get(i).score()));
            }
        }
        return best;
    }

    /**
     * Scores a corpus at a given threshold.
     *
     * @param corpus at least one series with a window
     * @param profile what alarms bring and cost
     * @param threshold scores above it are alarms
     * @throws IllegalArgumentException if there is no window
     */
    public static NabScore at(List<NabSeries> corpus, NabProfile profile, double threshold) {
        Tally tally = new Tally(windows(corpus), profile);
        for (Row row : rows(corpus, profile)) {
            if (row.score() > threshold) {
                tally.alarm(row);
            }
        }
        return tally.at(threshold);
    }

    /**
     * Puts a raw sum on the scale from no alarm, 0, to perfect ones, 100.
     *
     * @param raw the sum over all series
     * @param windows all windows, at least 1
     * @param profile what alarms bring and cost
     */
    static double normalized(double raw, int windows, NabProfile profile) {
        double none = -profile.missed() * windows;
        return 100 * (raw - none) / (profile.found() * windows - none);
    }

    private static int windows(List<NabSeries> corpus) {
        int windows = 0;
        for (NabSeries series : corpus) {
            windows += series.windows().size();
        }
        if (windows == 0) {
            throw new IllegalArgumentException("the corpus must have at least one window, but has none");
        }
        return windows;
    }

    /** Returns all rows that are judged, highest score first. */
    private static List<Row> rows(List<NabSeries> corpus, NabProfile profile) {
        List<Row> rows = new ArrayList<>();
        int before = 0;
        for (NabSeries series : corpus) {
            addRows(series, before, profile, rows);
            before += series.windows().size();
        }
        rows.sort(Comparator.comparingDouble(Row::score).reversed());
        return rows;
    }

    private static void addRows(NabSeries series, int before, NabProfile profile, List<Row> rows) {
        List<AnomalyRange> windows = series.windows();
        int next = 0;
        for (int i = 0; i < series.rows(); i++) {
            next += next < windows.size() && i > windows.get(next).last() ? 1 : 0;
            boolean isWithin = next < windows.size() && i >= windows.get(next).first();
            if (i >= NabSeries.probation(series.rows())) {
                double gain = isWithin
                        ? profile.found() * within(windows.get(next), i)
                        : profile.falseAlarm() * (next == 0 ? -1 : behind(windows.get(next - 1), i));
                rows.add(new Row(series.score(i), isWithin ? before + next : -1, gain));
            }
        }
    }

    private static double within(AnomalyRange window, int row) {
        double left = window.last() - row + 1.0;
        return sigma(-left / window.rows()) / sigma(-1);
    }

    private static double behind(AnomalyRange window, int row) {
        return sigma((row - window.last()) / (window.rows() - 1.0));
    }

    private static double sigma(double y) {
        return y >= FAR ? -1 : 2 / (1 + StrictMath.exp(STEEPNESS * y)) - 1;
    }

    /** Adds up alarms. */
    private static final class Tally {
        private final double[] best;
        private final NabProfile profile;
        private double raw;
        private int found;
        private int falseAlarms;

        Tally(int windows, NabProfile profile) {
            this.best = new double[windows];
            this.profile = profile;
            this.raw = -profile.missed() * windows;
            Arrays.fill(best, -profile.missed());
        }

        /** An earlier row of a window brings more, so the best one is the first. */
        void alarm(Row row) {
            if (row.window() < 0) {
                falseAlarms++;
                raw += row.gain();
            } else if (row.gain() > best[row.window()]) {
                found += best[row.window()] == -profile.missed() ? 1 : 0;
                raw += row.gain() - best[row.window()];
                best[row.window()] = row.gain();
            }
        }

        NabScore at(double threshold) {
            return new NabScore(threshold, raw, normalized(raw, best.length, profile), found, best.length, falseAlarms);
        }
    }
}
