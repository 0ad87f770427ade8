package dev.hourglass.anomaly;

import dev.hourglass.data.DataSchema;
import dev.hourglass.data.FeatureNames;
import dev.hourglass.data.ImageSchema;
import dev.hourglass.data.TableSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Takes what is said of features back to the columns that people know: the features of a category are one column, and
 * so are the channels of a pixel, {@code y 12 x 7}, counted from 0 at the upper left. Immutable and safe for concurrent
 * use.
 */
final class SourceColumns {
    private final List<String> names = new ArrayList<>();
    private final int[] columnOf;
    private final List<Integer> numberOf = new ArrayList<>(); // the feature that holds the number; -1 for categories

    SourceColumns(DataSchema schema) {
        this.columnOf = new int[schema.features()];
        if (schema instanceof TableSchema table) {
            int feature = 0;
            for (TableSchema.Column column : table.columns()) {
                names.add(column.name());
                numberOf.add(column instanceof TableSchema.NumericColumn ? feature : -1);
                for (int i = 0; i < column.width(); i++) {
                    columnOf[feature++] = names.size() - 1;
                }
            }
        } else if (schema instanceof ImageSchema image) {
            int plane = image.height() * image.width();
            for (int i = 0; i < plane; i++) {
                names.add("y " + i / image.width() + " x " + i % image.width());
                numberOf.add(image.channels() == 1 ? i : -1);
            }
            for (int i = 0; i < columnOf.length; i++) {
                columnOf[i] = i % plane;
            }
        } else {
            for (int i = 0; i < columnOf.length; i++) {
                names.add(FeatureNames.of(schema, i));
                numberOf.add(i);
                columnOf[i] = i;
            }
        }
    }

    /** Returns the names of the columns, in order. */
    List<String> names() {
        return List.copyOf(names);
    }

    /**
     * Returns the columns that add most to the score of a row, the first of them most.
     *
     * @param contributions [.., D]
     * @param values [.., D], in their own units
     * @param row which row of both
     * @param usual what is usual of the features
     * @param count how many columns at most; those that add nothing are left out
     */
    List<Reason> reasons(float[] contributions, float[] values, int row, BinnedColumns usual, int count) {
        int features = columnOf.length;
        double[] sums = new double[names.size()];
        double all = 0;
        for (int j = 0; j < features; j++) {
            float part = contributions[row * features + j];
            sums[columnOf[j]] += part;
            all += part;
        }
        double least = least(sums, count);
        List<Reason> reasons = new ArrayList<>();
        for (int column = 0; column < sums.length; column++) {
            if (sums[column] > 0 && sums[column] >= least) {
                int number = numberOf.get(column);
                reasons.add(new Reason(
                        names.get(column),
                        sums[column] / all,
                        number < 0 ? Float.NaN : values[row * features + number],
                        number < 0 ? Float.NaN : (float) usual.mean(number)));
            }
        }
        reasons.sort(Comparator.comparingDouble(Reason::share).reversed());
        return List.copyOf(reasons.subList(0, Math.min(count, reasons.size())));
    }

    /** Returns what the least of so many columns adds; an image has thousands of which three are asked for. */
    private static double least(double[] sums, int count) {
        if (count >= sums.length) {
            return 0;
        }
        double[] sorted = sums.clone();
        Arrays.sort(sorted);
        return sorted[sums.length - Math.max(1, count)];
    }
}
