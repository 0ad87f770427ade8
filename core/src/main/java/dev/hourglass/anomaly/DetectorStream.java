package dev.hourglass.anomaly;

import dev.hourglass.anomaly.scorer.Scorer;
import dev.hourglass.anomaly.series.SeriesStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Judges rows as they come, in memory that does not grow with their number. Not thread-safe; confine to one thread. */
public final class DetectorStream {
    private final Detector detector;
    private final Optional<SeriesStream> series;

    DetectorStream(Detector detector, long firstRow) {
        this.detector = detector;
        Judge judge = detector.judge();
        this.series = detector.window() == 1
                ? Optional.empty()
                : Optional.of(judge.framing().stream(judge.scorer(), firstRow));
    }

    /**
     * Judges the next rows.
     *
     * @param values [.., D], in their own units, NaN where missing; not modified
     * @param rows N
     * @return [N]; NaN for rows of a series that come before there are enough for a window
     */
    public double[] score(float[] values, int rows) {
        float[] normalized = detector.normalized(values, rows);
        if (series.isEmpty()) {
            return detector.scorer().score(normalized, rows, detector.threads());
        }
        int features = detector.subject().features();
        double[] scores = new double[rows];
        for (int i = 0; i < rows; i++) {
            OptionalDouble score = series.get().score(Arrays.copyOfRange(normalized, i * features, (i + 1) * features));
            scores[i] = score.orElse(Double.NaN);
        }
        return scores;
    }

    /**
     * Says why the last of the rows just judged has its score.
     *
     * @param values [.., D], in their own units, as given to {@link #score}
     * @param row which of them; of a series only the last
     * @param count how many reasons at most
     */
    public List<Reason> reasons(float[] values, int row, int count) {
        int features = detector.subject().features();
        float[] own = Arrays.copyOfRange(values, row * features, (row + 1) * features);
        float[] contributions = series.isEmpty()
                ? scorer().contributions(detector.normalized(own, 1), 1, 1)
                : newest(series.get().contributions(), features);
        return detector.columns().reasons(contributions, own, 0, detector.reference(), count);
    }

    private Scorer scorer() {
        return detector.scorer();
    }

    /** What the window's older rows add is theirs; where the newest adds nothing, all count. */
    private static float[] newest(float[] window, int features) {
        float[] last = Arrays.copyOfRange(window, window.length - features, window.length);
        for (float part : last) {
            if (part > 0) {
                return last;
            }
        }
        float[] sums = new float[features];
        for (int i = 0; i < window.length; i++) {
            sums[i % features] += window[i];
        }
        return sums;
    }
}
