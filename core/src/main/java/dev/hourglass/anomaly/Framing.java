package dev.hourglass.anomaly;

import dev.hourglass.anomaly.scorer.Scorer;
import dev.hourglass.anomaly.series.Seasonality;
import dev.hourglass.anomaly.series.SeriesConfig;
import dev.hourglass.anomaly.series.SeriesScorer;
import dev.hourglass.anomaly.series.SeriesStream;
import dev.hourglass.anomaly.series.Windows;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Says what a scorer sees at once: a row, or a window of rows of a series whose season is taken off. Immutable and safe
 * for concurrent use.
 *
 * @param columns D, values of one row
 * @param season of a series; nothing where rows stand alone
 */
record Framing(int columns, Optional<Season> season) {
    /** Training windows at most: more teach little, and each holds W rows. */
    private static final int MAX_WINDOWS = 20_000;

    private static final int MAX_WINDOW_VALUES = 1 << 26;
    private static final int BLOCK_VALUES = 1 << 21;

    /**
     * How a series is cut.
     *
     * @param config the window
     * @param seasonality what is taken off first
     */
    record Season(SeriesConfig config, Seasonality seasonality) {}

    /** Rows that stand alone. */
    static Framing rows(int columns) {
        return new Framing(columns, Optional.empty());
    }

    /** Rows of a series. */
    static Framing series(SeriesConfig config, Seasonality seasonality) {
        return new Framing(seasonality.columns(), Optional.of(new Season(config, seasonality)));
    }

    /** Returns the number of values that the scorer sees at once. */
    int features() {
        return columns * window();
    }

    /** Returns W, the number of rows that the scorer sees at once. */
    int window() {
        return season.map(one -> one.config().window()).orElse(1);
    }

    /**
     * Returns what the scorer is fitted on: rows [N, D] as they are, or windows of them, of many some.
     *
     * @param firstRow how many rows after the first training row they start
     * @param isLeftOut of each row, whether nothing with it is wanted; none where all is
     * @throws IllegalArgumentException if nothing is left
     */
    float[] training(float[] normalized, int rows, long firstRow, boolean[] isLeftOut) {
        int[] starts = IntStream.rangeClosed(0, rows - window())
                .filter(start -> isSound(isLeftOut, start))
                .toArray();
        if (starts.length == Math.max(0, rows - window() + 1)) {
            return inputs(normalized, rows, firstRow);
        }
        if (starts.length == 0) {
            throw new IllegalArgumentException("a detector needs " + window()
                    + " normal rows in a row to be fitted on, but labels leave no such stretch; take a smaller window");
        }
        float[] left = season.map(one -> one.seasonality().normalize(normalized, phase(firstRow), rows))
                .orElse(normalized);
        Windows windows = new Windows(window(), columns);
        int taken = Math.min(starts.length, most());
        float[] chosen = new float[taken * features()];
        for (int i = 0; i < taken; i++) {
            int start = starts[(int) ((long) i * starts.length / taken)];
            System.arraycopy(windows.cut(left, start, 1), 0, chosen, i * features(), features());
        }
        return chosen;
    }

    private boolean isSound(boolean[] isLeftOut, int start) {
        for (int row = start; isLeftOut.length > 0 && row < start + window(); row++) {
            if (isLeftOut[row]) {
                return false;
            }
        }
        return true;
    }

    private int most() {
        return Math.max(1, Math.min(MAX_WINDOWS, MAX_WINDOW_VALUES / features()));
    }

    /**
     * Returns what the scorer sees at once: rows [N, D] as they are, or windows of them, of many some.
     *
     * @param firstRow how many rows after the first training row they start
     */
    float[] inputs(float[] normalized, int rows, long firstRow) {
        if (season.isEmpty()) {
            return normalized;
        }
        float[] left = season.get().seasonality().normalize(normalized, phase(firstRow), rows);
        return SeriesScorer.trainingWindows(season.get().config(), Seasonality.none(columns), left, rows, most());
    }

    /**
     * Scores rows.
     *
     * @param scorer of what {@link #training} gives
     * @param normalized [.., D]
     * @param rows N
     * @param firstRow how many rows after the first training row they start
     * @return [N]
     */
    double[] score(Scorer scorer, float[] normalized, int rows, long firstRow, int threads) {
        return season.isEmpty()
                ? scorer.score(normalized, rows, threads)
                : seriesScorer(scorer).score(normalized, rows, phase(firstRow), threads);
    }

    /** Says how much each value adds to the score of its row, [N, D]; the arguments are those of {@link #score}. */
    float[] contributions(Scorer scorer, float[] normalized, int rows, long firstRow, int threads) {
        return season.isEmpty()
                ? scorer.contributions(normalized, rows, threads)
                : seriesScorer(scorer).contributions(normalized, rows, phase(firstRow), threads);
    }

    /**
     * Returns the scores of rows as they come: of the row alone, or of the window that ends with it, for the first time
     * where there are enough rows for one.
     */
    double[] streamed(Scorer scorer, float[] normalized, int rows, long firstRow, int threads) {
        if (season.isEmpty()) {
            return scorer.score(normalized, rows, threads);
        }
        float[] left = season.get().seasonality().normalize(normalized, phase(firstRow), rows);
        Windows windows = new Windows(window(), columns);
        double[] scores = new double[windows.count(rows)];
        int step = Math.max(1, BLOCK_VALUES / features());
        for (int from = 0; from < scores.length; from += step) {
            int some = Math.min(step, scores.length - from);
            System.arraycopy(scorer.score(windows.cut(left, from, some), some, threads), 0, scores, from, some);
        }
        return scores;
    }

    /** Starts to score the rows of a series as they come. */
    SeriesStream stream(Scorer scorer, long firstRow) {
        return seriesScorer(scorer).stream(phase(firstRow));
    }

    private SeriesScorer seriesScorer(Scorer scorer) {
        Season one = season.orElseThrow();
        return new SeriesScorer(one.config(), one.seasonality(), scorer);
    }

    /** Only the place within the season counts, and it may be asked for before the first training row. */
    private long phase(long firstRow) {
        int period = season.orElseThrow().seasonality().period();
        return period == 0 ? 0 : Math.floorMod(firstRow, (long) period);
    }
}
