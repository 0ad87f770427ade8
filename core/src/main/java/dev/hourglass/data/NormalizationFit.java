package dev.hourglass.data;

import dev.hourglass.error.MalformedDataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Takes the statistics of each feature over the training rows. */
final class NormalizationFit {
    private final Normalization.Kind kind;
    private final Normalization.MissingFill missing;
    private final Dataset train;
    private final int features;
    private final double[] mean;
    private final double[] deviation;
    private final float[] min;
    private final float[] max;
    private final int[] count;

    NormalizationFit(Normalization.Kind kind, Normalization.MissingFill missing, Dataset train) {
        if (train.rows() == 0) {
            throw new IllegalArgumentException(
                    "data set \"" + train.name() + "\" must have at least one row to fit to, but has none");
        }
        this.kind = kind;
        this.missing = missing;
        this.train = train;
        this.features = train.features();
        this.mean = new double[features];
        this.deviation = new double[features];
        this.min = new float[features];
        this.max = new float[features];
        this.count = new int[features];
        measureRange();
        measureDeviation();
    }

    Normalization result() {
        float[] fill = new float[features];
        float[] offset = new float[features];
        float[] scale = new float[features];
        List<Integer> constant = new ArrayList<>();
        boolean needsOrder = missing == Normalization.MissingFill.MEDIAN || kind == Normalization.Kind.ROBUST;
        for (int i = 0; i < features; i++) {
            float[] sorted = needsOrder ? sorted(i) : new float[0];
            double middle = needsOrder ? quantile(sorted, 0.5) : mean[i];
            fill[i] = (float) (missing == Normalization.MissingFill.MEDIAN ? middle : mean[i]);
            boolean isConstant = min[i] == max[i];
            if (isConstant) {
                constant.add(i);
            }
            offset[i] = isConstant && kind != Normalization.Kind.NONE ? min[i] : (float) center(i, middle);
            scale[i] = isConstant ? 1 : scale(spread(i, sorted));
        }
        return Normalization.fitted(kind, fill, offset, scale, constant);
    }

    private double center(int feature, double middle) {
        return switch (kind) {
            case NONE -> 0;
            case MIN_MAX -> min[feature];
            case STANDARDIZE -> mean[feature];
            case ROBUST -> middle;
        };
    }

    private double spread(int feature, float[] sorted) {
        return switch (kind) {
            case NONE -> 1;
            case MIN_MAX -> (double) max[feature] - min[feature];
            case STANDARDIZE -> deviation[feature];
            case ROBUST -> quantile(sorted, 0.75) - quantile(sorted, 0.25);
        };
    }

    /** Returns 1 / spread, or 1 where the spread is 0 or so small that its inverse leaves float32. */
    private static float scale(double spread) {
        float scale = (float) (1 / spread);
        return Float.isFinite(scale) && scale > 0 ? scale : 1;
    }

    private void measureRange() {
        Arrays.fill(min, Float.POSITIVE_INFINITY);
        Arrays.fill(max, Float.NEGATIVE_INFINITY);
        float[] values = train.values();
        for (int at = 0; at < values.length; at += features) {
            for (int i = 0; i < features; i++) {
                float value = values[at + i];
                if (!Float.isNaN(value)) {
                    mean[i] += value;
                    min[i] = Math.min(min[i], value);
                    max[i] = Math.max(max[i], value);
                    count[i]++;
                }
            }
        }
        for (int i = 0; i < features; i++) {
            if (count[i] == 0) {
                throw new MalformedDataException(
                        train.name(),
                        FeatureNames.of(train.schema(), i)
                                + " must have a value in some training row, but all are missing; ignore the column");
            }
            mean[i] /= count[i];
        }
    }

    private void measureDeviation() {
        float[] values = train.values();
        for (int at = 0; at < values.length; at += features) {
            for (int i = 0; i < features; i++) {
                if (!Float.isNaN(values[at + i])) {
                    double difference = values[at + i] - mean[i];
                    deviation[i] += difference * difference;
                }
            }
        }
        for (int i = 0; i < features; i++) {
            deviation[i] = Math.sqrt(deviation[i] / count[i]);
        }
    }

    private float[] sorted(int feature) {
        float[] values = train.values();
        float[] column = new float[count[feature]];
        int filled = 0;
        for (int at = feature; at < values.length; at += features) {
            if (!Float.isNaN(values[at])) {
                column[filled++] = values[at];
            }
        }
        Arrays.sort(column);
        return column;
    }

    /**
     * Returns a quantile, linear between neighbours.
     *
     * <p>Source: Hyndman and Fan 1996, "Sample quantiles in statistical packages", definition 7 (NumPy's default).
     */
    private static double quantile(float[] sorted, double share) {
        double place = (sorted.length - 1) * share;
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * ((double) sorted[above] - sorted[below]);
    }
}
