package dev.hourglass.tensor.kernel.vector;

import dev.hourglass.tensor.kernel.Lanes;
import dev.hourglass.tensor.kernel.MatrixKernels;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Cuts products into the register tiles of {@link RowTiles}, {@link ColumnTiles} and others. */
final class VectorMatrixKernels implements MatrixKernels {
    private static final VectorSpecies<Float> S = VectorWidth.SPECIES;
    private static final int V = S.length();
    /** Vectors that tiles of four rows are wide, at most. */
    private static final int WIDEST = VectorWidth.HAS_32_REGISTERS ? 5 : 3;
    /** Vectors that tiles of eight rows are wide, at most. */
    private static final int TALL_WIDEST = 3;

    /**
     * Steps taken through all rows and columns before the next ones, so that their parts of A and B stay near: sums go
     * on where they stopped, from C.
     */
    private static final int DEPTH = 1024;

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
        int all = n / V;
        int widest = aStepStride == 1 ? WIDEST : TALL_WIDEST;
        int parts = (all + widest - 1) / widest;
        int step = 0;
        do {
            boolean isFirst = step == 0;
            int done = 0;
            for (int part = 1; part <= parts; part++) {
                int j = done * V;
                int vectors = all * part / parts - done;
                for (int i = 0; i < tiledRows; i += 8) {
                    int target = cOffset + i * cStride + j;
                    eightRows(
                            vectors,
                            Math.min(DEPTH, k - step),
                            a,
                            aOffset + i * aRowStride + step * aStepStride,
                            aRowStride,
                            aStepStride,
                            b,
                            bOffset + step * bStride + j,
                            bStride,
                            isFirst ? init : c,
                            isFirst ? initOffset + i * initStride + j : target,
                            isFirst ? initStride : cStride,
                            c,
                            target,
                            cStride);
                }
                done += vectors;
            }
            step += DEPTH;
        } while (step < k);
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

    private static void eightRows(
            int vectors,
            int k,
            float[] a,
            int aFrom,
            int aRow,
            int aStep,
            float[] b,
            int bFrom,
            int bStride,
            float[] init,
            int initFrom,
            int initStride,
            float[] c,
            int cFrom,
            int cStride) {
        if (!VectorWidth.HAS_32_REGISTERS) {
            SmallTiles.columns(
                    vectors,
                    k,
                    a,
                    aFrom,
                    aRow,
                    aStep,
                    b,
                    bFrom,
                    bStride,
                    init,
                    initFrom,
                    initStride,
                    c,
                    cFrom,
                    cStride);
        } else if (aStep == 1) {
            RowTiles.columns(
                    vectors, k, a, aFrom, aRow, b, bFrom, bStride, init, initFrom, initStride, c, cFrom, cStride);
        } else {
            ColumnTiles.columns(
                    vectors, k, a, aFrom, aStep, b, bFrom, bStride, init, initFrom, initStride, c, cFrom, cStride);
        }
    }

    /** Runs one row in parts of equal width, at most 8 vectors. */
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
        int all = n / V;
        if (all < 4) {
            SingleRowTiles.narrowRow(all, k, a, aFrom, aStep, b, bFrom, bStride, init, initFrom, c, cFrom);
            return;
        }
        int parts = (all + 7) / 8;
        int done = 0;
        for (int part = 1; part <= parts; part++) {
            int j = done * V;
            int vectors = all * part / parts - done;
            SingleRowTiles.row(vectors, k, a, aFrom, aStep, b, bFrom + j, bStride, init, initFrom + j, c, cFrom + j);
            done += vectors;
        }
    }

    @Override
    public void listSteps(int k, float[] a, int aOffset, int aRowStride, int aStepStride, int[] steps) {
        if (aStepStride == 1) {
            StepLists.ofRows(k, a, aOffset, aRowStride, steps, 0);
            StepLists.ofRows(k, a, aOffset + 4 * aRowStride, aRowStride, steps, k + 1);
        } else {
            StepLists.ofColumns(k, a, aOffset, aStepStride, steps);
        }
    }

    @Override
    public void multiplySteps(
            int n,
            int[] steps,
            int first,
            int count,
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
        int all = n / V;
        int parts = (all + WIDEST - 1) / WIDEST;
        int done = 0;
        for (int part = 1; part <= parts; part++) {
            int j = done * V;
            int vectors = all * part / parts - done;
            StepTiles.columns(
                    vectors,
                    count,
                    steps,
                    first,
                    a,
                    aOffset,
                    aRowStride,
                    aStepStride,
                    b,
                    bOffset + j,
                    bStride,
                    init,
                    initOffset + j,
                    initStride,
                    c,
                    cOffset + j,
                    cStride);
            done += vectors;
        }
    }

    /** Rows lie far apart: eight at a time, so that the memory answers for all of them while one is waited for. */
    @Override
    public void gatherRows(
            int rows,
            int columns,
            float[] source,
            int[] order,
            int first,
            float[] target,
            int targetOffset,
            int targetStride) {
        int eights = rows & -8;
        int vectors = columns / V * V;
        for (int i = 0; i < eights; i += 8) {
            copyEight(
                    vectors, columns, source, order, first + i, target, targetOffset + i * targetStride, targetStride);
        }
        for (int i = 0; i < rows; i++) {
            int done = i < eights ? vectors : 0;
            int to = targetOffset + i * targetStride;
            System.arraycopy(source, order[first + i] * columns + done, target, to + done, columns - done);
        }
    }

    private static void copyEight(
            int count, int columns, float[] source, int[] order, int first, float[] target, int to, int stride) {
        int a = order[first] * columns;
        int b = order[first + 1] * columns;
        int c = order[first + 2] * columns;
        int d = order[first + 3] * columns;
        int e = order[first + 4] * columns;
        int f = order[first + 5] * columns;
        int g = order[first + 6] * columns;
        int h = order[first + 7] * columns;
        for (int j = 0; j < count; j += V) {
            FloatVector row0 = FloatVector.fromArray(S, source, a + j);
            FloatVector row1 = FloatVector.fromArray(S, source, b + j);
            FloatVector row2 = FloatVector.fromArray(S, source, c + j);
            FloatVector row3 = FloatVector.fromArray(S, source, d + j);
            FloatVector row4 = FloatVector.fromArray(S, source, e + j);
            FloatVector row5 = FloatVector.fromArray(S, source, f + j);
            FloatVector row6 = FloatVector.fromArray(S, source, g + j);
            FloatVector row7 = FloatVector.fromArray(S, source, h + j);
            row0.intoArray(target, to + j);
            row1.intoArray(target, to + stride + j);
            row2.intoArray(target, to + 2 * stride + j);
            row3.intoArray(target, to + 3 * stride + j);
            row4.intoArray(target, to + 4 * stride + j);
            row5.intoArray(target, to + 5 * stride + j);
            row6.intoArray(target, to + 6 * stride + j);
            row7.intoArray(target, to + 7 * stride + j);
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
        int line = targetOffset - Lanes.FIRST & 8;
        for (int i = 0; i < rows; ) {
            boolean isLine = (i + line) % 16 == 0 && i + 16 <= rows;
            int from = sourceOffset + i * sourceStride;
            if (isLine) {
                transposeLine(columns, source, from, sourceStride, target, targetOffset + i, targetStride);
            } else {
                transposeHalf(columns, source, from, sourceStride, target, targetOffset + i, targetStride);
            }
            i += isLine ? 16 : 8;
        }
    }

    /** Writes 16 neighbours at a time, so that each cache line of the target is touched once. */
    private static void transposeLine(
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
            target[t + 8] = source[s + 8 * sourceStride];
            target[t + 9] = source[s + 9 * sourceStride];
            target[t + 10] = source[s + 10 * sourceStride];
            target[t + 11] = source[s + 11 * sourceStride];
            target[t + 12] = source[s + 12 * sourceStride];
            target[t + 13] = source[s + 13 * sourceStride];
            target[t + 14] = source[s + 14 * sourceStride];
            target[t + 15] = source[s + 15 * sourceStride];
        }
    }

    /** Writes 8 neighbours at a time. */
    private static void transposeHalf(
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
