package dev.hourglass.tensor.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Register tiles for 16 vector registers, after the pattern of {@link ColumnTiles}, of rows that lie either way.
 *
 * <p>All registers are taken (4 x 3 + 3 + 1), so each row of A must be loaded after the one before it was used. The
 * checks of indices see to that; where the compiler can do without them, it loads two at once and spills.
 */
final class SmallTiles {
    private static final VectorSpecies<Float> S = VectorWidth.SPECIES;
    private static final int V = S.length();

    private SmallTiles() {}

    /** Runs eight rows of 1 to 3 vectors of columns. */
    static void columns(
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
        switch (vectors) {
            case 3 -> {
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
            case 2 -> {
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
            case 1 -> {
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
            default -> throw new AssertionError(vectors);
        }
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
}
