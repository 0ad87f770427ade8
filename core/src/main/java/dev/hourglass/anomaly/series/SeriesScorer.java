package dev.hourglass.anomaly.series;

import dev.hourglass.anomaly.scorer.Scorer;

/**
 * Scores the points of a series by the windows that hold them.
 *
 * <p>{@link #score} looks at a point from all sides, at windows that end after it too; {@link #stream} knows only what
 * came before. Both take rows that are normalized as the training rows were, in the order of time and without gaps.
 * Immutable and safe for concurrent use; scores do not depend on threads.
 */
public final class SeriesScorer {
    /** Values of windows that are cut at once. */
    private static final int CHUNK_VALUES = 1 << 21;

    private final SeriesConfig config;
    private final Seasonality seasonality;
    private final Scorer scorer;
    private final Windows windows;

    /**
     * What is known of each point.
     *
     * @param scores [T], higher is more anomalous; shared
     * @param contributions [T, D], at least 0; shared
     */
    @SuppressWarnings("ArrayRecordComponent") // as long as the series, so they are handed on, not copied
    public record Points(double[] scores, float[] contributions) {}

    /**
     * Combines the parts.
     *
     * @param config how windows are cut
     * @param seasonality what is taken off first; of D columns
     * @param scorer scores windows of W D values
     * @throws IllegalArgumentException if the scorer takes rows of another size
     */
    public SeriesScorer(SeriesConfig config, Seasonality seasonality, Scorer scorer) {
        this.config = config;
        this.seasonality = seasonality;
        this.scorer = scorer;
        this.windows = new Windows(config.window(), seasonality.columns());
        if (scorer.features() != windows.features()) {
            throw new IllegalArgumentException("the scorer must take windows of " + config.window() + " x "
                    + seasonality.columns() + " values, but takes " + scorer.features());
        }
    }

    /**
     * Scores every point of a series.
     *
     * @param rows [.., D], normalized and finite; not modified
     * @param count T, the number of rows, at least W
     * @param firstRow how many rows after the first training row they start
     * @param threads how many may work on it, at least 1
     * @throws IllegalArgumentException if there are fewer rows than one window has
     */
    public Points score(float[] rows, int count, long firstRow, int threads) {
        int total = windows.count(count);
        if (total == 0) {
            throw new IllegalArgumentException(
                    "a series must have at least one window of " + config.window() + " rows, but had " + count);
        }
        float[] left = seasonality.normalize(rows, firstRow, count);
        double[] scores = new double[total];
        double[] sums = new double[left.length];
        int step = Math.max(1, CHUNK_VALUES / windows.features());
        for (int from = 0; from < total; from += step) {
            int some = Math.min(step, total - from);
            float[] cut = windows.cut(left, from, some);
            System.arraycopy(scorer.score(cut, some, threads), 0, scores, from, some);
            windows.add(scorer.contributions(cut, some, threads), from, some, sums);
        }
        return new Points(windows.merge(scores), windows.means(sums));
    }

    /**
     * Cuts training rows into windows as {@link #score} will, evenly spaced where they are too many.
     *
     * @param config how windows are cut
     * @param seasonality what is taken off first
     * @param rows [.., D], the training rows; not modified
     * @param count T
     * @param most windows at most, at least 1
     * @return [N, W D], N at most {@code most}
     */
    public static float[] trainingWindows(
            SeriesConfig config, Seasonality seasonality, float[] rows, int count, int most) {
        Windows windows = new Windows(config.window(), seasonality.columns());
        float[] left = seasonality.normalize(rows, 0, count);
        int total = windows.count(count);
        int taken = Math.min(total, most);
        float[] chosen = new float[Math.multiplyExact(taken, windows.features())];
        for (int i = 0; i < taken; i++) {
            int first = (int) ((long) i * total / taken);
            System.arraycopy(left, first * seasonality.columns(), chosen, i * windows.features(), windows.features());
        }
        return chosen;
    }

    /**
     * Starts to score rows as they come.
     *
     * @param firstRow how many rows after the first training row the first one will come
     */
    public SeriesStream stream(long firstRow) {
        return new SeriesStream(config.window(), seasonality, scorer, firstRow);
    }
}
