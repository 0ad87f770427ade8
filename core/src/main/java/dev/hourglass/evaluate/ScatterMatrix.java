package dev.hourglass.evaluate;

import java.util.Arrays;

/**
 * Sums the outer products of rows: the D x D matrix S[i][j] = sum over rows of x[i] x[j], in double.
 *
 * <p>Rows are taken in panels, and eight at a time within a panel, so that a row of S is read and written once for
 * eight products. The order of additions is fixed and does not depend on the machine.
 */
final class ScatterMatrix {
    /** Rows added in one expression; their order within it is the order of the data. */
    private static final int GROUP = 8;
    /** Rows held at once: large enough to reuse a row of S, small enough for the second cache. */
    private static final int PANEL = 64;

    /** Hands out rows of the matrix whose scatter is summed. */
    @FunctionalInterface
    interface Rows {
        /** Overwrites {@code target} with row {@code row}. */
        void read(int row, double[] target);
    }

    private ScatterMatrix() {}

    /**
     * Returns the full symmetric matrix, row-major [D, D].
     *
     * @param rows the number of rows
     * @param columns D
     * @param source hands out the rows
     * @return the sums
     */
    static double[] of(int rows, int columns, Rows source) {
        double[] sums = new double[Math.multiplyExact(columns, columns)];
        double[][] panel = new double[PANEL][columns];
        for (int start = 0; start < rows; start += PANEL) {
            for (int r = 0; r < PANEL; r++) {
                if (start + r < rows) {
                    source.read(start + r, panel[r]);
                } else {
                    Arrays.fill(panel[r], 0);
                }
            }
            for (int i = 0; i < columns; i++) {
                for (int group = 0; group < PANEL; group += GROUP) {
                    addGroup(sums, panel, group, i, columns);
                }
            }
        }
        mirror(sums, columns);
        return sums;
    }

    private static void addGroup(double[] sums, double[][] panel, int group, int i, int columns) {
        double[] row0 = panel[group];
        double[] row1 = panel[group + 1];
        double[] row2 = panel[group + 2];
        double[] row3 = panel[group + 3];
        double[] row4 = panel[group + 4];
        double[] row5 = panel[group + 5];
        double[] row6 = panel[group + 6];
        double[] row7 = panel[group + 7];
        double a0 = row0[i];
        double a1 = row1[i];
        double a2 = row2[i];
        double a3 = row3[i];
        double a4 = row4[i];
        double a5 = row5[i];
        double a6 = row6[i];
        double a7 = row7[i];
        int base = i * columns;
        for (int j = i; j < columns; j++) {
            sums[base + j] += a0 * row0[j]
                    + a1 * row1[j]
                    + a2 * row2[j]
                    + a3 * row3[j]
                    + a4 * row4[j]
                    + a5 * row5[j]
                    + a6 * row6[j]
                    + a7 * row7[j];
        }
    }

    private static void mirror(double[] sums, int columns) {
        for (int i = 0; i < columns; i++) {
            for (int j = 0; j < i; j++) {
                sums[i * columns + j] = sums[j * columns + i];
            }
        }
    }
}
