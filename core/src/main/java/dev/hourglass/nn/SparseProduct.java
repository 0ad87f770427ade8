package dev.hourglass.nn;

import dev.hourglass.tensor.kernel.Lanes;
import dev.hourglass.tensor.kernel.MatrixKernels;

/**
 * Products {@code C = I + A B} where A holds data, of which much may be 0, as in drawings, counts of words or one-hot
 * columns: four rows at a time take the k at which one of them is not 0. What is left out would have added 0, so the
 * sums are those of {@link MatrixKernels#multiply} (up to the sign of a sum that is 0, and while all weights are
 * finite).
 *
 * <p>Whether that is worth it is asked of every eight rows, so that results do not depend on how rows are shared out.
 */
final class SparseProduct {
    private static final int ROWS = 8;
    private static final int HALF = ROWS / 2;
    /** Values of a row that are looked at before k are listed, and how many of them have to be 0. */
    private static final int PROBES = 16;

    private static final int ZEROS = 4;
    /** The share of k up to which a list is worth its while. */
    private static final float MOST_LISTED = 0.75f;

    /** Columns below which listing k takes longer than multiplying by zeros. */
    private static final int FEWEST_COLUMNS = 64;
    /**
     * What listing takes, in multiplications: so many an element of A, and a quarter more for those that are listed.
     */
    private static final int LISTING = 9;

    /** In place of scratch: nothing is looked for. */
    static final int[] NO_STEPS = new int[0];

    private final MatrixKernels kernels;

    SparseProduct(MatrixKernels kernels) {
        this.kernels = kernels;
    }

    /** Returns whether so many columns of B are worth looking for zeros in A. */
    static boolean isWorthwhile(int columns) {
        return columns >= FEWEST_COLUMNS;
    }

    /** Returns the length of the scratch that products of up to k steps take. */
    static int scratchSize(int k) {
        return 2 * k + 2 + Lanes.COUNT;
    }

    /**
     * Computes {@code C = I + A B}; arguments are those of {@link MatrixKernels#multiply}.
     *
     * @param steps scratch of {@link #scratchSize}, or {@link #NO_STEPS} where A has few zeros anyway
     * @return what it took, in multiplications
     */
    long multiply(
            int m,
            int n,
            int k,
            float[] a,
            int aOffset,
            int aRowStride,
            int aStepStride,
            float[] b,
            int bOffset,
            int bStride,
            float[] init,
            int initOffset,
            int initStride,
            float[] c,
            int cOffset,
            int cStride,
            int[] steps) {
        long work = 0;
        for (int i = 0; i < m; ) {
            int dense = denseRows(m - i, k, a, aOffset + i * aRowStride, aRowStride, aStepStride, steps);
            if (dense > 0) {
                kernels.multiply(
                        dense,
                        n,
                        k,
                        a,
                        aOffset + i * aRowStride,
                        aRowStride,
                        aStepStride,
                        b,
                        bOffset,
                        bStride,
                        init,
                        initOffset + i * initStride,
                        initStride,
                        c,
                        cOffset + i * cStride,
                        cStride);
            }
            i += dense;
            work += (long) dense * k * n;
            for (int first = 0; i < m && first < 2 * k + 2; first += k + 1) {
                kernels.multiplySteps(
                        n,
                        steps,
                        first + 1,
                        steps[first],
                        a,
                        aOffset + i * aRowStride,
                        aRowStride,
                        aStepStride,
                        b,
                        bOffset,
                        bStride,
                        init,
                        initOffset + i * initStride,
                        initStride,
                        c,
                        cOffset + i * cStride,
                        cStride);
                i += HALF;
                work += HALF * (5L * steps[first] * n / 4 + (long) LISTING * k);
            }
        }
        return work;
    }

    /** Counts the rows before the next eight that are sparse; the lists of these are left in {@code steps}. */
    private int denseRows(int m, int k, float[] a, int from, int row, int step, int[] steps) {
        for (int i = 0; i + ROWS <= m && steps.length > 0; i += ROWS) {
            int at = from + i * row;
            if (looksSparse(k, a, at, step)) {
                kernels.listSteps(k, a, at, row, step, steps);
                if (steps[0] + steps[k + 1] <= MOST_LISTED * 2 * k) {
                    return i;
                }
            }
        }
        return m;
    }

    /** Looks at some values of the first row only: dense data shall cost nothing. */
    private static boolean looksSparse(int k, float[] a, int from, int step) {
        if (k < PROBES) {
            return false;
        }
        int others = 0;
        for (int i = 0; i < PROBES; i++) {
            int bits = Float.floatToRawIntBits(a[from + k * i / PROBES * step]) << 1; // no branch to guess wrong
            others += (bits | -bits) >>> 31;
        }
        return others <= PROBES - ZEROS;
    }
}
