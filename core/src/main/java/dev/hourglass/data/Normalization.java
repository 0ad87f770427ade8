package dev.hourglass.data;

import java.util.Arrays;
import java.util.List;

/**
 * Shifts and scales each feature by what was seen in the training rows, and fills what is missing.
 *
 * <pre>{@code
 * y = (x - offset) * scale, after NaN became fill;   x = y / scale + offset
 * }</pre>
 *
 * <p>Statistics are taken over the values present, per feature, in float64 and in row order. A constant feature gets
 * scale 1, so nothing is ever divided by 0. Immutable and safe for concurrent use.
 */
public final class Normalization {
    private final Kind kind;
    private final float[] fill;
    private final float[] offset;
    private final float[] scale;
    private final List<Integer> constantFeatures;

    /** Names the ways to scale a feature. */
    public enum Kind {
        /** Leaves values as they are. */
        NONE,
        /** Maps [min, max] onto [0, 1]. */
        MIN_MAX,
        /** Subtracts the mean and divides by the standard deviation (of the population). */
        STANDARDIZE,
        /** Subtracts the median and divides by the distance between the first and the third quartile. */
        ROBUST
    }

    /** Names what a missing value is filled with. */
    public enum MissingFill {
        /** The feature's mean. */
        MEAN,
        /** The feature's median. */
        MEDIAN
    }

    private Normalization(Kind kind, float[] fill, float[] offset, float[] scale, List<Integer> constantFeatures) {
        this.kind = kind;
        this.fill = fill.clone();
        this.offset = offset.clone();
        this.scale = scale.clone();
        this.constantFeatures = List.copyOf(constantFeatures);
        if (fill.length != offset.length || fill.length != scale.length || fill.length == 0) {
            throw new IllegalArgumentException("fill, offset and scale must be of one length, at least 1, but were "
                    + fill.length + ", " + offset.length + ", " + scale.length);
        }
        for (int i = 0; i < scale.length; i++) {
            if (!Float.isFinite(fill[i]) || !Float.isFinite(offset[i]) || !Float.isFinite(scale[i]) || scale[i] == 0) {
                throw new IllegalArgumentException("fill, offset and scale must be finite and scale not 0, but feature "
                        + (i + 1) + " has " + fill[i] + ", " + offset[i] + ", " + scale[i]);
            }
        }
    }

    /**
     * Fits to the training rows.
     *
     * @param kind how to scale
     * @param fill what stands for a missing value
     * @param train the training rows, NaN where a value is missing; not modified
     * @return the normalization
     * @throws dev.hourglass.error.MalformedDataException if a feature has no value in any row
     * @throws IllegalArgumentException if there are no rows
     */
    public static Normalization fit(Kind kind, MissingFill fill, Dataset train) {
        return new NormalizationFit(kind, fill, train).result();
    }

    /**
     * Returns a normalization from its numbers, as a model file keeps them.
     *
     * @param kind how they were fitted
     * @param fill what stands for a missing value, one a feature; copied
     * @param offset one a feature; copied
     * @param scale one a feature, not 0; copied
     * @return the normalization; it knows no constant features
     * @throws IllegalArgumentException if the lengths differ, or a number is not finite or a scale 0
     */
    public static Normalization of(Kind kind, float[] fill, float[] offset, float[] scale) {
        return new Normalization(kind, fill, offset, scale, List.of());
    }

    static Normalization fitted(Kind kind, float[] fill, float[] offset, float[] scale, List<Integer> constant) {
        return new Normalization(kind, fill, offset, scale, constant);
    }

    /** Returns a normalization that leaves every value as it is, and fills what is missing with 0. */
    public static Normalization none(int features) {
        float[] ones = new float[features];
        Arrays.fill(ones, 1);
        return of(Kind.NONE, new float[features], new float[features], ones);
    }

    /** Returns how features are scaled. */
    public Kind kind() {
        return kind;
    }

    /** Returns what stands for a missing value, one a feature; a copy. */
    public float[] fill() {
        return fill.clone();
    }

    /** Returns what is subtracted, one a feature; a copy. */
    public float[] offset() {
        return offset.clone();
    }

    /** Returns what the difference is multiplied with, one a feature; a copy. */
    public float[] scale() {
        return scale.clone();
    }

    /** Returns D, the number of features. */
    public int features() {
        return scale.length;
    }

    /** Returns the features, counted from 0, that have one value in all training rows: worth a warning by name. */
    public List<Integer> constantFeatures() {
        return constantFeatures;
    }

    /**
     * Normalizes rows in place.
     *
     * @param values row-major [.., D]; overwritten
     * @param from the index of the first value of the first row
     * @param rows the number of rows
     */
    public void apply(float[] values, int from, int rows) {
        int features = scale.length;
        for (int row = 0; row < rows; row++) {
            int start = from + row * features;
            for (int i = 0; i < features; i++) {
                float value = values[start + i];
                float present = Float.isNaN(value) ? fill[i] : value;
                values[start + i] = (present - offset[i]) * scale[i];
            }
        }
    }

    /**
     * Takes rows back to their own units, in place.
     *
     * @param values row-major [.., D], normalized; overwritten
     * @param from the index of the first value of the first row
     * @param rows the number of rows
     */
    public void invert(float[] values, int from, int rows) {
        int features = scale.length;
        for (int row = 0; row < rows; row++) {
            int start = from + row * features;
            for (int i = 0; i < features; i++) {
                values[start + i] = values[start + i] / scale[i] + offset[i];
            }
        }
    }

    /**
     * Returns a normalized copy of a data set.
     *
     * @param data not modified
     * @return the copy
     * @throws IllegalArgumentException if the data has another number of features
     */
    public Dataset apply(Dataset data) {
        if (data.features() != features()) {
            throw new IllegalArgumentException("data set \"" + data.name() + "\" must have " + features()
                    + " features, as the normalization has, but has " + data.features());
        }
        float[] copy = data.values().clone();
        apply(copy, 0, data.rows());
        return data.withValues(copy);
    }
}
