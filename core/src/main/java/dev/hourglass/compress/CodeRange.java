package dev.hourglass.compress;

import java.util.Arrays;

/**
 * Finds the least and largest value of each dimension over any number of codes, for a {@link Quantizer}.
 *
 * <p>Not thread-safe; confine to one thread.
 */
public final class CodeRange {
    private final float[] min;
    private final float[] max;
    private long rows;

    /** Starts with no codes of {@code latentSize} dimensions. */
    public CodeRange(int latentSize) {
        min = new float[latentSize];
        max = new float[latentSize];
        Arrays.fill(min, Float.POSITIVE_INFINITY);
        Arrays.fill(max, Float.NEGATIVE_INFINITY);
    }

    /**
     * Widens the ranges to hold these codes.
     *
     * @param codes shape [N, L], finite; not modified
     * @param count the rows to take, N or fewer
     */
    public void add(float[] codes, int count) {
        for (int row = 0, at = 0; row < count; row++) {
            for (int i = 0; i < min.length; i++, at++) {
                float value = codes[at];
                if (!Float.isFinite(value)) {
                    throw new IllegalArgumentException("code of row " + (rows + row) + " (from 0), dimension " + i
                            + " must be finite, but was " + value);
                }
                min[i] = Math.min(min[i], value);
                max[i] = Math.max(max[i], value);
            }
        }
        rows += count;
    }

    /**
     * Returns the quantiser of the ranges so far.
     *
     * @param bits of a dimension that is not constant, in [1, 16]
     * @return the quantiser
     * @throws IllegalStateException if there were no codes
     */
    public Quantizer quantizer(int bits) {
        if (rows == 0) {
            throw new IllegalStateException("ranges need at least one code, but there was none");
        }
        return new Quantizer(bits, min, max);
    }
}
