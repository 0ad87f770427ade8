package dev.hourglass.tensor.kernel.vector;

import dev.hourglass.tensor.kernel.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Register tiles of a convolution: M channels by P pixels, accumulated over taps in registers and stored once.
 *
 * <p>One flattened loop a method and no branch in it, for the reasons that {@link ColumnTiles} gives; each works on as
 * many of the 16 samples as fit a vector. The text of the tiles follows one pattern; the register budget chose the
 * shapes.
 */
final class GatherTiles {
    private static final VectorSpecies<Float> S = VectorWidth.SPECIES;
    private static final int LANES = Lanes.COUNT;

    private GatherTiles() {}

    static void gather8x3(
            int k,
            int[] offsets,
            float[] in,
            int inFrom,
            int inStep,
            float[] w,
            int wFrom,
            int wStride,
            float[] init,
            int initFrom,
            float[] out,
            int outFrom,
            int outStep) {
        FloatVector c0x0 = FloatVector.broadcast(S, init[initFrom]);
        FloatVector c0x1 = c0x0;
        FloatVector c0x2 = c0x0;
        FloatVector c1x0 = FloatVector.broadcast(S, init[initFrom + 1]);
        FloatVector c1x1 = c1x0;
        FloatVector c1x2 = c1x0;
        FloatVector c2x0 = FloatVector.broadcast(S, init[initFrom + 2]);
        FloatVector c2x1 = c2x0;
        FloatVector c2x2 = c2x0;
        FloatVector c3x0 = FloatVector.broadcast(S, init[initFrom + 3]);
        FloatVector c3x1 = c3x0;
        FloatVector c3x2 = c3x0;
        FloatVector c4x0 = FloatVector.broadcast(S, init[initFrom + 4]);
        FloatVector c4x1 = c4x0;
        FloatVector c4x2 = c4x0;
        FloatVector c5x0 = FloatVector.broadcast(S, init[initFrom + 5]);
        FloatVector c5x1 = c5x0;
        FloatVector c5x2 = c5x0;
        FloatVector c6x0 = FloatVector.broadcast(S, init[initFrom + 6]);
        FloatVector c6x1 = c6x0;
        FloatVector c6x2 = c6x0;
        FloatVector c7x0 = FloatVector.broadcast(S, init[initFrom + 7]);
        FloatVector c7x1 = c7x0;
        FloatVector c7x2 = c7x0;
        int weight = wFrom;
        for (int i = 0; i < k; i++) {
            int at = inFrom + offsets[i];
            FloatVector x0 = FloatVector.fromArray(S, in, at);
            FloatVector x1 = FloatVector.fromArray(S, in, at + inStep);
            FloatVector x2 = FloatVector.fromArray(S, in, at + 2 * inStep);
            FloatVector w0 = FloatVector.broadcast(S, w[weight]);
            c0x0 = w0.fma(x0, c0x0);
            c0x1 = w0.fma(x1, c0x1);
            c0x2 = w0.fma(x2, c0x2);
            FloatVector w1 = FloatVector.broadcast(S, w[weight + 1]);
            c1x0 = w1.fma(x0, c1x0);
            c1x1 = w1.fma(x1, c1x1);
            c1x2 = w1.fma(x2, c1x2);
            FloatVector w2 = FloatVector.broadcast(S, w[weight + 2]);
            c2x0 = w2.fma(x0, c2x0);
            c2x1 = w2.fma(x1, c2x1);
            c2x2 = w2.fma(x2, c2x2);
            FloatVector w3 = FloatVector.broadcast(S, w[weight + 3]);
            c3x0 = w3.fma(x0, c3x0);
            c3x1 = w3.fma(x1, c3x1);
            c3x2 = w3.fma(x2, c3x2);
            FloatVector w4 = FloatVector.broadcast(S, w[weight + 4]);
            c4x0 = w4.fma(x0, c4x0);
            c4x1 = w4.fma(x1, c4x1);
            c4x2 = w4.fma(x2, c4x2);
            FloatVector w5 = FloatVector.broadcast(S, w[weight + 5]);
            c5x0 = w5.fma(x0, c5x0);
            c5x1 = w5.fma(x1, c5x1);
            c5x2 = w5.fma(x2, c5x2);
            FloatVector w6 = FloatVector.broadcast(S, w[weight + 6]);
            c6x0 = w6.fma(x0, c6x0);
            c6x1 = w6.fma(x1, c6x1);
            c6x2 = w6.fma(x2, c6x2);
            FloatVector w7 = FloatVector.broadcast(S, w[weight + 7]);
            c7x0 = w7.fma(x0, c7x0);
            c7x1 = w7.fma(x1, c7x1);
            c7x2 = w7.fma(x2, c7x2);
            weight += wStride;
        }
        c0x0.intoArray(out, outFrom);
        c1x0.intoArray(out, outFrom + LANES);
        c2x0.intoArray(out, outFrom + 2 * LANES);
        c3x0.intoArray(out, outFrom + 3 * LANES);
        c4x0.intoArray(out, outFrom + 4 * LANES);
        c5x0.intoArray(out, outFrom + 5 * LANES);
        c6x0.intoArray(out, outFrom + 6 * LANES);
        c7x0.intoArray(out, outFrom + 7 * LANES);
        c0x1.intoArray(out, outFrom + outStep);
        c1x1.intoArray(out, outFrom + outStep + LANES);
        c2x1.intoArray(out, outFrom + outStep + 2 * LANES);
        c3x1.intoArray(out, outFrom + outStep + 3 * LANES);
        c4x1.intoArray(out, outFrom + outStep + 4 * LANES);
        c5x1.intoArray(out, outFrom + outStep + 5 * LANES);
        c6x1.intoArray(out, outFrom + outStep + 6 * LANES);
        c7x1.intoArray(out, outFrom + outStep + 7 * LANES);
        c0x2.intoArray(out, outFrom + 2 * outStep);
        c1x2.intoArray(out, outFrom + 2 * outStep + LANES);
        c2x2.intoArray(out, outFrom + 2 * outStep + 2 * LANES);
        c3x2.intoArray(out, outFrom + 2 * outStep + 3 * LANES);
        c4x2.intoArray(out, outFrom + 2 * outStep + 4 * LANES);
        c5x2.intoArray(out, outFrom + 2 * outStep + 5 * LANES);
        c6x2.intoArray(out, outFrom + 2 * outStep + 6 * LANES);
        c7x2.intoArray(out, outFrom + 2 * outStep + 7 * LANES);
    }

    static void gather8x1(
            int k,
            int[] offsets,
            float[] in,
            int inFrom,
            int inStep,
            float[] w,
            int wFrom,
            int wStride,
            float[] init,
            int initFrom,
            float[] out,
            int outFrom,
            int outStep) {
        FloatVector c0x0 = FloatVector.broadcast(S, init[initFrom]);
        FloatVector c1x0 = FloatVector.broadcast(S, init[initFrom + 1]);
        FloatVector c2x0 = FloatVector.broadcast(S, init[initFrom + 2]);
        FloatVector c3x0 = FloatVector.broadcast(S, init[initFrom + 3]);
        FloatVector c4x0 = FloatVector.broadcast(S, init[initFrom + 4]);
        FloatVector c5x0 = FloatVector.broadcast(S, init[initFrom + 5]);
        FloatVector c6x0 = FloatVector.broadcast(S, init[initFrom + 6]);
        FloatVector c7x0 = FloatVector.broadcast(S, init[initFrom + 7]);
        int weight = wFrom;
        for (int i = 0; i < k; i++) {
            int at = inFrom + offsets[i];
            FloatVector x0 = FloatVector.fromArray(S, in, at);
            FloatVector w0 = FloatVector.broadcast(S, w[weight]);
            c0x0 = w0.fma(x0, c0x0);
            FloatVector w1 = FloatVector.broadcast(S, w[weight + 1]);
            c1x0 = w1.fma(x0, c1x0);
            FloatVector w2 = FloatVector.broadcast(S, w[weight + 2]);
            c2x0 = w2.fma(x0, c2x0);
            FloatVector w3 = FloatVector.broadcast(S, w[weight + 3]);
            c3x0 = w3.fma(x0, c3x0);
            FloatVector w4 = FloatVector.broadcast(S, w[weight + 4]);
            c4x0 = w4.fma(x0, c4x0);
            FloatVector w5 = FloatVector.broadcast(S, w[weight + 5]);
            c5x0 = w5.fma(x0, c5x0);
            FloatVector w6 = FloatVector.broadcast(S, w[weight + 6]);
            c6x0 = w6.fma(x0, c6x0);
            FloatVector w7 = FloatVector.broadcast(S, w[weight + 7]);
            c7x0 = w7.fma(x0, c7x0);
            weight += wStride;
        }
        c0x0.intoArray(out, outFrom);
        c1x0.intoArray(out, outFrom + LANES);
        c2x0.intoArray(out, outFrom + 2 * LANES);
        c3x0.intoArray(out, outFrom + 3 * LANES);
        c4x0.intoArray(out, outFrom + 4 * LANES);
        c5x0.intoArray(out, outFrom + 5 * LANES);
        c6x0.intoArray(out, outFrom + 6 * LANES);
        c7x0.intoArray(out, outFrom + 7 * LANES);
    }

    static void gather4x3(
            int k,
            int[] offsets,
            float[] in,
            int inFrom,
            int inStep,
            float[] w,
            int wFrom,
            int wStride,
            float[] init,
            int initFrom,
            float[] out,
            int outFrom,
            int outStep) {
        FloatVector c0x0 = FloatVector.broadcast(S, init[initFrom]);
        FloatVector c0x1 = c0x0;
        FloatVector c0x2 = c0x0;
        FloatVector c1x0 = FloatVector.broadcast(S, init[initFrom + 1]);
        FloatVector c1x1 = c1x0;
        FloatVector c1x2 = c1x0;
        FloatVector c2x0 = FloatVector.broadcast(S, init[initFrom + 2]);
        FloatVector c2x1 = c2x0;
        FloatVector c2x2 = c2x0;
        FloatVector c3x0 = FloatVector.broadcast(S, init[initFrom + 3]);
        FloatVector c3x1 = c3x0;
        FloatVector c3x2 = c3x0;
        int weight = wFrom;
        for (int i = 0; i < k; i++) {
            int at = inFrom + offsets[i];
            FloatVector x0 = FloatVector.fromArray(S, in, at);
            FloatVector x1 = FloatVector.fromArray(S, in, at + inStep);
            FloatVector x2 = FloatVector.fromArray(S, in, at + 2 * inStep);
            FloatVector w0 = FloatVector.broadcast(S, w[weight]);
            c0x0 = w0.fma(x0, c0x0);
            c0x1 = w0.fma(x1, c0x1);
            c0x2 = w0.fma(x2, c0x2);
            FloatVector w1 = FloatVector.broadcast(S, w[weight + 1]);
            c1x0 = w1.fma(x0, c1x0);
            c1x1 = w1.fma(x1, c1x1);
            c1x2 = w1.fma(x2, c1x2);
            FloatVector w2 = FloatVector.broadcast(S, w[weight + 2]);
            c2x0 = w2.fma(x0, c2x0);
            c2x1 = w2.fma(x1, c2x1);
            c2x2 = w2.fma(x2, c2x2);
            FloatVector w3 = FloatVector.broadcast(S, w[weight + 3]);
            c3x0 = w3.fma(x0, c3x0);
            c3x1 = w3.fma(x1, c3x1);
            c3x2 = w3.fma(x2, c3x2);
            weight += wStride;
        }
        c0x0.intoArray(out, outFrom);
        c1x0.intoArray(out, outFrom + LANES);
        c2x0.intoArray(out, outFrom + 2 * LANES);
        c3x0.intoArray(out, outFrom + 3 * LANES);
        c0x1.intoArray(out, outFrom + outStep);
        c1x1.intoArray(out, outFrom + outStep + LANES);
        c2x1.intoArray(out, outFrom + outStep + 2 * LANES);
        c3x1.intoArray(out, outFrom + outStep + 3 * LANES);
        c0x2.intoArray(out, outFrom + 2 * outStep);
        c1x2.intoArray(out, outFrom + 2 * outStep + LANES);
        c2x2.intoArray(out, outFrom + 2 * outStep + 2 * LANES);
        c3x2.intoArray(out, outFrom + 2 * outStep + 3 * LANES);
    }

    static void gather4x1(
            int k,
            int[] offsets,
            float[] in,
            int inFrom,
            int inStep,
            float[] w,
            int wFrom,
            int wStride,
            float[] init,
            int initFrom,
            float[] out,
            int outFrom,
            int outStep) {
        FloatVector c0x0 = FloatVector.broadcast(S, init[initFrom]);
        FloatVector c1x0 = FloatVector.broadcast(S, init[initFrom + 1]);
        FloatVector c2x0 = FloatVector.broadcast(S, init[initFrom + 2]);
        FloatVector c3x0 = FloatVector.broadcast(S, init[initFrom + 3]);
        int weight = wFrom;
        for (int i = 0; i < k; i++) {
            int at = inFrom + offsets[i];
            FloatVector x0 = FloatVector.fromArray(S, in, at);
            FloatVector w0 = FloatVector.broadcast(S, w[weight]);
            c0x0 = w0.fma(x0, c0x0);
            FloatVector w1 = FloatVector.broadcast(S, w[weight + 1]);
            c1x0 = w1.fma(x0, c1x0);
            FloatVector w2 = FloatVector.broadcast(S, w[weight + 2]);
            c2x0 = w2.fma(x0, c2x0);
            FloatVector w3 = FloatVector.broadcast(S, w[weight + 3]);
            c3x0 = w3.fma(x0, c3x0);
            weight += wStride;
        }
        c0x0.intoArray(out, outFrom);
        c1x0.intoArray(out, outFrom + LANES);
        c2x0.intoArray(out, outFrom + 2 * LANES);
        c3x0.intoArray(out, outFrom + 3 * LANES);
    }

    static void gather3x7(
            int k,
            int[] offsets,
            float[] in,
            int inFrom,
            int inStep,
            float[] w,
            int wFrom,
            int wStride,
            float[] init,
            int initFrom,
            float[] out,
            int outFrom,
            int outStep) {
        FloatVector c0x0 = FloatVector.broadcast(S, init[initFrom]);
        FloatVector c0x1 = c0x0;
        FloatVector c0x2 = c0x0;
        FloatVector c0x3 = c0x0;
        FloatVector c0x4 = c0x0;
        FloatVector c0x5 = c0x0;
        FloatVector c0x6 = c0x0;
        FloatVector c1x0 = FloatVector.broadcast(S, init[initFrom + 1]);
        FloatVector c1x1 = c1x0;
        FloatVector c1x2 = c1x0;
        FloatVector c1x3 = c1x0;
        FloatVector c1x4 = c1x0;
        FloatVector c1x5 = c1x0;
        FloatVector c1x6 = c1x0;
        FloatVector c2x0 = FloatVector.broadcast(S, init[initFrom + 2]);
        FloatVector c2x1 = c2x0;
        FloatVector c2x2 = c2x0;
        FloatVector c2x3 = c2x0;
        FloatVector c2x4 = c2x0;
        FloatVector c2x5 = c2x0;
        FloatVector c2x6 = c2x0;
        int weight = wFrom;
        for (int i = 0; i < k; i++) {
            int at = inFrom + offsets[i];
            FloatVector x0 = FloatVector.fromArray(S, in, at);
            FloatVector x1 = FloatVector.fromArray(S, in, at + inStep);
            FloatVector x2 = FloatVector.fromArray(S, in, at + 2 * inStep);
            FloatVector x3 = FloatVector.fromArray(S, in, at + 3 * inStep);
            FloatVector x4 = FloatVector.fromArray(S, in, at + 4 * inStep);
            FloatVector x5 = FloatVector.fromArray(S, in, at + 5 * inStep);
            FloatVector x6 = FloatVector.fromArray(S, in, at + 6 * inStep);
            FloatVector w0 = FloatVector.broadcast(S, w[weight]);
            c0x0 = w0.fma(x0, c0x0);
            c0x1 = w0.fma(x1, c0x1);
            c0x2 = w0.fma(x2, c0x2);
            c0x3 = w0.fma(x3, c0x3);
            c0x4 = w0.fma(x4, c0x4);
            c0x5 = w0.fma(x5, c0x5);
            c0x6 = w0.fma(x6, c0x6);
            FloatVector w1 = FloatVector.broadcast(S, w[weight + 1]);
            c1x0 = w1.fma(x0, c1x0);
            c1x1 = w1.fma(x1, c1x1);
            c1x2 = w1.fma(x2, c1x2);
            c1x3 = w1.fma(x3, c1x3);
            c1x4 = w1.fma(x4, c1x4);
            c1x5 = w1.fma(x5, c1x5);
            c1x6 = w1.fma(x6, c1x6);
            FloatVector w2 = FloatVector.broadcast(S, w[weight + 2]);
            c2x0 = w2.fma(x0, c2x0);
            c2x1 = w2.fma(x1, c2x1);
            c2x2 = w2.fma(x2, c2x2);
            c2x3 = w2.fma(x3, c2x3);
            c2x4 = w2.fma(x4, c2x4);
            c2x5 = w2.fma(x5, c2x5);
            c2x6 = w2.fma(x6, c2x6);
            weight += wStride;
        }
        c0x0.intoArray(out, outFrom);
        c1x0.intoArray(out, outFrom + LANES);
        c2x0.intoArray(out, outFrom + 2 * LANES);
        c0x1.intoArray(out, outFrom + outStep);
        c1x1.intoArray(out, outFrom + outStep + LANES);
        c2x1.intoArray(out, outFrom + outStep + 2 * LANES);
        c0x2.intoArray(out, outFrom + 2 * outStep);
        c1x2.intoArray(out, outFrom + 2 * outStep + LANES);
        c2x2.intoArray(out, outFrom + 2 * outStep + 2 * LANES);
        c0x3.intoArray(out, outFrom + 3 * outStep);
        c1x3.intoArray(out, outFrom + 3 * outStep + LANES);
        c2x3.intoArray(out, outFrom + 3 * outStep + 2 * LANES);
        c0x4.intoArray(out, outFrom + 4 * outStep);
        c1x4.intoArray(out, outFrom + 4 * outStep + LANES);
        c2x4.intoArray(out, outFrom + 4 * outStep + 2 * LANES);
        c0x5.intoArray(out, outFrom + 5 * outStep);
        c1x5.intoArray(out, outFrom + 5 * outStep + LANES);
        c2x5.intoArray(out, outFrom + 5 * outStep + 2 * LANES);
        c0x6.intoArray(out, outFrom + 6 * outStep);
        c1x6.intoArray(out, outFrom + 6 * outStep + LANES);
        c2x6.intoArray(out, outFrom + 6 * outStep + 2 * LANES);
    }

    static void gather3x1(
            int k,
            int[] offsets,
            float[] in,
            int inFrom,
            int inStep,
            float[] w,
            int wFrom,
            int wStride,
            float[] init,
            int initFrom,
            float[] out,
            int outFrom,
            int outStep) {
        FloatVector c0x0 = FloatVector.broadcast(S, init[initFrom]);
        FloatVector c1x0 = FloatVector.broadcast(S, init[initFrom + 1]);
        FloatVector c2x0 = FloatVector.broadcast(S, init[initFrom + 2]);
        int weight = wFrom;
        for (int i = 0; i < k; i++) {
            int at = inFrom + offsets[i];
            FloatVector x0 = FloatVector.fromArray(S, in, at);
            FloatVector w0 = FloatVector.broadcast(S, w[weight]);
            c0x0 = w0.fma(x0, c0x0);
            FloatVector w1 = FloatVector.broadcast(S, w[weight + 1]);
            c1x0 = w1.fma(x0, c1x0);
            FloatVector w2 = FloatVector.broadcast(S, w[weight + 2]);
            c2x0 = w2.fma(x0, c2x0);
            weight += wStride;
        }
        c0x0.intoArray(out, outFrom);
        c1x0.intoArray(out, outFrom + LANES);
        c2x0.intoArray(out, outFrom + 2 * LANES);
    }

    static void gather1x8(
            int k,
            int[] offsets,
            float[] in,
            int inFrom,
            int inStep,
            float[] w,
            int wFrom,
            int wStride,
            float[] init,
            int initFrom,
            float[] out,
            int outFrom,
            int outStep) {
        FloatVector c0x0 = FloatVector.broadcast(S, init[initFrom]);
        FloatVector c0x1 = c0x0;
        FloatVector c0x2 = c0x0;
        FloatVector c0x3 = c0x0;
        FloatVector c0x4 = c0x0;
        FloatVector c0x5 = c0x0;
        FloatVector c0x6 = c0x0;
        FloatVector c0x7 = c0x0;
        int weight = wFrom;
        for (int i = 0; i < k; i++) {
            int at = inFrom + offsets[i];
            FloatVector x0 = FloatVector.fromArray(S, in, at);
            FloatVector x1 = FloatVector.fromArray(S, in, at + inStep);
            FloatVector x2 = FloatVector.fromArray(S, in, at + 2 * inStep);
            FloatVector x3 = FloatVector.fromArray(S, in, at + 3 * inStep);
            FloatVector x4 = FloatVector.fromArray(S, in, at + 4 * inStep);
            FloatVector x5 = FloatVector.fromArray(S, in, at + 5 * inStep);
            FloatVector x6 = FloatVector.fromArray(S, in, at + 6 * inStep);
            FloatVector x7 = FloatVector.fromArray(S, in, at + 7 * inStep);
            FloatVector w0 = FloatVector.broadcast(S, w[weight]);
            c0x0 = w0.fma(x0, c0x0);
            c0x1 = w0.fma(x1, c0x1);
            c0x2 = w0.fma(x2, c0x2);
            c0x3 = w0.fma(x3, c0x3);
            c0x4 = w0.fma(x4, c0x4);
            c0x5 = w0.fma(x5, c0x5);
            c0x6 = w0.fma(x6, c0x6);
            c0x7 = w0.fma(x7, c0x7);
            weight += wStride;
        }
        c0x0.intoArray(out, outFrom);
        c0x1.intoArray(out, outFrom + outStep);
        c0x2.intoArray(out, outFrom + 2 * outStep);
        c0x3.intoArray(out, outFrom + 3 * outStep);
        c0x4.intoArray(out, outFrom + 4 * outStep);
        c0x5.intoArray(out, outFrom + 5 * outStep);
        c0x6.intoArray(out, outFrom + 6 * outStep);
        c0x7.intoArray(out, outFrom + 7 * outStep);
    }

    static void gather1x1(
            int k,
            int[] offsets,
            float[] in,
            int inFrom,
            int inStep,
            float[] w,
            int wFrom,
            int wStride,
            float[] init,
            int initFrom,
            float[] out,
            int outFrom,
            int outStep) {
        FloatVector c0x0 = FloatVector.broadcast(S, init[initFrom]);
        int weight = wFrom;
        for (int i = 0; i < k; i++) {
            int at = inFrom + offsets[i];
            FloatVector x0 = FloatVector.fromArray(S, in, at);
            FloatVector w0 = FloatVector.broadcast(S, w[weight]);
            c0x0 = w0.fma(x0, c0x0);
            weight += wStride;
        }
        c0x0.intoArray(out, outFrom);
    }
}
