package dev.hourglass.tensor.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Register tiles of rows that lie transposed: where the rows of A are neighbours. R rows by C vectors of a product are
 * accumulated over k in registers and stored once.
 *
 * <p>One flattened loop a method and no branch in it: JDK 17's compiler boxes vectors that live across nested loops,
 * and compiles methods with modes well on one start and badly on the next. The text of the tiles follows one pattern;
 * the register budget chose the shapes (8 x 3 + 3 + some of 32 registers).
 *
 * <p>One of the distances in A is 1 and no variable, so that the compiler sees which indices are in range before the
 * loop ({@link RowTiles}) or for all rows at once (here): on processors that start six operations a cycle the checks of
 * eight rows took time from the multiplications.
 */
final class ColumnTiles {
    private static final VectorSpecies<Float> S = VectorWidth.SPECIES;
    private static final int V = S.length();

    private ColumnTiles() {}

    /** Runs eight rows of 1 to 3 vectors of columns. */
    static void columns(
            int vectors,
            int k,
            float[] a,
            int aFrom,
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
        switch (vectors) {
            case 3 -> {
                tile8x3(k, a, aFrom, aStep, b, bFrom, bStride, init, initFrom, initStride, c, cFrom, cStride);
            }
            case 2 -> {
                tile8x2(k, a, aFrom, aStep, b, bFrom, bStride, init, initFrom, initStride, c, cFrom, cStride);
            }
            case 1 -> {
                tile8x1(k, a, aFrom, aStep, b, bFrom, bStride, init, initFrom, initStride, c, cFrom, cStride);
            }
            default -> throw new AssertionError(vectors);
        }
    }

    private static void tile8x3(
            int k,
            float[] a,
            int aFrom,
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
        FloatVector c00 = FloatVector.fromArray(S, init, initFrom);
        FloatVector c01 = FloatVector.fromArray(S, init, initFrom + V);
        FloatVector c02 = FloatVector.fromArray(S, init, initFrom + 2 * V);
        FloatVector c10 = FloatVector.fromArray(S, init, initFrom + initStride);
        FloatVector c11 = FloatVector.fromArray(S, init, initFrom + initStride + V);
        FloatVector c12 = FloatVector.fromArray(S, init, initFrom + initStride + 2 * V);
        FloatVector c20 = FloatVector.fromArray(S, init, initFrom + 2 * initStride);
        FloatVector c21 = FloatVector.fromArray(S, init, initFrom + 2 * initStride + V);
        FloatVector c22 = FloatVector.fromArray(S, init, initFrom + 2 * initStride + 2 * V);
        FloatVector c30 = FloatVector.fromArray(S, init, initFrom + 3 * initStride);
        FloatVector c31 = FloatVector.fromArray(S, init, initFrom + 3 * initStride + V);
        FloatVector c32 = FloatVector.fromArray(S, init, initFrom + 3 * initStride + 2 * V);
        FloatVector c40 = FloatVector.fromArray(S, init, initFrom + 4 * initStride);
        FloatVector c41 = FloatVector.fromArray(S, init, initFrom + 4 * initStride + V);
        FloatVector c42 = FloatVector.fromArray(S, init, initFrom + 4 * initStride + 2 * V);
        FloatVector c50 = FloatVector.fromArray(S, init, initFrom + 5 * initStride);
        FloatVector c51 = FloatVector.fromArray(S, init, initFrom + 5 * initStride + V);
        FloatVector c52 = FloatVector.fromArray(S, init, initFrom + 5 * initStride + 2 * V);
        FloatVector c60 = FloatVector.fromArray(S, init, initFrom + 6 * initStride);
        FloatVector c61 = FloatVector.fromArray(S, init, initFrom + 6 * initStride + V);
        FloatVector c62 = FloatVector.fromArray(S, init, initFrom + 6 * initStride + 2 * V);
        FloatVector c70 = FloatVector.fromArray(S, init, initFrom + 7 * initStride);
        FloatVector c71 = FloatVector.fromArray(S, init, initFrom + 7 * initStride + V);
        FloatVector c72 = FloatVector.fromArray(S, init, initFrom + 7 * initStride + 2 * V);
        int p = aFrom;
        int q = bFrom;
        for (int step = 0; step < k; step++) {
            FloatVector b0 = FloatVector.fromArray(S, b, q);
            FloatVector b1 = FloatVector.fromArray(S, b, q + V);
            FloatVector b2 = FloatVector.fromArray(S, b, q + 2 * V);
            FloatVector a0 = FloatVector.broadcast(S, a[p]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            FloatVector a1 = FloatVector.broadcast(S, a[p + 1]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            FloatVector a2 = FloatVector.broadcast(S, a[p + 2]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            FloatVector a3 = FloatVector.broadcast(S, a[p + 3]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
            FloatVector a4 = FloatVector.broadcast(S, a[p + 4]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            c42 = a4.fma(b2, c42);
            FloatVector a5 = FloatVector.broadcast(S, a[p + 5]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
            c52 = a5.fma(b2, c52);
            FloatVector a6 = FloatVector.broadcast(S, a[p + 6]);
            c60 = a6.fma(b0, c60);
            c61 = a6.fma(b1, c61);
            c62 = a6.fma(b2, c62);
            FloatVector a7 = FloatVector.broadcast(S, a[p + 7]);
            c70 = a7.fma(b0, c70);
            c71 = a7.fma(b1, c71);
            c72 = a7.fma(b2, c72);
            p += aStep;
            q += bStride;
        }
        c00.intoArray(c, cFrom);
        c01.intoArray(c, cFrom + V);
        c02.intoArray(c, cFrom + 2 * V);
        c10.intoArray(c, cFrom + cStride);
        c11.intoArray(c, cFrom + cStride + V);
        c12.intoArray(c, cFrom + cStride + 2 * V);
        c20.intoArray(c, cFrom + 2 * cStride);
        c21.intoArray(c, cFrom + 2 * cStride + V);
        c22.intoArray(c, cFrom + 2 * cStride + 2 * V);
        c30.intoArray(c, cFrom + 3 * cStride);
        c31.intoArray(c, cFrom + 3 * cStride + V);
        c32.intoArray(c, cFrom + 3 * cStride + 2 * V);
        c40.intoArray(c, cFrom + 4 * cStride);
        c41.intoArray(c, cFrom + 4 * cStride + V);
        c42.intoArray(c, cFrom + 4 * cStride + 2 * V);
        c50.intoArray(c, cFrom + 5 * cStride);
        c51.intoArray(c, cFrom + 5 * cStride + V);
        c52.intoArray(c, cFrom + 5 * cStride + 2 * V);
        c60.intoArray(c, cFrom + 6 * cStride);
        c61.intoArray(c, cFrom + 6 * cStride + V);
        c62.intoArray(c, cFrom + 6 * cStride + 2 * V);
        c70.intoArray(c, cFrom + 7 * cStride);
        c71.intoArray(c, cFrom + 7 * cStride + V);
        c72.intoArray(c, cFrom + 7 * cStride + 2 * V);
    }

    private static void tile8x2(
            int k,
            float[] a,
            int aFrom,
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
        FloatVector c00 = FloatVector.fromArray(S, init, initFrom);
        FloatVector c01 = FloatVector.fromArray(S, init, initFrom + V);
        FloatVector c10 = FloatVector.fromArray(S, init, initFrom + initStride);
        FloatVector c11 = FloatVector.fromArray(S, init, initFrom + initStride + V);
        FloatVector c20 = FloatVector.fromArray(S, init, initFrom + 2 * initStride);
        FloatVector c21 = FloatVector.fromArray(S, init, initFrom + 2 * initStride + V);
        FloatVector c30 = FloatVector.fromArray(S, init, initFrom + 3 * initStride);
        FloatVector c31 = FloatVector.fromArray(S, init, initFrom + 3 * initStride + V);
        FloatVector c40 = FloatVector.fromArray(S, init, initFrom + 4 * initStride);
        FloatVector c41 = FloatVector.fromArray(S, init, initFrom + 4 * initStride + V);
        FloatVector c50 = FloatVector.fromArray(S, init, initFrom + 5 * initStride);
        FloatVector c51 = FloatVector.fromArray(S, init, initFrom + 5 * initStride + V);
        FloatVector c60 = FloatVector.fromArray(S, init, initFrom + 6 * initStride);
        FloatVector c61 = FloatVector.fromArray(S, init, initFrom + 6 * initStride + V);
        FloatVector c70 = FloatVector.fromArray(S, init, initFrom + 7 * initStride);
        FloatVector c71 = FloatVector.fromArray(S, init, initFrom + 7 * initStride + V);
        int p = aFrom;
        int q = bFrom;
        for (int step = 0; step < k; step++) {
            FloatVector b0 = FloatVector.fromArray(S, b, q);
            FloatVector b1 = FloatVector.fromArray(S, b, q + V);
            FloatVector a0 = FloatVector.broadcast(S, a[p]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(S, a[p + 1]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(S, a[p + 2]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(S, a[p + 3]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            FloatVector a4 = FloatVector.broadcast(S, a[p + 4]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            FloatVector a5 = FloatVector.broadcast(S, a[p + 5]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
            FloatVector a6 = FloatVector.broadcast(S, a[p + 6]);
            c60 = a6.fma(b0, c60);
            c61 = a6.fma(b1, c61);
            FloatVector a7 = FloatVector.broadcast(S, a[p + 7]);
            c70 = a7.fma(b0, c70);
            c71 = a7.fma(b1, c71);
            p += aStep;
            q += bStride;
        }
        c00.intoArray(c, cFrom);
        c01.intoArray(c, cFrom + V);
        c10.intoArray(c, cFrom + cStride);
        c11.intoArray(c, cFrom + cStride + V);
        c20.intoArray(c, cFrom + 2 * cStride);
        c21.intoArray(c, cFrom + 2 * cStride + V);
        c30.intoArray(c, cFrom + 3 * cStride);
        c31.intoArray(c, cFrom + 3 * cStride + V);
        c40.intoArray(c, cFrom + 4 * cStride);
        c41.intoArray(c, cFrom + 4 * cStride + V);
        c50.intoArray(c, cFrom + 5 * cStride);
        c51.intoArray(c, cFrom + 5 * cStride + V);
        c60.intoArray(c, cFrom + 6 * cStride);
        c61.intoArray(c, cFrom + 6 * cStride + V);
        c70.intoArray(c, cFrom + 7 * cStride);
        c71.intoArray(c, cFrom + 7 * cStride + V);
    }

    private static void tile8x1(
            int k,
            float[] a,
            int aFrom,
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
        FloatVector c00 = FloatVector.fromArray(S, init, initFrom);
        FloatVector c10 = FloatVector.fromArray(S, init, initFrom + initStride);
        FloatVector c20 = FloatVector.fromArray(S, init, initFrom + 2 * initStride);
        FloatVector c30 = FloatVector.fromArray(S, init, initFrom + 3 * initStride);
        FloatVector c40 = FloatVector.fromArray(S, init, initFrom + 4 * initStride);
        FloatVector c50 = FloatVector.fromArray(S, init, initFrom + 5 * initStride);
        FloatVector c60 = FloatVector.fromArray(S, init, initFrom + 6 * initStride);
        FloatVector c70 = FloatVector.fromArray(S, init, initFrom + 7 * initStride);
        int p = aFrom;
        int q = bFrom;
        for (int step = 0; step < k; step++) {
            FloatVector b0 = FloatVector.fromArray(S, b, q);
            FloatVector a0 = FloatVector.broadcast(S, a[p]);
            c00 = a0.fma(b0, c00);
            FloatVector a1 = FloatVector.broadcast(S, a[p + 1]);
            c10 = a1.fma(b0, c10);
            FloatVector a2 = FloatVector.broadcast(S, a[p + 2]);
            c20 = a2.fma(b0, c20);
            FloatVector a3 = FloatVector.broadcast(S, a[p + 3]);
            c30 = a3.fma(b0, c30);
            FloatVector a4 = FloatVector.broadcast(S, a[p + 4]);
            c40 = a4.fma(b0, c40);
            FloatVector a5 = FloatVector.broadcast(S, a[p + 5]);
            c50 = a5.fma(b0, c50);
            FloatVector a6 = FloatVector.broadcast(S, a[p + 6]);
            c60 = a6.fma(b0, c60);
            FloatVector a7 = FloatVector.broadcast(S, a[p + 7]);
            c70 = a7.fma(b0, c70);
            p += aStep;
            q += bStride;
        }
        c00.intoArray(c, cFrom);
        c10.intoArray(c, cFrom + cStride);
        c20.intoArray(c, cFrom + 2 * cStride);
        c30.intoArray(c, cFrom + 3 * cStride);
        c40.intoArray(c, cFrom + 4 * cStride);
        c50.intoArray(c, cFrom + 5 * cStride);
        c60.intoArray(c, cFrom + 6 * cStride);
        c70.intoArray(c, cFrom + 7 * cStride);
    }
}
