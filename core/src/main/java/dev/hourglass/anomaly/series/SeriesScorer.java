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
     * @return [T], higher is more anomalous
     * @throws IllegalArgumentException if there are fewer rows than one window has
     */
    public double[] score(float[] rows, int count, long firstRow, int threads) {
        double[] scores = new double[total(count)];
        forEachChunk(
                rows,
                count,
                firstRow,
                (cut, from, some) -> System.arraycopy(scorer.score(cut, some, threads), 0, scores, from, some));
        return windows.merge(scores);
    }

    /**
     * Says how much each value of a series adds to the scores of the windows that hold it.
     *
     * @param rows [.., D], normalized and finite; not modified
     * @param count T, the number of rows, at least W
     * @param firstRow how many rows after the first training row they start
     * @param threads how many may work on it, at least 1
     * @return [T, D], at least 0, the mean over the windows
     * @throws IllegalArgumentException if there are fewer rows than one window has
     */
    public float[] contributions(float[] rows, int count, long firstRow, int threads) {
        total(count);
        double[] sums = new double[Math.multiplyExact(count, seasonality.columns())];
        forEachChunk(
                rows,
                count,
                firstRow,
                (cut, from, some) -> windows.add(scorer.contributions(cut, some, threads), from, some, sums));
        return windows.means(sums);
    }

    private int total(int count) {
        int total = windows.count(count);
        if (total == 0) {
            throw new IllegalArgumentException(
                    "a series must have at least one window of " + config.window() + " rows, but had " + count);
        }
        return total;
    }

    /** Takes some windows at a time: all of them at once are W times the series. */
    @FunctionalInterface
    private interface Chunks {
        void accept(float[] cut, int from, int some);
    }

    private void forEachChunk(float[] rows, int count, long firstRow, Chunks chunks) {
        float[] left = seasonality.normalize(rows, firstRow, count);
        int total = windows.count(count);
        int step = Math.max(1, CHUNK_VALUES / windows.features());
        for (int from = 0; from < total; from += step) {
            int some = Math.min(step, total - from);
            chunks.accept(windows.cut(left, from, some), from, some);
        }
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
