package dev.hourglass.tensor.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Register tiles of rows that lie as they are: where the k of a row of A are neighbours.
 *
 * <p>They follow the pattern of {@link ColumnTiles}. Each row needs a register for where it begins, of which there are
 * few, so tiles are four rows high and as wide as the 32 vector registers allow (4 x 5 + 5 + some); eight rows high
 * where so few columns could not keep the multipliers busy.
 */
final class RowTiles {
    private static final VectorSpecies<Float> S = VectorWidth.SPECIES;
    private static final int V = S.length();

    private RowTiles() {}

    /** Runs eight rows of 1 to 5 vectors of columns. */
    static void columns(
            int vectors,
            int k,
            float[] a,
            int aFrom,
            int aRow,
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
            case 5 -> {
                tile4x5(k, a, aFrom, aRow, b, bFrom, bStride, init, initFrom, initStride, c, cFrom, cStride);
                tile4x5(
                        k,
                        a,
                        aFrom + 4 * aRow,
                        aRow,
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
            case 4 -> {
                tile4x4(k, a, aFrom, aRow, b, bFrom, bStride, init, initFrom, initStride, c, cFrom, cStride);
                tile4x4(
                        k,
                        a,
                        aFrom + 4 * aRow,
                        aRow,
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
            case 3 -> {
                tile4x3(k, a, aFrom, aRow, b, bFrom, bStride, init, initFrom, initStride, c, cFrom, cStride);
                tile4x3(
                        k,
                        a,
                        aFrom + 4 * aRow,
                        aRow,
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
            case 2 -> {
                tile8x2(k, a, aFrom, aRow, b, bFrom, bStride, init, initFrom, initStride, c, cFrom, cStride);
            }
            case 1 -> {
                tile8x1(k, a, aFrom, aRow, b, bFrom, bStride, init, initFrom, initStride, c, cFrom, cStride);
            }
            default -> throw new AssertionError(vectors);
        }
    }

    private static void tile4x5(
            int k,
            float[] a,
            int aFrom,
            int aRow,
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
        FloatVector c03 = FloatVector.fromArray(S, init, initFrom + 3 * V);
        FloatVector c04 = FloatVector.fromArray(S, init, initFrom + 4 * V);
        FloatVector c10 = FloatVector.fromArray(S, init, initFrom + initStride);
        FloatVector c11 = FloatVector.fromArray(S, init, initFrom + initStride + V);
        FloatVector c12 = FloatVector.fromArray(S, init, initFrom + initStride + 2 * V);
        FloatVector c13 = FloatVector.fromArray(S, init, initFrom + initStride + 3 * V);
        FloatVector c14 = FloatVector.fromArray(S, init, initFrom + initStride + 4 * V);
        FloatVector c20 = FloatVector.fromArray(S, init, initFrom + 2 * initStride);
        FloatVector c21 = FloatVector.fromArray(S, init, initFrom + 2 * initStride + V);
        FloatVector c22 = FloatVector.fromArray(S, init, initFrom + 2 * initStride + 2 * V);
        FloatVector c23 = FloatVector.fromArray(S, init, initFrom + 2 * initStride + 3 * V);
        FloatVector c24 = FloatVector.fromArray(S, init, initFrom + 2 * initStride + 4 * V);
        FloatVector c30 = FloatVector.fromArray(S, init, initFrom + 3 * initStride);
        FloatVector c31 = FloatVector.fromArray(S, init, initFrom + 3 * initStride + V);
        FloatVector c32 = FloatVector.fromArray(S, init, initFrom + 3 * initStride + 2 * V);
        FloatVector c33 = FloatVector.fromArray(S, init, initFrom + 3 * initStride + 3 * V);
        FloatVector c34 = FloatVector.fromArray(S, init, initFrom + 3 * initStride + 4 * V);
        int a1From = aFrom + aRow;
        int a2From = aFrom + 2 * aRow;
        int a3From = aFrom + 3 * aRow;
        int q = bFrom;
        for (int step = 0; step < k; step++) {
            FloatVector b0 = FloatVector.fromArray(S, b, q);
            FloatVector b1 = FloatVector.fromArray(S, b, q + V);
            FloatVector b2 = FloatVector.fromArray(S, b, q + 2 * V);
            FloatVector b3 = FloatVector.fromArray(S, b, q + 3 * V);
            FloatVector b4 = FloatVector.fromArray(S, b, q + 4 * V);
            FloatVector a0 = FloatVector.broadcast(S, a[aFrom + step]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            c04 = a0.fma(b4, c04);
            FloatVector a1 = FloatVector.broadcast(S, a[a1From + step]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
            c14 = a1.fma(b4, c14);
            FloatVector a2 = FloatVector.broadcast(S, a[a2From + step]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            c23 = a2.fma(b3, c23);
            c24 = a2.fma(b4, c24);
            FloatVector a3 = FloatVector.broadcast(S, a[a3From + step]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
            c33 = a3.fma(b3, c33);
            c34 = a3.fma(b4, c34);
            q += bStride;
        }
        c00.intoArray(c, cFrom);
        c01.intoArray(c, cFrom + V);
        c02.intoArray(c, cFrom + 2 * V);
        c03.intoArray(c, cFrom + 3 * V);
        c04.intoArray(c, cFrom + 4 * V);
        c10.intoArray(c, cFrom + cStride);
        c11.intoArray(c, cFrom + cStride + V);
        c12.intoArray(c, cFrom + cStride + 2 * V);
        c13.intoArray(c, cFrom + cStride + 3 * V);
        c14.intoArray(c, cFrom + cStride + 4 * V);
        c20.intoArray(c, cFrom + 2 * cStride);
        c21.intoArray(c, cFrom + 2 * cStride + V);
        c22.intoArray(c, cFrom + 2 * cStride + 2 * V);
        c23.intoArray(c, cFrom + 2 * cStride + 3 * V);
        c24.intoArray(c, cFrom + 2 * cStride + 4 * V);
        c30.intoArray(c, cFrom + 3 * cStride);
        c31.intoArray(c, cFrom + 3 * cStride + V);
        c32.intoArray(c, cFrom + 3 * cStride + 2 * V);
        c33.intoArray(c, cFrom + 3 * cStride + 3 * V);
        c34.intoArray(c, cFrom + 3 * cStride + 4 * V);
    }

    private static void tile4x4(
            int k,
            float[] a,
            int aFrom,
            int aRow,
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
        FloatVector c03 = FloatVector.fromArray(S, init, initFrom + 3 * V);
        FloatVector c10 = FloatVector.fromArray(S, init, initFrom + initStride);
        FloatVector c11 = FloatVector.fromArray(S, init, initFrom + initStride + V);
        FloatVector c12 = FloatVector.fromArray(S, init, initFrom + initStride + 2 * V);
        FloatVector c13 = FloatVector.fromArray(S, init, initFrom + initStride + 3 * V);
        FloatVector c20 = FloatVector.fromArray(S, init, initFrom + 2 * initStride);
        FloatVector c21 = FloatVector.fromArray(S, init, initFrom + 2 * initStride + V);
        FloatVector c22 = FloatVector.fromArray(S, init, initFrom + 2 * initStride + 2 * V);
        FloatVector c23 = FloatVector.fromArray(S, init, initFrom + 2 * initStride + 3 * V);
        FloatVector c30 = FloatVector.fromArray(S, init, initFrom + 3 * initStride);
        FloatVector c31 = FloatVector.fromArray(S, init, initFrom + 3 * initStride + V);
        FloatVector c32 = FloatVector.fromArray(S, init, initFrom + 3 * initStride + 2 * V);
        FloatVector c33 = FloatVector.fromArray(S, init, initFrom + 3 * initStride + 3 * V);
        int a1From = aFrom + aRow;
        int a2From = aFrom + 2 * aRow;
        int a3From = aFrom + 3 * aRow;
        int q = bFrom;
        for (int step = 0; step < k; step++) {
            FloatVector b0 = FloatVector.fromArray(S, b, q);
            FloatVector b1 = FloatVector.fromArray(S, b, q + V);
            FloatVector b2 = FloatVector.fromArray(S, b, q + 2 * V);
            FloatVector b3 = FloatVector.fromArray(S, b, q + 3 * V);
            FloatVector a0 = FloatVector.broadcast(S, a[aFrom + step]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(S, a[a1From + step]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
            FloatVector a2 = FloatVector.broadcast(S, a[a2From + step]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            c23 = a2.fma(b3, c23);
            FloatVector a3 = FloatVector.broadcast(S, a[a3From + step]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
            c33 = a3.fma(b3, c33);
            q += bStride;
        }
        c00.intoArray(c, cFrom);
        c01.intoArray(c, cFrom + V);
        c02.intoArray(c, cFrom + 2 * V);
        c03.intoArray(c, cFrom + 3 * V);
        c10.intoArray(c, cFrom + cStride);
        c11.intoArray(c, cFrom + cStride + V);
        c12.intoArray(c, cFrom + cStride + 2 * V);
        c13.intoArray(c, cFrom + cStride + 3 * V);
        c20.intoArray(c, cFrom + 2 * cStride);
        c21.intoArray(c, cFrom + 2 * cStride + V);
        c22.intoArray(c, cFrom + 2 * cStride + 2 * V);
        c23.intoArray(c, cFrom + 2 * cStride + 3 * V);
        c30.intoArray(c, cFrom + 3 * cStride);
        c31.intoArray(c, cFrom + 3 * cStride + V);
        c32.intoArray(c, cFrom + 3 * cStride + 2 * V);
        c33.intoArray(c, cFrom + 3 * cStride + 3 * V);
    }

    private static void tile4x3(
            int k,
            float[] a,
            int aFrom,
            int aRow,
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
        int a1From = aFrom + aRow;
        int a2From = aFrom + 2 * aRow;
        int a3From = aFrom + 3 * aRow;
        int q = bFrom;
        for (int step = 0; step < k; step++) {
            FloatVector b0 = FloatVector.fromArray(S, b, q);
            FloatVector b1 = FloatVector.fromArray(S, b, q + V);
            FloatVector b2 = FloatVector.fromArray(S, b, q + 2 * V);
            FloatVector a0 = FloatVector.broadcast(S, a[aFrom + step]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            FloatVector a1 = FloatVector.broadcast(S, a[a1From + step]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            FloatVector a2 = FloatVector.broadcast(S, a[a2From + step]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            FloatVector a3 = FloatVector.broadcast(S, a[a3From + step]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
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

    private static void tile8x2(
            int k,
            float[] a,
            int aFrom,
            int aRow,
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
        int a1From = aFrom + aRow;
        int a2From = aFrom + 2 * aRow;
        int a3From = aFrom + 3 * aRow;
        int a4From = aFrom + 4 * aRow;
        int a5From = aFrom + 5 * aRow;
        int a6From = aFrom + 6 * aRow;
        int a7From = aFrom + 7 * aRow;
        int q = bFrom;
        for (int step = 0; step < k; step++) {
            FloatVector b0 = FloatVector.fromArray(S, b, q);
            FloatVector b1 = FloatVector.fromArray(S, b, q + V);
            FloatVector a0 = FloatVector.broadcast(S, a[aFrom + step]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(S, a[a1From + step]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(S, a[a2From + step]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(S, a[a3From + step]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            FloatVector a4 = FloatVector.broadcast(S, a[a4From + step]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            FloatVector a5 = FloatVector.broadcast(S, a[a5From + step]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
            FloatVector a6 = FloatVector.broadcast(S, a[a6From + step]);
            c60 = a6.fma(b0, c60);
            c61 = a6.fma(b1, c61);
            FloatVector a7 = FloatVector.broadcast(S, a[a7From + step]);
            c70 = a7.fma(b0, c70);
            c71 = a7.fma(b1, c71);
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
        int a1From = aFrom + aRow;
        int a2From = aFrom + 2 * aRow;
        int a3From = aFrom + 3 * aRow;
        int a4From = aFrom + 4 * aRow;
        int a5From = aFrom + 5 * aRow;
        int a6From = aFrom + 6 * aRow;
        int a7From = aFrom + 7 * aRow;
        int q = bFrom;
        for (int step = 0; step < k; step++) {
            FloatVector b0 = FloatVector.fromArray(S, b, q);
            FloatVector a0 = FloatVector.broadcast(S, a[aFrom + step]);
            c00 = a0.fma(b0, c00);
            FloatVector a1 = FloatVector.broadcast(S, a[a1From + step]);
            c10 = a1.fma(b0, c10);
            FloatVector a2 = FloatVector.broadcast(S, a[a2From + step]);
            c20 = a2.fma(b0, c20);
            FloatVector a3 = FloatVector.broadcast(S, a[a3From + step]);
            c30 = a3.fma(b0, c30);
            FloatVector a4 = FloatVector.broadcast(S, a[a4From + step]);
            c40 = a4.fma(b0, c40);
            FloatVector a5 = FloatVector.broadcast(S, a[a5From + step]);
            c50 = a5.fma(b0, c50);
            FloatVector a6 = FloatVector.broadcast(S, a[a6From + step]);
            c60 = a6.fma(b0, c60);
            FloatVector a7 = FloatVector.broadcast(S, a[a7From + step]);
            c70 = a7.fma(b0, c70);
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
