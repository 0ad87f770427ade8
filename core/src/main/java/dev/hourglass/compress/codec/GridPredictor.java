package dev.hourglass.compress.codec;

/** Predicts an index from those before it in its column and its row; what lies outside of the chunk is 0. */
enum GridPredictor {
    ZERO,
    PREVIOUS,
    LINEAR,
    MEAN,
    LEFT,
    LEFT_LINEAR,
    GRADIENT;

    private static final GridPredictor[] ALL = values();

    static final int COUNT = ALL.length;

    static GridPredictor of(int number) {
        return ALL[number];
    }

    /**
     * Returns the prediction.
     *
     * @param indices padded with two rows above and two columns at the left
     * @param at where the predicted one stands
     * @param width from one row to the next
     */
    long predict(long[] indices, int at, int width) {
        return switch (this) {
            case ZERO -> 0;
            case PREVIOUS -> indices[at - width];
            case LINEAR -> 2 * indices[at - width] - indices[at - 2 * width];
            case MEAN -> (indices[at - width] + indices[at - 2 * width]) >> 1;
            case LEFT -> indices[at - 1];
            case LEFT_LINEAR -> 2 * indices[at - 1] - indices[at - 2];
            case GRADIENT -> indices[at - width] + indices[at - 1] - indices[at - width - 1];
        };
    }
}
