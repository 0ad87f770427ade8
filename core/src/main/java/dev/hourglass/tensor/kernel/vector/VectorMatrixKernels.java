package dev.hourglass.tensor.kernel.vector;

import dev.hourglass.tensor.kernel.MatrixKernels;

/** Cuts products into the register tiles of {@link Tiles}. */
final class VectorMatrixKernels implements MatrixKernels {
    private static final int V = VectorWidth.SPECIES.length();
    /** 8-row tiles need 32 vector registers; 256-bit machines have 16. */
    private static final boolean IS_TALL = V != 8;

    @Override
    public void multiply(
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
            int cStride) {
        int tiledRows = m & -8;
        int j = 0;
        while (j < n) {
            int left = (n - j) / V;
            int columns = left == 4 ? 2 : Math.min(3, left);
            for (int i = 0; i < tiledRows; i += 8) {
                int aFrom = aOffset + i * aRowStride;
                int initFrom = initOffset + i * initStride + j;
                int cFrom = cOffset + i * cStride + j;
                int bFrom = bOffset + j;
                if (columns == 3) {
                    Tiles.columns3(
                            IS_TALL,
                            k,
                            a,
                            aFrom,
                            aRowStride,
                            aStepStride,
                            b,
                            bFrom,
                            bStride,
                            init,
                            initFrom,
                            initStride,
                            c,
                            cFrom,
                            cStride);
                } else if (columns == 2) {
                    Tiles.columns2(
                            IS_TALL,
                            k,
                            a,
                            aFrom,
                            aRowStride,
                            aStepStride,
                            b,
                            bFrom,
                            bStride,
                            init,
                            initFrom,
                            initStride,
                            c,
                            cFrom,
                            cStride);
                } else {
                    Tiles.columns1(
                            IS_TALL,
                            k,
                            a,
                            aFrom,
                            aRowStride,
                            aStepStride,
                            b,
                            bFrom,
                            bStride,
                            init,
                            initFrom,
                            initStride,
                            c,
                            cFrom,
                            cStride);
                }
            }
            j += columns * V;
        }
        for (int i = tiledRows; i < m; i++) {
            row(
                    n,
                    k,
                    a,
                    aOffset + i * aRowStride,
                    aStepStride,
                    b,
                    bOffset,
                    bStride,
                    init,
                    initOffset + i * initStride,
                    c,
                    cOffset + i * cStride);
        }
    }

    private static void row(
            int n,
            int k,
            float[] a,
            int aFrom,
            int aStep,
            float[] b,
            int bFrom,
            int bStride,
            float[] init,
            int initFrom,
            float[] c,
            int cFrom) {
        for (int j = 0; j < n; j += 8 * V) {
            int vectors = Math.min(8, (n - j) / V);
            Tiles.row(vectors, k, a, aFrom, aStep, b, bFrom + j, bStride, init, initFrom + j, c, cFrom + j);
        }
    }

    @Override
    public void transpose(
            int rows,
            int columns,
            float[] source,
            int sourceOffset,
            int sourceStride,
            float[] target,
            int targetOffset,
            int targetStride) {
        for (int i = 0; i < rows; i += 8) {
            transposeStrip(
                    columns,
                    source,
                    sourceOffset + i * sourceStride,
                    sourceStride,
                    target,
                    targetOffset + i,
                    targetStride);
        }
    }

    /** Writes 8 neighbours at a time, so that each cache line of the target is touched once. */
    private static void transposeStrip(
            int columns, float[] source, int from, int sourceStride, float[] target, int to, int targetStride) {
        for (int j = 0; j < columns; j++) {
            int s = from + j;
            int t = to + j * targetStride;
            target[t] = source[s];
            target[t + 1] = source[s + sourceStride];
            target[t + 2] = source[s + 2 * sourceStride];
            target[t + 3] = source[s + 3 * sourceStride];
            target[t + 4] = source[s + 4 * sourceStride];
            target[t + 5] = source[s + 5 * sourceStride];
            target[t + 6] = source[s + 6 * sourceStride];
            target[t + 7] = source[s + 7 * sourceStride];
        }
    }
}
