package dev.hourglass.reproduce;

import dev.hourglass.anomaly.series.Exceedance;
import dev.hourglass.anomaly.series.Rest;
import dev.hourglass.anomaly.series.Seasonality;
import dev.hourglass.anomaly.series.Windows;
import dev.hourglass.train.RunOptions;
import dev.hourglass.train.TrainingListener;
import java.io.IOException;
import java.util.List;

/**
 * Scores a univariate series as its values come, after learning from its first ones.
 *
 * <pre>{@code
 * three measures of the newest value:
 *   spread    highest less lowest value so far
 *   error     root mean square of what an autoencoder, trained on the windows of the first values, makes of the last 32
 *   season    mean over the last 6 rows of the least distance to a value a season, two or three ago, 2 rows either way
 * score = the highest exceedance of the three, and silence for 100 rows after one as high
 * }</pre>
 *
 * Weights and the period are those of the first values for good; the highest of each measure, and the seasons compared
 * with, go on with the series. The season counts only where the first values have a period. Nothing is fitted to single
 * series or kinds of them, but the few numbers here were chosen with the benchmark in view; most others would do as
 * well. Not thread-safe.
 */
final class NabDetector {
    private static final int WINDOW = 32;
    private static final RowAutoencoder.Settings SETTINGS = new RowAutoencoder.Settings(List.of(16), 4, 20, 32, 3e-3);
    private static final int REST = 100;

    private final double mean;
    private final double deviation;
    private final RowAutoencoder autoencoder;
    private final SeasonalDistance season;
    private final float[] window = new float[WINDOW];
    private final Exceedance spreads = new Exceedance();
    private final Exceedance errors = new Exceedance();
    private final Exceedance distances = new Exceedance();
    private final Rest rest = new Rest(REST, Exceedance.NONE);
    private double lowest = Double.POSITIVE_INFINITY;
    private double highest = Double.NEGATIVE_INFINITY;
    private int seen;

    /**
     * Learns from the first values of a series.
     *
     * @param first at least {@value #WINDOW} of them
     * @param options seed and threads
     * @param listener hears of the course of training
     * @throws IOException never, as no checkpoint is kept
     */
    NabDetector(List<Double> first, RunOptions options, TrainingListener listener) throws IOException {
        this.mean = mean(first);
        this.deviation = deviation(first, mean);
        float[] rows = new float[first.size()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = normalized(first.get(i));
        }
        this.season = new SeasonalDistance(
                Seasonality.fit(rows, rows.length, 1, rows.length).period());
        Windows windows = new Windows(WINDOW, 1);
        this.autoencoder = RowAutoencoder.train(
                windows.cut(rows, 0, windows.count(rows.length)), WINDOW, SETTINGS, options, listener);
        for (double value : first) {
            score(value);
        }
    }

    private static double mean(List<Double> values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.size();
    }

    private static double deviation(List<Double> values, double mean) {
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return sum > 0 ? StrictMath.sqrt(sum / values.size()) : 1;
    }

    private float normalized(double value) {
        return (float) ((value - mean) / deviation);
    }

    /** Takes the next value and returns its score. */
    double score(double value) {
        System.arraycopy(window, 1, window, 0, WINDOW - 1);
        window[WINDOW - 1] = normalized(value);
        seen++;
        lowest = Math.min(lowest, value);
        highest = Math.max(highest, value);
        double score = Math.max(spreads.add(highest - lowest), distances.add(season.add(value)));
        if (seen >= WINDOW) {
            score = Math.max(score, errors.add(StrictMath.sqrt(autoencoder.errors(window, 1)[0])));
        }
        return rest.add(score);
    }
}
