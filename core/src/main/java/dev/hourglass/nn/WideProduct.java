package dev.hourglass.nn;

import dev.hourglass.tensor.kernel.Lanes;
import dev.hourglass.tensor.kernel.MatrixKernels;

/**
 * Products {@code C = I + A B} where rows of B lie far apart. Processors fetch ahead of a loop over rows only what is
 * up to 2 KB away, so a block of some columns is copied side by side first (ADR 25). Sums are those of
 * {@link MatrixKernels#multiply}.
 */
final class WideProduct {
    /** Columns of a block: whole tiles of three vectors of 16 and of five, and less than 2 KB. */
    static final int COLUMNS = 240;
    /** Rows of a block that stays in the second-level cache with what it is multiplied by. */
    static final int ROWS = 512;

    private WideProduct() {}

    /** Returns whether rows that lie so far apart are worth a copy. */
    static boolean isWorthwhile(int stride) {
        return stride > 1024;
    }

    /** Returns the floats of the largest block of so many rows. */
    static int blockSize(int rows) {
        return Math.min(rows, ROWS) * COLUMNS;
    }

    /** Copies [rows, columns] of B, to rows that lie side by side. */
    static void copy(int rows, int columns, float[] b, int bOffset, int bStride, float[] block, int offset) {
        for (int i = 0; i < rows; i++) {
            System.arraycopy(b, bOffset + i * bStride, block, offset + i * columns, columns);
        }
    }

    /**
     * Computes {@code C = I + A B}; other arguments are those of {@link MatrixKernels#multiply}.
     *
     * @param block scratch of {@link #blockSize} floats from {@link Lanes#FIRST} on
     */
    static void multiply(
            MatrixKernels kernels,
            int m,
            int n,
            int k,
            float[] a,
            int aOffset,
            int aRowStride,
            float[] b,
            int bOffset,
            int bStride,
            float[] init,
            int initOffset,
            int initStride,
            float[] c,
            int cOffset,
            int cStride,
            float[] block) {
        for (int j = 0; j < n; j += COLUMNS) {
            int columns = Math.min(COLUMNS, n - j);
            for (int p = 0; p < k; p += ROWS) {
                int rows = Math.min(ROWS, k - p);
                copy(rows, columns, b, bOffset + p * bStride + j, bStride, block, Lanes.FIRST);
                kernels.multiply(
                        m,
                        columns,
                        rows,
                        a,
                        aOffset + p,
                        aRowStride,
                        1,
                        block,
                        Lanes.FIRST,
                        columns,
                        p == 0 ? init : c,
                        p == 0 ? initOffset + j : cOffset + j,
                        p == 0 ? initStride : cStride,
                        c,
                        cOffset + j,
                        cStride);
            }
        }
    }
}
