package dev.hourglass.nn;

/**
 * A gradient of a matrix that is the matrix itself, each column times its share.
 *
 * @param parameter the matrix
 * @param shares [stride of the matrix]; every step overwrites them
 */
@SuppressWarnings("ArrayRecordComponent") // a view on a buffer, compared by nobody
record ColumnDecay(Parameter parameter, float[] shares) {
    /**
     * Adds the gradient of some rows.
     *
     * @param weights all weights
     * @param from the first row's place among them
     * @param target gradients, added to from {@code at}
     * @param at the first row's place
     * @param count whole rows, in floats
     */
    void add(float[] weights, int from, float[] target, int at, int count) {
        int stride = parameter.stride();
        for (int row = 0; row < count; row += stride) {
            for (int j = 0; j < stride; j++) {
                target[at + row + j] = Math.fma(shares[j], weights[from + row + j], target[at + row + j]);
            }
        }
    }
}
