package dev.hourglass.anomaly.series;

import dev.hourglass.anomaly.scorer.StoredScorer;
import dev.hourglass.file.JsonView;
import dev.hourglass.file.NamedArrays;
import dev.hourglass.file.SafetensorsFile;
import dev.hourglass.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Knows what a series does again and again, and takes it off: what is left is what the time of day does not explain.
 *
 * <pre>{@code
 * profile[p, d] = median of column d over the training rows t with t mod P = p, less the median of column d
 * normalized[t, d] = x[t, d] - profile[t mod P, d]
 * }</pre>
 *
 * The period is found in the last {@value #MAX_ROWS} training rows by their autocorrelation, and kept only where the
 * profile explains at least a fifth of what varies. Rows are counted from the first training row, so that later rows
 * keep their phase. Immutable and safe for concurrent use.
 */
public final class Seasonality {
    /** What {@link StoredScorer#KIND} is for it. */
    public static final String ID = "seasonality";

    /** Rows that the period is looked for in: lags times rows is the work. */
    private static final int MAX_ROWS = 4096;

    private static final int MAX_PROFILE_VALUES = 1 << 24;
    private static final double MOST_LEFT = 0.8;
    private static final String PROFILE = "profile";

    private final int period; // 0 for none
    private final int columns;
    private final float[] profile; // [P, D]

    private Seasonality(int period, int columns, float[] profile) {
        this.period = period;
        this.columns = columns;
        this.profile = profile;
    }

    /** Returns one that leaves rows as they are. */
    public static Seasonality none(int columns) {
        return new Seasonality(0, columns, new float[0]);
    }

    /**
     * Finds the season of training rows.
     *
     * @param rows [.., D], finite; not modified
     * @param count T, the number of rows
     * @param columns D, at least 1
     * @param maxPeriod the longest period to look for; at most half of the rows are
     * @return the season, or {@link #none} where there is no clear one
     */
    public static Seasonality fit(float[] rows, int count, int columns, int maxPeriod) {
        int looked = Math.min(count, MAX_ROWS);
        int longest = Math.min(maxPeriod, MAX_PROFILE_VALUES / columns);
        int period = Autocorrelation.period(rows, count - looked, looked, columns, longest);
        if (period == 0) {
            return none(columns);
        }
        Seasonality found = new Seasonality(period, columns, profile(rows, count, columns, period));
        return found.shareLeft(rows, count) > MOST_LEFT ? none(columns) : found;
    }

    private static float[] profile(float[] rows, int count, int columns, int period) {
        float[] profile = new float[period * columns];
        for (int column = 0; column < columns; column++) {
            double level = median(rows, 0, 1, count, columns, column);
            for (int phase = 0; phase < period; phase++) {
                profile[phase * columns + column] =
                        (float) (median(rows, phase, period, count, columns, column) - level);
            }
        }
        return profile;
    }

    private static double median(float[] rows, int first, int step, int count, int columns, int column) {
        float[] values = new float[(count - first + step - 1) / step];
        for (int i = 0; i < values.length; i++) {
            values[i] = rows[(first + i * step) * columns + column];
        }
        Arrays.sort(values);
        return (values[(values.length - 1) / 2] + (double) values[values.length / 2]) / 2;
    }

    /** Returns which part of the variance is left without the season, averaged over the columns that vary. */
    private double shareLeft(float[] rows, int count) {
        float[] left = normalize(rows, 0, count);
        double sum = 0;
        int varying = 0;
        for (int column = 0; column < columns; column++) {
            double before = variance(rows, count, column);
            if (before > 0) {
                sum += variance(left, count, column) / before;
                varying++;
            }
        }
        return varying == 0 ? 1 : sum / varying;
    }

    private double variance(float[] rows, int count, int column) {
        double mean = 0;
        for (int i = 0; i < count; i++) {
            mean += rows[i * columns + column];
        }
        mean /= count;
        double sum = 0;
        for (int i = 0; i < count; i++) {
            double away = rows[i * columns + column] - mean;
            sum += away * away;
        }
        return sum / count;
    }

    /** Returns P, the rows of one season, or 0 where there is none. */
    public int period() {
        return period;
    }

    /** Returns D, the number of columns. */
    public int columns() {
        return columns;
    }

    /**
     * Takes the season off.
     *
     * @param rows [.., D]; not modified
     * @param firstRow how many rows after the first training row the first of these comes, at least 0
     * @param count how many rows
     * @return [count, D]
     */
    public float[] normalize(float[] rows, long firstRow, int count) {
        float[] left = Arrays.copyOf(rows, Math.multiplyExact(count, columns));
        for (int i = 0; i < count; i++) {
            takeOff(left, i * columns, firstRow + i);
        }
        return left;
    }

    /** Takes the season off one row in place; the row starts at {@code offset}. */
    void takeOff(float[] rows, int offset, long row) {
        if (period > 0) {
            int phase = (int) (row % period) * columns;
            for (int column = 0; column < columns; column++) {
                rows[offset + column] -= profile[phase + column];
            }
        }
    }

    /** Returns all that a file must hold to read it again. */
    public StoredScorer store() {
        return new StoredScorer(
                Map.of(StoredScorer.KIND, ID, "period", period, "columns", columns),
                period == 0
                        ? List.of()
                        : List.of(new SafetensorsFile.Entry(PROFILE, Shape.of(period, columns), profile.clone())));
    }

    /**
     * Reads what {@link #store} gave.
     *
     * @param fields the fields of the file
     * @param arrays its arrays
     * @throws IllegalArgumentException if they are not those of a season
     */
    public static Seasonality read(JsonView fields, NamedArrays arrays) {
        int period = fields.integer("period");
        int columns = fields.integer("columns");
        if (period < 0 || columns < 1 || (long) period * columns > MAX_PROFILE_VALUES) {
            throw new IllegalArgumentException("a season must have a period of at least 0 rows, at least 1 column and"
                    + " at most " + MAX_PROFILE_VALUES + " values, but had " + period + " and " + columns);
        }
        if (period == 0) {
            return none(columns);
        }
        float[] profile = arrays.values(PROFILE, Shape.of(period, columns));
        for (float value : profile) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException("a season must be of finite numbers, but one was " + value);
            }
        }
        return new Seasonality(period, columns, profile.clone());
    }
}
