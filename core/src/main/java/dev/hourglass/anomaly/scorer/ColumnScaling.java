package dev.hourglass.anomaly.scorer;

import dev.hourglass.file.NamedArrays;
import dev.hourglass.file.SafetensorsFile.Entry;
import dev.hourglass.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * Standardises each column and cuts off what is far out, so that no single wild value outweighs all others. Immutable
 * and safe for concurrent use.
 *
 * <pre>{@code y = min(8, max(-8, (x - mean) / deviation))}</pre>
 */
final class ColumnScaling {
    /** In standard deviations. */
    private static final float REACH = 8;

    private final float[] mean; // [D]
    private final float[] factor; // [D], 1 / standard deviation

    private ColumnScaling(float[] mean, float[] factor) {
        this.mean = mean;
        this.factor = factor;
    }

    /** Fits it to rows [N, D]; a column that does not vary is only centred. */
    static ColumnScaling fit(float[] rows, int columns) {
        int count = rows.length / columns;
        float[] mean = new float[columns];
        float[] factor = new float[columns];
        for (int j = 0; j < columns; j++) {
            double sum = 0;
            for (int i = 0; i < count; i++) {
                sum += rows[i * columns + j];
            }
            double centre = sum / count;
            double squares = 0;
            for (int i = 0; i < count; i++) {
                double difference = rows[i * columns + j] - centre;
                squares += difference * difference;
            }
            float deviation = (float) Math.sqrt(squares / count);
            mean[j] = (float) centre;
            factor[j] = isVarying(deviation, mean[j]) ? 1 / deviation : 1;
        }
        return new ColumnScaling(mean, factor);
    }

    /** Fits it to rows [N, D] with one factor for all columns, from their mean variance. */
    static ColumnScaling fitTogether(float[] rows, int columns) {
        ColumnScaling apart = fit(rows, columns);
        int count = rows.length / columns;
        double variances = 0;
        double largest = 0;
        for (int j = 0; j < columns; j++) {
            double sum = 0;
            for (int i = j; i < rows.length; i += columns) {
                double difference = rows[i] - apart.mean[j];
                sum += difference * difference;
            }
            variances += sum / count;
            largest = Math.max(largest, Math.abs(apart.mean[j]));
        }
        float deviation = (float) Math.sqrt(variances / columns);
        Arrays.fill(apart.factor, isVarying(deviation, (float) largest) ? 1 / deviation : 1);
        return apart;
    }

    /** Takes scaled rows [count, D] back, into {@code target} from its start; what was cut off stays so. */
    void invert(float[] scaled, int count, float[] target) {
        int columns = mean.length;
        for (int i = 0; i < count * columns; i++) {
            target[i] = scaled[i] / factor[i % columns] + mean[i % columns];
        }
    }

    /** Rounding of the mean alone gives a constant column a deviation of some millionths of its value. */
    private static boolean isVarying(float deviation, float mean) {
        return deviation > 1e-6f * Math.abs(mean) && Float.isFinite(1 / deviation);
    }

    /** Returns D. */
    int columns() {
        return mean.length;
    }

    /** Scales rows [count, D] from row {@code first} on into the first of {@code target}. */
    void apply(float[] rows, int first, int count, float[] target) {
        int columns = mean.length;
        for (int i = 0; i < count; i++) {
            int from = (first + i) * columns;
            for (int j = 0; j < columns; j++) {
                float scaled = (rows[from + j] - mean[j]) * factor[j];
                target[i * columns + j] = Math.max(-REACH, Math.min(REACH, scaled));
            }
        }
    }

    /** Returns the arrays that a file keeps. */
    List<Entry> store(String name) {
        return List.of(
                new Entry(name + ".mean", Shape.of(mean.length), mean),
                new Entry(name + ".factor", Shape.of(mean.length), factor));
    }

    /** Reads what {@link #store} wrote. */
    static ColumnScaling read(NamedArrays arrays, String name, int columns) {
        return new ColumnScaling(
                StoredNumbers.values(arrays, name + ".mean", Shape.of(columns)),
                StoredNumbers.values(arrays, name + ".factor", Shape.of(columns)));
    }
}
