package dev.hourglass.tensor.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Register tiles: R rows by C vectors of a product, accumulated over k in registers and stored once.
 *
 * <p>One flattened loop a method and no branch in it: JDK 17's compiler boxes vectors that live across nested loops,
 * and compiles methods with modes well on one start and badly on the next. The text of the tiles follows one pattern;
 * the register budget chose the shapes (8 x 3 + 3 + 1 of 32 registers, 4 x 3 + 3 + 1 of 16).
 */
final class Tiles {
    private static final VectorSpecies<Float> S = VectorWidth.SPECIES;
    private static final int V = S.length();

    private Tiles() {}

    /** Runs 3 vector columns through the tile height of this width. */
    static void columns3(
            boolean isTall,
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
        if (isTall) {
            tile8x3(k, a, aFrom, aRow, aStep, b, bFrom, bStride, init, initFrom, initStride, c, cFrom, cStride);
        } else {
            tile4x3(k, a, aFrom, aRow, aStep, b, bFrom, bStride, init, initFrom, initStride, c, cFrom, cStride);
            tile4x3(
                    k,
                    a,
                    aFrom + 4 * aRow,
                    aRow,
                    aStep,
                    b,
                    bFrom,
                    bStride,
                    init,
                    initFrom + 4 * initStride,
                    initStride,
                    c,
                    cFrom + 4 * cStride,
                    cStride);
        }
    }

    /** Runs 2 vector columns through the tile height of this width. */
    static void columns2(
            boolean isTall,
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
        if (isTall) {
            tile8x2(k, a, aFrom, aRow, aStep, b, bFrom, bStride, init, initFrom, initStride, c, cFrom, cStride);
        } else {
            tile4x2(k, a, aFrom, aRow, aStep, b, bFrom, bStride, init, initFrom, initStride, c, cFrom, cStride);
            tile4x2(
                    k,
                    a,
                    aFrom + 4 * aRow,
                    aRow,
                    aStep,
                    b,
                    bFrom,
                    bStride,
                    init,
                    initFrom + 4 * initStride,
                    initStride,
                    c,
                    cFrom + 4 * cStride,
                    cStride);
        }
    }

    /** Runs 1 vector column through the tile height of this width. */
    static void columns1(
            boolean isTall,
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
        if (isTall) {
            tile8x1(k, a, aFrom, aRow, aStep, b, bFrom, bStride, init, initFrom, initStride, c, cFrom, cStride);
        } else {
            tile4x1(k, a, aFrom, aRow, aStep, b, bFrom, bStride, init, initFrom, initStride, c, cFrom, cStride);
            tile4x1(
                    k,
                    a,
                    aFrom + 4 * aRow,
                    aRow,
                    aStep,
                    b,
                    bFrom,
                    bStride,
                    init,
                    initFrom + 4 * initStride,
                    initStride,
                    c,
                    cFrom + 4 * cStride,
                    cStride);
        }
    }

    private static void tile8x3(
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
        int r1 = aRow;
        int r2 = 2 * aRow;
        int r3 = 3 * aRow;
        int r4 = 4 * aRow;
        int r5 = 5 * aRow;
        int r6 = 6 * aRow;
        int r7 = 7 * aRow;
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
            FloatVector a1 = FloatVector.broadcast(S, a[p + r1]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            FloatVector a2 = FloatVector.broadcast(S, a[p + r2]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            FloatVector a3 = FloatVector.broadcast(S, a[p + r3]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
            FloatVector a4 = FloatVector.broadcast(S, a[p + r4]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            c42 = a4.fma(b2, c42);
            FloatVector a5 = FloatVector.broadcast(S, a[p + r5]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
            c52 = a5.fma(b2, c52);
            FloatVector a6 = FloatVector.broadcast(S, a[p + r6]);
            c60 = a6.fma(b0, c60);
            c61 = a6.fma(b1, c61);
            c62 = a6.fma(b2, c62);
            FloatVector a7 = FloatVector.broadcast(S, a[p + r7]);
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
        int r1 = aRow;
        int r2 = 2 * aRow;
        int r3 = 3 * aRow;
        int r4 = 4 * aRow;
        int r5 = 5 * aRow;
        int r6 = 6 * aRow;
        int r7 = 7 * aRow;
        int p = aFrom;
        int q = bFrom;
        for (int step = 0; step < k; step++) {
            FloatVector b0 = FloatVector.fromArray(S, b, q);
            FloatVector b1 = FloatVector.fromArray(S, b, q + V);
            FloatVector a0 = FloatVector.broadcast(S, a[p]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(S, a[p + r1]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(S, a[p + r2]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(S, a[p + r3]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            FloatVector a4 = FloatVector.broadcast(S, a[p + r4]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            FloatVector a5 = FloatVector.broadcast(S, a[p + r5]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
            FloatVector a6 = FloatVector.broadcast(S, a[p + r6]);
            c60 = a6.fma(b0, c60);
            c61 = a6.fma(b1, c61);
            FloatVector a7 = FloatVector.broadcast(S, a[p + r7]);
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
        FloatVector c00 = FloatVector.fromArray(S, init, initFrom);
        FloatVector c10 = FloatVector.fromArray(S, init, initFrom + initStride);
        FloatVector c20 = FloatVector.fromArray(S, init, initFrom + 2 * initStride);
        FloatVector c30 = FloatVector.fromArray(S, init, initFrom + 3 * initStride);
        FloatVector c40 = FloatVector.fromArray(S, init, initFrom + 4 * initStride);
        FloatVector c50 = FloatVector.fromArray(S, init, initFrom + 5 * initStride);
        FloatVector c60 = FloatVector.fromArray(S, init, initFrom + 6 * initStride);
        FloatVector c70 = FloatVector.fromArray(S, init, initFrom + 7 * initStride);
        int r1 = aRow;
        int r2 = 2 * aRow;
        int r3 = 3 * aRow;
        int r4 = 4 * aRow;
        int r5 = 5 * aRow;
        int r6 = 6 * aRow;
        int r7 = 7 * aRow;
        int p = aFrom;
        int q = bFrom;
        for (int step = 0; step < k; step++) {
            FloatVector b0 = FloatVector.fromArray(S, b, q);
            FloatVector a0 = FloatVector.broadcast(S, a[p]);
            c00 = a0.fma(b0, c00);
            FloatVector a1 = FloatVector.broadcast(S, a[p + r1]);
            c10 = a1.fma(b0, c10);
            FloatVector a2 = FloatVector.broadcast(S, a[p + r2]);
            c20 = a2.fma(b0, c20);
            FloatVector a3 = FloatVector.broadcast(S, a[p + r3]);
            c30 = a3.fma(b0, c30);
            FloatVector a4 = FloatVector.broadcast(S, a[p + r4]);
            c40 = a4.fma(b0, c40);
            FloatVector a5 = FloatVector.broadcast(S, a[p + r5]);
            c50 = a5.fma(b0, c50);
            FloatVector a6 = FloatVector.broadcast(S, a[p + r6]);
            c60 = a6.fma(b0, c60);
            FloatVector a7 = FloatVector.broadcast(S, a[p + r7]);
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

    private static void tile4x3(
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
        int r1 = aRow;
        int r2 = 2 * aRow;
        int r3 = 3 * aRow;
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
            FloatVector a1 = FloatVector.broadcast(S, a[p + r1]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            FloatVector a2 = FloatVector.broadcast(S, a[p + r2]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            FloatVector a3 = FloatVector.broadcast(S, a[p + r3]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
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
    }

    private static void tile4x2(
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
        FloatVector c00 = FloatVector.fromArray(S, init, initFrom);
        FloatVector c01 = FloatVector.fromArray(S, init, initFrom + V);
        FloatVector c10 = FloatVector.fromArray(S, init, initFrom + initStride);
        FloatVector c11 = FloatVector.fromArray(S, init, initFrom + initStride + V);
        FloatVector c20 = FloatVector.fromArray(S, init, initFrom + 2 * initStride);
        FloatVector c21 = FloatVector.fromArray(S, init, initFrom + 2 * initStride + V);
        FloatVector c30 = FloatVector.fromArray(S, init, initFrom + 3 * initStride);
        FloatVector c31 = FloatVector.fromArray(S, init, initFrom + 3 * initStride + V);
        int r1 = aRow;
        int r2 = 2 * aRow;
        int r3 = 3 * aRow;
        int p = aFrom;
        int q = bFrom;
        for (int step = 0; step < k; step++) {
            FloatVector b0 = FloatVector.fromArray(S, b, q);
            FloatVector b1 = FloatVector.fromArray(S, b, q + V);
            FloatVector a0 = FloatVector.broadcast(S, a[p]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(S, a[p + r1]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(S, a[p + r2]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(S, a[p + r3]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
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
    }

    private static void tile4x1(
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
        FloatVector c00 = FloatVector.fromArray(S, init, initFrom);
        FloatVector c10 = FloatVector.fromArray(S, init, initFrom + initStride);
        FloatVector c20 = FloatVector.fromArray(S, init, initFrom + 2 * initStride);
        FloatVector c30 = FloatVector.fromArray(S, init, initFrom + 3 * initStride);
        int r1 = aRow;
        int r2 = 2 * aRow;
        int r3 = 3 * aRow;
        int p = aFrom;
        int q = bFrom;
        for (int step = 0; step < k; step++) {
            FloatVector b0 = FloatVector.fromArray(S, b, q);
            FloatVector a0 = FloatVector.broadcast(S, a[p]);
            c00 = a0.fma(b0, c00);
            FloatVector a1 = FloatVector.broadcast(S, a[p + r1]);
            c10 = a1.fma(b0, c10);
            FloatVector a2 = FloatVector.broadcast(S, a[p + r2]);
            c20 = a2.fma(b0, c20);
            FloatVector a3 = FloatVector.broadcast(S, a[p + r3]);
            c30 = a3.fma(b0, c30);
            p += aStep;
            q += bStride;
        }
        c00.intoArray(c, cFrom);
        c10.intoArray(c, cFrom + cStride);
        c20.intoArray(c, cFrom + 2 * cStride);
        c30.intoArray(c, cFrom + 3 * cStride);
    }

    /**
     * Runs one row, 4 to 8 vectors wide. The last four vectors may be some of the first four, which then are computed
     * twice: all distances but one are constants, for which the compiler needs no registers.
     */
    static void row(
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
            float[] c,
            int cFrom) {
        int last = (vectors - 4) * V;
        FloatVector c0 = FloatVector.fromArray(S, init, initFrom);
        FloatVector c1 = FloatVector.fromArray(S, init, initFrom + V);
        FloatVector c2 = FloatVector.fromArray(S, init, initFrom + 2 * V);
        FloatVector c3 = FloatVector.fromArray(S, init, initFrom + 3 * V);
        FloatVector c4 = FloatVector.fromArray(S, init, initFrom + last);
        FloatVector c5 = FloatVector.fromArray(S, init, initFrom + last + V);
        FloatVector c6 = FloatVector.fromArray(S, init, initFrom + last + 2 * V);
        FloatVector c7 = FloatVector.fromArray(S, init, initFrom + last + 3 * V);
        int p = aFrom;
        int q = bFrom;
        int r = bFrom + last;
        for (int step = 0; step < k; step++) {
            FloatVector x = FloatVector.broadcast(S, a[p]);
            c0 = x.fma(FloatVector.fromArray(S, b, q), c0);
            c1 = x.fma(FloatVector.fromArray(S, b, q + V), c1);
            c2 = x.fma(FloatVector.fromArray(S, b, q + 2 * V), c2);
            c3 = x.fma(FloatVector.fromArray(S, b, q + 3 * V), c3);
            c4 = x.fma(FloatVector.fromArray(S, b, r), c4);
            c5 = x.fma(FloatVector.fromArray(S, b, r + V), c5);
            c6 = x.fma(FloatVector.fromArray(S, b, r + 2 * V), c6);
            c7 = x.fma(FloatVector.fromArray(S, b, r + 3 * V), c7);
            p += aStep;
            q += bStride;
            r += bStride;
        }
        c0.intoArray(c, cFrom);
        c1.intoArray(c, cFrom + V);
        c2.intoArray(c, cFrom + 2 * V);
        c3.intoArray(c, cFrom + 3 * V);
        c4.intoArray(c, cFrom + last);
        c5.intoArray(c, cFrom + last + V);
        c6.intoArray(c, cFrom + last + 2 * V);
        c7.intoArray(c, cFrom + last + 3 * V);
    }

    /** Runs one row, 1 to 3 vectors wide. */
    static void narrowRow(
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
            float[] c,
            int cFrom) {
        int o1 = vectors > 1 ? V : 0;
        int o2 = (vectors - 1) * V;
        FloatVector c0 = FloatVector.fromArray(S, init, initFrom);
        FloatVector c1 = FloatVector.fromArray(S, init, initFrom + o1);
        FloatVector c2 = FloatVector.fromArray(S, init, initFrom + o2);
        int p = aFrom;
        int q = bFrom;
        for (int step = 0; step < k; step++) {
            FloatVector x = FloatVector.broadcast(S, a[p]);
            c0 = x.fma(FloatVector.fromArray(S, b, q), c0);
            c1 = x.fma(FloatVector.fromArray(S, b, q + o1), c1);
            c2 = x.fma(FloatVector.fromArray(S, b, q + o2), c2);
            p += aStep;
            q += bStride;
        }
        c0.intoArray(c, cFrom);
        c1.intoArray(c, cFrom + o1);
        c2.intoArray(c, cFrom + o2);
    }
}
