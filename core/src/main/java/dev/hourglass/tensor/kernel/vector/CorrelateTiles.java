package dev.hourglass.tensor.kernel.vector;

import dev.hourglass.tensor.kernel.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Register tiles of a convolution's weight gradient: M channels by K taps, added up over pixels in registers.
 *
 * <p>One flattened loop a method and no branch in it, for the reasons that {@link ColumnTiles} gives; each works on as
 * many of the 16 samples as fit a vector. The text of the tiles follows one pattern; the register budget chose the
 * shapes.
 */
final class CorrelateTiles {
    private static final VectorSpecies<Float> S = VectorWidth.SPECIES;
    private static final int LANES = Lanes.COUNT;

    private CorrelateTiles() {}

    static void correlate8x3(
            int first,
            int pixels,
            float[] in,
            int[] inPixels,
            int inFrom,
            int[] offsets,
            int offset,
            float[] slope,
            int[] slopePixels,
            int slopeFrom,
            float[] sums,
            int to,
            int step) {
        int in0 = inFrom + offsets[offset];
        int in1 = inFrom + offsets[offset + 1];
        int in2 = inFrom + offsets[offset + 2];
        FloatVector c0x0 = FloatVector.fromArray(S, sums, to);
        FloatVector c0x1 = FloatVector.fromArray(S, sums, to + step);
        FloatVector c0x2 = FloatVector.fromArray(S, sums, to + 2 * step);
        FloatVector c1x0 = FloatVector.fromArray(S, sums, to + LANES);
        FloatVector c1x1 = FloatVector.fromArray(S, sums, to + step + LANES);
        FloatVector c1x2 = FloatVector.fromArray(S, sums, to + 2 * step + LANES);
        FloatVector c2x0 = FloatVector.fromArray(S, sums, to + 2 * LANES);
        FloatVector c2x1 = FloatVector.fromArray(S, sums, to + step + 2 * LANES);
        FloatVector c2x2 = FloatVector.fromArray(S, sums, to + 2 * step + 2 * LANES);
        FloatVector c3x0 = FloatVector.fromArray(S, sums, to + 3 * LANES);
        FloatVector c3x1 = FloatVector.fromArray(S, sums, to + step + 3 * LANES);
        FloatVector c3x2 = FloatVector.fromArray(S, sums, to + 2 * step + 3 * LANES);
        FloatVector c4x0 = FloatVector.fromArray(S, sums, to + 4 * LANES);
        FloatVector c4x1 = FloatVector.fromArray(S, sums, to + step + 4 * LANES);
        FloatVector c4x2 = FloatVector.fromArray(S, sums, to + 2 * step + 4 * LANES);
        FloatVector c5x0 = FloatVector.fromArray(S, sums, to + 5 * LANES);
        FloatVector c5x1 = FloatVector.fromArray(S, sums, to + step + 5 * LANES);
        FloatVector c5x2 = FloatVector.fromArray(S, sums, to + 2 * step + 5 * LANES);
        FloatVector c6x0 = FloatVector.fromArray(S, sums, to + 6 * LANES);
        FloatVector c6x1 = FloatVector.fromArray(S, sums, to + step + 6 * LANES);
        FloatVector c6x2 = FloatVector.fromArray(S, sums, to + 2 * step + 6 * LANES);
        FloatVector c7x0 = FloatVector.fromArray(S, sums, to + 7 * LANES);
        FloatVector c7x1 = FloatVector.fromArray(S, sums, to + step + 7 * LANES);
        FloatVector c7x2 = FloatVector.fromArray(S, sums, to + 2 * step + 7 * LANES);
        for (int p = 0; p < pixels; p++) {
            int shift = inPixels[first + p];
            int at = slopeFrom + slopePixels[first + p];
            FloatVector x0 = FloatVector.fromArray(S, in, in0 + shift);
            FloatVector x1 = FloatVector.fromArray(S, in, in1 + shift);
            FloatVector x2 = FloatVector.fromArray(S, in, in2 + shift);
            FloatVector d0 = FloatVector.fromArray(S, slope, at);
            c0x0 = d0.fma(x0, c0x0);
            c0x1 = d0.fma(x1, c0x1);
            c0x2 = d0.fma(x2, c0x2);
            FloatVector d1 = FloatVector.fromArray(S, slope, at + LANES);
            c1x0 = d1.fma(x0, c1x0);
            c1x1 = d1.fma(x1, c1x1);
            c1x2 = d1.fma(x2, c1x2);
            FloatVector d2 = FloatVector.fromArray(S, slope, at + 2 * LANES);
            c2x0 = d2.fma(x0, c2x0);
            c2x1 = d2.fma(x1, c2x1);
            c2x2 = d2.fma(x2, c2x2);
            FloatVector d3 = FloatVector.fromArray(S, slope, at + 3 * LANES);
            c3x0 = d3.fma(x0, c3x0);
            c3x1 = d3.fma(x1, c3x1);
            c3x2 = d3.fma(x2, c3x2);
            FloatVector d4 = FloatVector.fromArray(S, slope, at + 4 * LANES);
            c4x0 = d4.fma(x0, c4x0);
            c4x1 = d4.fma(x1, c4x1);
            c4x2 = d4.fma(x2, c4x2);
            FloatVector d5 = FloatVector.fromArray(S, slope, at + 5 * LANES);
            c5x0 = d5.fma(x0, c5x0);
            c5x1 = d5.fma(x1, c5x1);
            c5x2 = d5.fma(x2, c5x2);
            FloatVector d6 = FloatVector.fromArray(S, slope, at + 6 * LANES);
            c6x0 = d6.fma(x0, c6x0);
            c6x1 = d6.fma(x1, c6x1);
            c6x2 = d6.fma(x2, c6x2);
            FloatVector d7 = FloatVector.fromArray(S, slope, at + 7 * LANES);
            c7x0 = d7.fma(x0, c7x0);
            c7x1 = d7.fma(x1, c7x1);
            c7x2 = d7.fma(x2, c7x2);
        }
        c0x0.intoArray(sums, to);
        c1x0.intoArray(sums, to + LANES);
        c2x0.intoArray(sums, to + 2 * LANES);
        c3x0.intoArray(sums, to + 3 * LANES);
        c4x0.intoArray(sums, to + 4 * LANES);
        c5x0.intoArray(sums, to + 5 * LANES);
        c6x0.intoArray(sums, to + 6 * LANES);
        c7x0.intoArray(sums, to + 7 * LANES);
        c0x1.intoArray(sums, to + step);
        c1x1.intoArray(sums, to + step + LANES);
        c2x1.intoArray(sums, to + step + 2 * LANES);
        c3x1.intoArray(sums, to + step + 3 * LANES);
        c4x1.intoArray(sums, to + step + 4 * LANES);
        c5x1.intoArray(sums, to + step + 5 * LANES);
        c6x1.intoArray(sums, to + step + 6 * LANES);
        c7x1.intoArray(sums, to + step + 7 * LANES);
        c0x2.intoArray(sums, to + 2 * step);
        c1x2.intoArray(sums, to + 2 * step + LANES);
        c2x2.intoArray(sums, to + 2 * step + 2 * LANES);
        c3x2.intoArray(sums, to + 2 * step + 3 * LANES);
        c4x2.intoArray(sums, to + 2 * step + 4 * LANES);
        c5x2.intoArray(sums, to + 2 * step + 5 * LANES);
        c6x2.intoArray(sums, to + 2 * step + 6 * LANES);
        c7x2.intoArray(sums, to + 2 * step + 7 * LANES);
    }

    static void correlate8x1(
            int first,
            int pixels,
            float[] in,
            int[] inPixels,
            int inFrom,
            int[] offsets,
            int offset,
            float[] slope,
            int[] slopePixels,
            int slopeFrom,
            float[] sums,
            int to,
            int step) {
        int in0 = inFrom + offsets[offset];
        FloatVector c0x0 = FloatVector.fromArray(S, sums, to);
        FloatVector c1x0 = FloatVector.fromArray(S, sums, to + LANES);
        FloatVector c2x0 = FloatVector.fromArray(S, sums, to + 2 * LANES);
        FloatVector c3x0 = FloatVector.fromArray(S, sums, to + 3 * LANES);
        FloatVector c4x0 = FloatVector.fromArray(S, sums, to + 4 * LANES);
        FloatVector c5x0 = FloatVector.fromArray(S, sums, to + 5 * LANES);
        FloatVector c6x0 = FloatVector.fromArray(S, sums, to + 6 * LANES);
        FloatVector c7x0 = FloatVector.fromArray(S, sums, to + 7 * LANES);
        for (int p = 0; p < pixels; p++) {
            int shift = inPixels[first + p];
            int at = slopeFrom + slopePixels[first + p];
            FloatVector x0 = FloatVector.fromArray(S, in, in0 + shift);
            FloatVector d0 = FloatVector.fromArray(S, slope, at);
            c0x0 = d0.fma(x0, c0x0);
            FloatVector d1 = FloatVector.fromArray(S, slope, at + LANES);
            c1x0 = d1.fma(x0, c1x0);
            FloatVector d2 = FloatVector.fromArray(S, slope, at + 2 * LANES);
            c2x0 = d2.fma(x0, c2x0);
            FloatVector d3 = FloatVector.fromArray(S, slope, at + 3 * LANES);
            c3x0 = d3.fma(x0, c3x0);
            FloatVector d4 = FloatVector.fromArray(S, slope, at + 4 * LANES);
            c4x0 = d4.fma(x0, c4x0);
            FloatVector d5 = FloatVector.fromArray(S, slope, at + 5 * LANES);
            c5x0 = d5.fma(x0, c5x0);
            FloatVector d6 = FloatVector.fromArray(S, slope, at + 6 * LANES);
            c6x0 = d6.fma(x0, c6x0);
            FloatVector d7 = FloatVector.fromArray(S, slope, at + 7 * LANES);
            c7x0 = d7.fma(x0, c7x0);
        }
        c0x0.intoArray(sums, to);
        c1x0.intoArray(sums, to + LANES);
        c2x0.intoArray(sums, to + 2 * LANES);
        c3x0.intoArray(sums, to + 3 * LANES);
        c4x0.intoArray(sums, to + 4 * LANES);
        c5x0.intoArray(sums, to + 5 * LANES);
        c6x0.intoArray(sums, to + 6 * LANES);
        c7x0.intoArray(sums, to + 7 * LANES);
    }

    static void correlate4x3(
            int first,
            int pixels,
            float[] in,
            int[] inPixels,
            int inFrom,
            int[] offsets,
            int offset,
            float[] slope,
            int[] slopePixels,
            int slopeFrom,
            float[] sums,
            int to,
            int step) {
        int in0 = inFrom + offsets[offset];
        int in1 = inFrom + offsets[offset + 1];
        int in2 = inFrom + offsets[offset + 2];
        FloatVector c0x0 = FloatVector.fromArray(S, sums, to);
        FloatVector c0x1 = FloatVector.fromArray(S, sums, to + step);
        FloatVector c0x2 = FloatVector.fromArray(S, sums, to + 2 * step);
        FloatVector c1x0 = FloatVector.fromArray(S, sums, to + LANES);
        FloatVector c1x1 = FloatVector.fromArray(S, sums, to + step + LANES);
        FloatVector c1x2 = FloatVector.fromArray(S, sums, to + 2 * step + LANES);
        FloatVector c2x0 = FloatVector.fromArray(S, sums, to + 2 * LANES);
        FloatVector c2x1 = FloatVector.fromArray(S, sums, to + step + 2 * LANES);
        FloatVector c2x2 = FloatVector.fromArray(S, sums, to + 2 * step + 2 * LANES);
        FloatVector c3x0 = FloatVector.fromArray(S, sums, to + 3 * LANES);
        FloatVector c3x1 = FloatVector.fromArray(S, sums, to + step + 3 * LANES);
        FloatVector c3x2 = FloatVector.fromArray(S, sums, to + 2 * step + 3 * LANES);
        for (int p = 0; p < pixels; p++) {
            int shift = inPixels[first + p];
            int at = slopeFrom + slopePixels[first + p];
            FloatVector x0 = FloatVector.fromArray(S, in, in0 + shift);
            FloatVector x1 = FloatVector.fromArray(S, in, in1 + shift);
            FloatVector x2 = FloatVector.fromArray(S, in, in2 + shift);
            FloatVector d0 = FloatVector.fromArray(S, slope, at);
            c0x0 = d0.fma(x0, c0x0);
            c0x1 = d0.fma(x1, c0x1);
            c0x2 = d0.fma(x2, c0x2);
            FloatVector d1 = FloatVector.fromArray(S, slope, at + LANES);
            c1x0 = d1.fma(x0, c1x0);
            c1x1 = d1.fma(x1, c1x1);
            c1x2 = d1.fma(x2, c1x2);
            FloatVector d2 = FloatVector.fromArray(S, slope, at + 2 * LANES);
            c2x0 = d2.fma(x0, c2x0);
            c2x1 = d2.fma(x1, c2x1);
            c2x2 = d2.fma(x2, c2x2);
            FloatVector d3 = FloatVector.fromArray(S, slope, at + 3 * LANES);
            c3x0 = d3.fma(x0, c3x0);
            c3x1 = d3.fma(x1, c3x1);
            c3x2 = d3.fma(x2, c3x2);
        }
        c0x0.intoArray(sums, to);
        c1x0.intoArray(sums, to + LANES);
        c2x0.intoArray(sums, to + 2 * LANES);
        c3x0.intoArray(sums, to + 3 * LANES);
        c0x1.intoArray(sums, to + step);
        c1x1.intoArray(sums, to + step + LANES);
        c2x1.intoArray(sums, to + step + 2 * LANES);
        c3x1.intoArray(sums, to + step + 3 * LANES);
        c0x2.intoArray(sums, to + 2 * step);
        c1x2.intoArray(sums, to + 2 * step + LANES);
        c2x2.intoArray(sums, to + 2 * step + 2 * LANES);
        c3x2.intoArray(sums, to + 2 * step + 3 * LANES);
    }

    static void correlate4x1(
            int first,
            int pixels,
            float[] in,
            int[] inPixels,
            int inFrom,
            int[] offsets,
            int offset,
            float[] slope,
            int[] slopePixels,
            int slopeFrom,
            float[] sums,
            int to,
            int step) {
        int in0 = inFrom + offsets[offset];
        FloatVector c0x0 = FloatVector.fromArray(S, sums, to);
        FloatVector c1x0 = FloatVector.fromArray(S, sums, to + LANES);
        FloatVector c2x0 = FloatVector.fromArray(S, sums, to + 2 * LANES);
        FloatVector c3x0 = FloatVector.fromArray(S, sums, to + 3 * LANES);
        for (int p = 0; p < pixels; p++) {
            int shift = inPixels[first + p];
            int at = slopeFrom + slopePixels[first + p];
            FloatVector x0 = FloatVector.fromArray(S, in, in0 + shift);
            FloatVector d0 = FloatVector.fromArray(S, slope, at);
            c0x0 = d0.fma(x0, c0x0);
            FloatVector d1 = FloatVector.fromArray(S, slope, at + LANES);
            c1x0 = d1.fma(x0, c1x0);
            FloatVector d2 = FloatVector.fromArray(S, slope, at + 2 * LANES);
            c2x0 = d2.fma(x0, c2x0);
            FloatVector d3 = FloatVector.fromArray(S, slope, at + 3 * LANES);
            c3x0 = d3.fma(x0, c3x0);
        }
        c0x0.intoArray(sums, to);
        c1x0.intoArray(sums, to + LANES);
        c2x0.intoArray(sums, to + 2 * LANES);
        c3x0.intoArray(sums, to + 3 * LANES);
    }

    static void correlate1x8(
            int first,
            int pixels,
            float[] in,
            int[] inPixels,
            int inFrom,
            int[] offsets,
            int offset,
            float[] slope,
            int[] slopePixels,
            int slopeFrom,
            float[] sums,
            int to,
            int step) {
        int in0 = inFrom + offsets[offset];
        int in1 = inFrom + offsets[offset + 1];
        int in2 = inFrom + offsets[offset + 2];
        int in3 = inFrom + offsets[offset + 3];
        int in4 = inFrom + offsets[offset + 4];
        int in5 = inFrom + offsets[offset + 5];
        int in6 = inFrom + offsets[offset + 6];
        int in7 = inFrom + offsets[offset + 7];
        FloatVector c0x0 = FloatVector.fromArray(S, sums, to);
        FloatVector c0x1 = FloatVector.fromArray(S, sums, to + step);
        FloatVector c0x2 = FloatVector.fromArray(S, sums, to + 2 * step);
        FloatVector c0x3 = FloatVector.fromArray(S, sums, to + 3 * step);
        FloatVector c0x4 = FloatVector.fromArray(S, sums, to + 4 * step);
        FloatVector c0x5 = FloatVector.fromArray(S, sums, to + 5 * step);
        FloatVector c0x6 = FloatVector.fromArray(S, sums, to + 6 * step);
        FloatVector c0x7 = FloatVector.fromArray(S, sums, to + 7 * step);
        for (int p = 0; p < pixels; p++) {
            int shift = inPixels[first + p];
            int at = slopeFrom + slopePixels[first + p];
            FloatVector x0 = FloatVector.fromArray(S, in, in0 + shift);
            FloatVector x1 = FloatVector.fromArray(S, in, in1 + shift);
            FloatVector x2 = FloatVector.fromArray(S, in, in2 + shift);
            FloatVector x3 = FloatVector.fromArray(S, in, in3 + shift);
            FloatVector x4 = FloatVector.fromArray(S, in, in4 + shift);
            FloatVector x5 = FloatVector.fromArray(S, in, in5 + shift);
            FloatVector x6 = FloatVector.fromArray(S, in, in6 + shift);
            FloatVector x7 = FloatVector.fromArray(S, in, in7 + shift);
            FloatVector d0 = FloatVector.fromArray(S, slope, at);
            c0x0 = d0.fma(x0, c0x0);
            c0x1 = d0.fma(x1, c0x1);
            c0x2 = d0.fma(x2, c0x2);
            c0x3 = d0.fma(x3, c0x3);
            c0x4 = d0.fma(x4, c0x4);
            c0x5 = d0.fma(x5, c0x5);
            c0x6 = d0.fma(x6, c0x6);
            c0x7 = d0.fma(x7, c0x7);
        }
        c0x0.intoArray(sums, to);
        c0x1.intoArray(sums, to + step);
        c0x2.intoArray(sums, to + 2 * step);
        c0x3.intoArray(sums, to + 3 * step);
        c0x4.intoArray(sums, to + 4 * step);
        c0x5.intoArray(sums, to + 5 * step);
        c0x6.intoArray(sums, to + 6 * step);
        c0x7.intoArray(sums, to + 7 * step);
    }

    static void correlate1x1(
            int first,
            int pixels,
            float[] in,
            int[] inPixels,
            int inFrom,
            int[] offsets,
            int offset,
            float[] slope,
            int[] slopePixels,
            int slopeFrom,
            float[] sums,
            int to,
            int step) {
        int in0 = inFrom + offsets[offset];
        FloatVector c0x0 = FloatVector.fromArray(S, sums, to);
        for (int p = 0; p < pixels; p++) {
            int shift = inPixels[first + p];
            int at = slopeFrom + slopePixels[first + p];
            FloatVector x0 = FloatVector.fromArray(S, in, in0 + shift);
            FloatVector d0 = FloatVector.fromArray(S, slope, at);
            c0x0 = d0.fma(x0, c0x0);
        }
        c0x0.intoArray(sums, to);
    }
}
