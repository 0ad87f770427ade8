package dev.hourglass.tensor.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Register tiles of four rows that take listed k only, after the pattern of {@link ColumnTiles}: few rows, since all of
 * them take a k that one of them needs, and as many columns as the registers hold (4 x 5 + 5 + 1 of 32, 4 x 3 + 3 + 1
 * of 16).
 */
final class StepTiles {
    private static final VectorSpecies<Float> S = VectorWidth.SPECIES;
    private static final int V = S.length();

    private StepTiles() {}

    /** Runs 1 to 5 vectors of columns. */
    static void columns(
            int vectors,
            int count,
            int[] steps,
            int first,
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
            case 5 ->
                columns5(
                        count,
                        steps,
                        first,
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
            case 4 ->
                columns4(
                        count,
                        steps,
                        first,
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
            case 3 ->
                columns3(
                        count,
                        steps,
                        first,
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
            case 2 ->
                columns2(
                        count,
                        steps,
                        first,
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
            case 1 ->
                columns1(
                        count,
                        steps,
                        first,
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
            default -> throw new AssertionError(vectors);
        }
    }

    private static void columns5(
            int count,
            int[] steps,
            int first,
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
        int r1 = aRow;
        int r2 = 2 * aRow;
        int r3 = 3 * aRow;
        int end = first + count;
        for (int i = first; i < end; i++) {
            int p = aFrom + steps[i] * aStep;
            int q = bFrom + steps[i] * bStride;
            FloatVector b0 = FloatVector.fromArray(S, b, q);
            FloatVector b1 = FloatVector.fromArray(S, b, q + V);
            FloatVector b2 = FloatVector.fromArray(S, b, q + 2 * V);
            FloatVector b3 = FloatVector.fromArray(S, b, q + 3 * V);
            FloatVector b4 = FloatVector.fromArray(S, b, q + 4 * V);
            FloatVector a0 = FloatVector.broadcast(S, a[p]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            c04 = a0.fma(b4, c04);
            FloatVector a1 = FloatVector.broadcast(S, a[p + r1]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
            c14 = a1.fma(b4, c14);
            FloatVector a2 = FloatVector.broadcast(S, a[p + r2]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            c23 = a2.fma(b3, c23);
            c24 = a2.fma(b4, c24);
            FloatVector a3 = FloatVector.broadcast(S, a[p + r3]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
            c33 = a3.fma(b3, c33);
            c34 = a3.fma(b4, c34);
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

    private static void columns4(
            int count,
            int[] steps,
            int first,
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
        int r1 = aRow;
        int r2 = 2 * aRow;
        int r3 = 3 * aRow;
        int end = first + count;
        for (int i = first; i < end; i++) {
            int p = aFrom + steps[i] * aStep;
            int q = bFrom + steps[i] * bStride;
            FloatVector b0 = FloatVector.fromArray(S, b, q);
            FloatVector b1 = FloatVector.fromArray(S, b, q + V);
            FloatVector b2 = FloatVector.fromArray(S, b, q + 2 * V);
            FloatVector b3 = FloatVector.fromArray(S, b, q + 3 * V);
            FloatVector a0 = FloatVector.broadcast(S, a[p]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(S, a[p + r1]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
            FloatVector a2 = FloatVector.broadcast(S, a[p + r2]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            c23 = a2.fma(b3, c23);
            FloatVector a3 = FloatVector.broadcast(S, a[p + r3]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
            c33 = a3.fma(b3, c33);
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

    private static void columns3(
            int count,
            int[] steps,
            int first,
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
        int end = first + count;
        for (int i = first; i < end; i++) {
            int p = aFrom + steps[i] * aStep;
            int q = bFrom + steps[i] * bStride;
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

    private static void columns2(
            int count,
            int[] steps,
            int first,
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
        int end = first + count;
        for (int i = first; i < end; i++) {
            int p = aFrom + steps[i] * aStep;
            int q = bFrom + steps[i] * bStride;
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

    private static void columns1(
            int count,
            int[] steps,
            int first,
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
        int end = first + count;
        for (int i = first; i < end; i++) {
            int p = aFrom + steps[i] * aStep;
            int q = bFrom + steps[i] * bStride;
            FloatVector b0 = FloatVector.fromArray(S, b, q);
            FloatVector a0 = FloatVector.broadcast(S, a[p]);
            c00 = a0.fma(b0, c00);
            FloatVector a1 = FloatVector.broadcast(S, a[p + r1]);
            c10 = a1.fma(b0, c10);
            FloatVector a2 = FloatVector.broadcast(S, a[p + r2]);
            c20 = a2.fma(b0, c20);
            FloatVector a3 = FloatVector.broadcast(S, a[p + r3]);
            c30 = a3.fma(b0, c30);
        }
        c00.intoArray(c, cFrom);
        c10.intoArray(c, cFrom + cStride);
        c20.intoArray(c, cFrom + 2 * cStride);
        c30.intoArray(c, cFrom + 3 * cStride);
    }
}
