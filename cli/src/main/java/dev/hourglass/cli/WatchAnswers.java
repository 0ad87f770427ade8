package dev.hourglass.cli;

import dev.hourglass.anomaly.Detector;
import dev.hourglass.anomaly.DetectorStream;
import dev.hourglass.anomaly.Reason;
import dev.hourglass.anomaly.threshold.AdaptiveThreshold;
import dev.hourglass.anomaly.threshold.AdaptiveThresholdConfig;
import dev.hourglass.file.Json;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.NumberOutput;

/** Answers rows as they come, each with a line. Not thread-safe; confine to one thread. */
final class WatchAnswers {
    private static final int REASONS = 3;
    private static final int ADAPTING_ROWS = 1000;
    private static final double HIGHEST_ADAPTIVE_RATE = 0.019;

    private final Detector detector;
    private final Wish wish;
    private final boolean hasTimes;
    private @Nullable DetectorStream stream;
    private @Nullable AdaptiveThreshold adaptive;
    private final double[] first = new double[ADAPTING_ROWS];
    private long scored;
    private long alarms;
    private long broken;

    /**
     * What is wanted.
     *
     * @param isJson an object a line instead of cells
     * @param isForAlarms nothing but alarms and broken rows
     * @param isAdaptive a threshold that follows
     */
    record Wish(boolean isJson, boolean isForAlarms, boolean isAdaptive) {}

    WatchAnswers(Detector detector, Wish wish) {
        this.detector = detector;
        this.wish = wish;
        this.hasTimes = !detector.subject().timing().column().isEmpty();
    }

    String header() {
        return hasTimes ? "line,time,score,probability,alarm,because" : "line,score,probability,alarm,because";
    }

    /** Returns the lines that answer these rows. */
    String of(List<WatchedRows.Row> rows) {
        StringBuilder text = new StringBuilder();
        int features = detector.subject().features();
        // The rows of a series teach the next: their reasons are only known before it.
        int step = detector.window() > 1 ? 1 : Math.max(1, rows.size());
        for (int from = 0; from < rows.size(); from += step) {
            List<WatchedRows.Row> some = rows.subList(from, Math.min(rows.size(), from + step));
            float[] values = new float[some.size() * features];
            int sound = 0;
            for (WatchedRows.Row row : some) {
                if (row.problem().isEmpty()) {
                    System.arraycopy(row.values(), 0, values, sound++ * features, features);
                }
            }
            answer(some, values, sound, text);
        }
        return text.toString();
    }

    private void answer(List<WatchedRows.Row> rows, float[] values, int sound, StringBuilder text) {
        double[] scores = sound == 0 ? new double[0] : stream(rows).score(values, sound);
        int at = 0;
        for (WatchedRows.Row row : rows) {
            if (!row.problem().isEmpty()) {
                broken++;
                append(text, row, Double.NaN, false, row.problem());
            } else {
                double score = scores[at];
                boolean isAlarm = isAlarm(score);
                if (isAlarm || !wish.isForAlarms()) {
                    append(text, row, score, isAlarm, isAlarm ? because(values, at) : "");
                }
                at++;
            }
        }
    }

    private DetectorStream stream(List<WatchedRows.Row> rows) {
        DetectorStream started = stream;
        if (started == null) {
            started = detector.stream(
                    detector.subject().timing().rowAt(rows.get(0).time()));
            stream = started;
        }
        return started;
    }

    private boolean isAlarm(double score) {
        if (Double.isNaN(score)) {
            return false;
        }
        boolean isAlarm = adaptive != null
                ? adaptive.isAlarm(score)
                : detector.streamedAlarming().threshold().isAlarm(score);
        if (wish.isAdaptive() && adaptive == null) {
            first[(int) scored] = score;
            if (scored + 1 == ADAPTING_ROWS) {
                double rate = detector.streamedAlarming().threshold().falseAlarmsPerThousand() / 1000;
                adaptive = AdaptiveThreshold.start(
                        AdaptiveThresholdConfig.defaults(Math.min(HIGHEST_ADAPTIVE_RATE, Math.max(rate, 1e-6))),
                        Arrays.copyOf(first, ADAPTING_ROWS));
            }
        }
        scored++;
        alarms += isAlarm ? 1 : 0;
        return isAlarm;
    }

    private String because(float[] values, int row) {
        DetectorStream started = stream;
        return started == null
                ? ""
                : started.reasons(values, row, REASONS).stream()
                        .map(WatchAnswers::words)
                        .collect(Collectors.joining("; "));
    }

    private static String words(Reason reason) {
        String share = String.format(Locale.ROOT, "%s %.0f %%", reason.column(), 100 * reason.share());
        return Float.isNaN(reason.found())
                ? share
                : share + " (" + NumberOutput.toString(reason.found(), true) + ", usually "
                        + NumberOutput.toString(reason.usual(), true) + ")";
    }

    private void append(StringBuilder text, WatchedRows.Row row, double score, boolean isAlarm, String because) {
        boolean isScored = !Double.isNaN(score);
        double probability =
                isScored ? detector.streamedAlarming().calibration().probability(score) : Double.NaN;
        if (wish.isJson()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("line", row.line());
            if (hasTimes) {
                fields.put("time", row.time());
            }
            if (isScored) {
                fields.put("score", score);
                fields.put("probability", probability);
                fields.put("alarm", isAlarm);
            }
            if (!because.isEmpty()) {
                fields.put(row.problem().isEmpty() ? "because" : "problem", because);
            }
            text.append(Json.print(fields)).append('\n');
            return;
        }
        text.append(row.line()).append(',');
        if (hasTimes) {
            text.append(CsvSink.quoted(row.time())).append(',');
        }
        if (isScored) {
            VerdictSink.append(text, score, probability, isAlarm);
        } else {
            text.append(",,");
        }
        text.append(',').append(CsvSink.quoted(because)).append('\n');
    }

    /** Returns how it went, in a sentence. */
    String summary() {
        return scored + " rows judged, " + alarms + (alarms == 1 ? " alarm" : " alarms")
                + (broken == 0 ? "" : ", " + broken + (broken == 1 ? " broken row" : " broken rows"));
    }
}
