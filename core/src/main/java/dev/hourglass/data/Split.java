package dev.hourglass.data;

import dev.hourglass.tensor.SeededRandom;
import java.util.Arrays;

/**
 * Divides data into rows to train on, to choose by, and to judge by.
 *
 * @param train at least one row
 * @param validation may have no rows
 * @param test may have no rows
 */
public record Split(Dataset train, Dataset validation, Dataset test) {

    /**
     * Shuffles the rows and divides them: test rows first, then validation rows, the rest for training.
     *
     * <p>With both shares 0 the rows keep their order and nothing is copied. Shares are rounded to the nearest row.
     *
     * @param data not modified
     * @param config the shares and the seed
     * @return the three parts
     * @throws IllegalArgumentException if no row is left to train on
     */
    public static Split of(Dataset data, SplitConfig config) {
        int testRows = count(data.rows(), config.testShare());
        int validationRows = count(data.rows(), config.validationShare());
        if (testRows + validationRows >= data.rows()) {
            throw new IllegalArgumentException("data set \"" + data.name() + "\" must leave at least one row to train"
                    + " on, but of its " + data.rows() + " rows " + validationRows + " go to validation and " + testRows
                    + " to the test");
        }
        if (testRows + validationRows == 0) {
            return new Split(data, data.select(new int[0]), data.select(new int[0]));
        }
        int[] order = permutation(data.rows(), config.seed());
        int held = testRows + validationRows;
        return new Split(
                data.select(Arrays.copyOfRange(order, held, order.length)),
                data.select(Arrays.copyOfRange(order, testRows, held)),
                data.select(Arrays.copyOfRange(order, 0, testRows)));
    }

    /**
     * Returns the numbers 0 to {@code size - 1} in the order of a seed.
     *
     * @param size how many, at least 0
     * @param seed where the shuffle starts
     * @return a new array
     */
    public static int[] permutation(int size, long seed) {
        return new SeededRandom(seed).permutation(size);
    }

    private static int count(int rows, double share) {
        return (int) (rows * share + 0.5);
    }
}
