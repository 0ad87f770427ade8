package dev.hourglass.compress.lossless;

/** Checks values before they are coded. */
final class Levels {
    private Levels() {}

    /**
     * Requires rows of levels.
     *
     * @throws IllegalArgumentException if there are fewer values, or one is no level
     */
    static void require(int[] values, int rows, int features, int levels) {
        if (rows < 0 || values.length < (long) rows * features) {
            throw new IllegalArgumentException("values must be at least " + rows + " rows of " + features
                    + ", but there are " + values.length + " values");
        }
        for (int i = 0; i < rows * features; i++) {
            if (values[i] < 0 || values[i] >= levels) {
                throw new IllegalArgumentException("values must be whole numbers in [0, " + levels + "), but value "
                        + i % features + " of row " + i / features + " was " + values[i]);
            }
        }
    }
}
