package dev.hourglass.train;

/**
 * What steps take of a data set.
 *
 * @param samples row-major [N, D]; shared
 * @param targets row-major [N, T]; empty where samples are their own targets; shared
 * @param rows N
 */
@SuppressWarnings("ArrayRecordComponent") // shared storage, compared by nobody
record Examples(float[] samples, float[] targets, int rows) {
    private static final float[] NO_TARGETS = new float[0];

    /** Returns samples that are their own targets. */
    static Examples of(float[] samples, int rows) {
        return new Examples(samples, NO_TARGETS, rows);
    }

    /** Returns the first rows, or all where there are fewer. */
    Examples head(int count) {
        return new Examples(samples, targets, Math.min(count, rows));
    }
}
