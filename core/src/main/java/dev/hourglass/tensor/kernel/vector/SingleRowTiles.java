package dev.hourglass.tensor.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Register tiles of one row, for rows that are left over and for single samples; after the pattern of
 * {@link ColumnTiles}.
 */
final class SingleRowTiles {
    private static final VectorSpecies<Float> S = VectorWidth.SPECIES;
    private static final int V = S.length();

    private SingleRowTiles() {}

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
