package dev.hourglass.anomaly;

import dev.hourglass.file.NamedArrays;
import dev.hourglass.file.SafetensorsFile;
import dev.hourglass.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Remembers how the values of each of D columns are spread: the borders of ten bins that the training rows fill about
 * equally, and the share of each, as well as the mean. Immutable and safe for concurrent use.
 */
final class BinnedColumns {
    private static final int BINS = 10;

    /** A bin of which nothing was seen counts as this share, or an empty one would be infinitely far. */
    private static final double LEAST_SHARE = 1e-4;

    private final int columns;
    private final float[] borders; // [D, 9], ascending
    private final float[] shares; // [D, 10]
    private final float[] means; // [D]

    private BinnedColumns(int columns, float[] borders, float[] shares, float[] means) {
        this.columns = columns;
        this.borders = borders;
        this.shares = shares;
        this.means = means;
    }

    /**
     * Takes the spread of columns.
     *
     * @param values [N, D], finite, N at least 1; not modified
     * @param columns D
     */
    static BinnedColumns of(float[] values, int columns) {
        int rows = values.length / columns;
        float[] borders = new float[columns * (BINS - 1)];
        float[] shares = new float[columns * BINS];
        float[] means = new float[columns];
        float[] column = new float[rows];
        for (int j = 0; j < columns; j++) {
            double sum = 0;
            for (int i = 0; i < rows; i++) {
                column[i] = values[i * columns + j];
                sum += column[i];
            }
            means[j] = (float) (sum / rows);
            Arrays.sort(column);
            for (int b = 1; b < BINS; b++) {
                borders[j * (BINS - 1) + b - 1] = column[(int) ((long) b * (rows - 1) / BINS)];
            }
            double[] found = shares(values, columns, borders, j);
            for (int b = 0; b < BINS; b++) {
                shares[j * BINS + b] = (float) found[b];
            }
        }
        return new BinnedColumns(columns, borders, shares, means);
    }

    /** Returns D. */
    int columns() {
        return columns;
    }

    /** Returns the mean of a column in training. */
    double mean(int column) {
        return means[column];
    }

    /**
     * Returns how far new values of a column are from those of training, the population stability index, in nats.
     *
     * <pre>{@code PSI = sum_b (p_b - q_b) log(p_b / q_b)}</pre>
     *
     * <p>Source: Siddiqi 2006, "Credit Risk Scorecards", chapter 7, who also gives the customary limits: below 0.1 no
     * change worth naming, above 0.25 another population. It is the symmetric Kullback-Leibler divergence of the bins.
     *
     * @param values [N, D], finite, N at least 1; not modified
     */
    double stabilityIndex(float[] values, int column) {
        double[] now = shares(values, columns, borders, column);
        double index = 0;
        for (int b = 0; b < BINS; b++) {
            double before = Math.max(LEAST_SHARE, shares[column * BINS + b]);
            double after = Math.max(LEAST_SHARE, now[b]);
            index += (after - before) * StrictMath.log(after / before);
        }
        return index;
    }

    /** A value belongs to the first bin whose border is at least as large. */
    private static double[] shares(float[] values, int columns, float[] borders, int column) {
        int rows = values.length / columns;
        int from = column * (BINS - 1);
        double[] counts = new double[BINS];
        for (int i = 0; i < rows; i++) {
            float value = values[i * columns + column];
            int bin = 0;
            while (bin < BINS - 1 && value > borders[from + bin]) {
                bin++;
            }
            counts[bin]++;
        }
        for (int b = 0; b < BINS; b++) {
            counts[b] /= rows;
        }
        return counts;
    }

    /** Returns what a file holds of them. */
    List<SafetensorsFile.Entry> store(String prefix) {
        List<SafetensorsFile.Entry> arrays = new ArrayList<>();
        arrays.add(new SafetensorsFile.Entry(prefix + ".borders", Shape.of(columns, BINS - 1), borders));
        arrays.add(new SafetensorsFile.Entry(prefix + ".shares", Shape.of(columns, BINS), shares));
        arrays.add(new SafetensorsFile.Entry(prefix + ".means", Shape.of(columns), means));
        return arrays;
    }

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException if an array is missing or of another shape
     */
    static BinnedColumns read(int columns, NamedArrays arrays) {
        return new BinnedColumns(
                columns,
                arrays.values("borders", Shape.of(columns, BINS - 1)),
                arrays.values("shares", Shape.of(columns, BINS)),
                arrays.values("means", Shape.of(columns)));
    }
}
