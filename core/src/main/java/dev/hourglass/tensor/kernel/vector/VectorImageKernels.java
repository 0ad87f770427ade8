package dev.hourglass.tensor.kernel.vector;

import dev.hourglass.tensor.kernel.ImageKernels;
import dev.hourglass.tensor.kernel.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Cuts convolutions into register tiles; the 16 samples of a run take one to four vectors, one after the other. */
final class VectorImageKernels implements ImageKernels {
    private static final VectorSpecies<Float> S = VectorWidth.SPECIES;
    private static final int V = S.length();
    private static final int RUN = Lanes.COUNT;
    /** Tiles of 8 channels need 32 vector registers; machines of narrower vectors have 16. */
    private static final boolean IS_TALL = V == RUN;

    private static final FloatVector ZERO = FloatVector.zero(S);
    private static final FloatVector ONE = FloatVector.broadcast(S, 1f);
    private static final FloatVector TWO = FloatVector.broadcast(S, 2f);
    private static final FloatVector THREE = FloatVector.broadcast(S, 3f);

    @Override
    public void gather(
            int pixels,
            int channels,
            int taps,
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
        int eights = IS_TALL ? channels & -8 : 0;
        int fours = channels & -4;
        int threes = IS_TALL && channels - fours == 3 ? channels : fours;
        for (int lane = 0; lane < RUN; lane += V) {
            int i = inFrom + lane;
            int o = outFrom + lane;
            for (int m = 0; m < eights; m += 8) {
                gatherEight(
                        pixels,
                        taps,
                        offsets,
                        in,
                        i,
                        inStep,
                        w,
                        wFrom + m,
                        wStride,
                        init,
                        initFrom + m,
                        out,
                        o + m * RUN,
                        outStep);
            }
            for (int m = eights; m < fours; m += 4) {
                gatherFour(
                        pixels,
                        taps,
                        offsets,
                        in,
                        i,
                        inStep,
                        w,
                        wFrom + m,
                        wStride,
                        init,
                        initFrom + m,
                        out,
                        o + m * RUN,
                        outStep);
            }
            for (int m = fours; m < threes; m += 3) {
                gatherThree(
                        pixels,
                        taps,
                        offsets,
                        in,
                        i,
                        inStep,
                        w,
                        wFrom + m,
                        wStride,
                        init,
                        initFrom + m,
                        out,
                        o + m * RUN,
                        outStep);
            }
            for (int m = threes; m < channels; m++) {
                gatherOne(
                        pixels,
                        taps,
                        offsets,
                        in,
                        i,
                        inStep,
                        w,
                        wFrom + m,
                        wStride,
                        init,
                        initFrom + m,
                        out,
                        o + m * RUN,
                        outStep);
            }
        }
    }

    private static void gatherEight(
            int pixels,
            int taps,
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
        int p = 0;
        for (; p + 3 <= pixels; p += 3) {
            GatherTiles.gather8x3(
                    taps,
                    offsets,
                    in,
                    inFrom + p * inStep,
                    inStep,
                    w,
                    wFrom,
                    wStride,
                    init,
                    initFrom,
                    out,
                    outFrom + p * outStep,
                    outStep);
        }
        for (; p < pixels; p++) {
            GatherTiles.gather8x1(
                    taps,
                    offsets,
                    in,
                    inFrom + p * inStep,
                    inStep,
                    w,
                    wFrom,
                    wStride,
                    init,
                    initFrom,
                    out,
                    outFrom + p * outStep,
                    outStep);
        }
    }

    private static void gatherFour(
            int pixels,
            int taps,
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
        int p = 0;
        for (; p + 3 <= pixels; p += 3) {
            GatherTiles.gather4x3(
                    taps,
                    offsets,
                    in,
                    inFrom + p * inStep,
                    inStep,
                    w,
                    wFrom,
                    wStride,
                    init,
                    initFrom,
                    out,
                    outFrom + p * outStep,
                    outStep);
        }
        for (; p < pixels; p++) {
            GatherTiles.gather4x1(
                    taps,
                    offsets,
                    in,
                    inFrom + p * inStep,
                    inStep,
                    w,
                    wFrom,
                    wStride,
                    init,
                    initFrom,
                    out,
                    outFrom + p * outStep,
                    outStep);
        }
    }

    private static void gatherThree(
            int pixels,
            int taps,
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
        int p = 0;
        for (; p + 7 <= pixels; p += 7) {
            GatherTiles.gather3x7(
                    taps,
                    offsets,
                    in,
                    inFrom + p * inStep,
                    inStep,
                    w,
                    wFrom,
                    wStride,
                    init,
                    initFrom,
                    out,
                    outFrom + p * outStep,
                    outStep);
        }
        for (; p < pixels; p++) {
            GatherTiles.gather3x1(
                    taps,
                    offsets,
                    in,
                    inFrom + p * inStep,
                    inStep,
                    w,
                    wFrom,
                    wStride,
                    init,
                    initFrom,
                    out,
                    outFrom + p * outStep,
                    outStep);
        }
    }

    private static void gatherOne(
            int pixels,
            int taps,
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
        int p = 0;
        for (; p + 8 <= pixels; p += 8) {
            GatherTiles.gather1x8(
                    taps,
                    offsets,
                    in,
                    inFrom + p * inStep,
                    inStep,
                    w,
                    wFrom,
                    wStride,
                    init,
                    initFrom,
                    out,
                    outFrom + p * outStep,
                    outStep);
        }
        for (; p < pixels; p++) {
            GatherTiles.gather1x1(
                    taps,
                    offsets,
                    in,
                    inFrom + p * inStep,
                    inStep,
                    w,
                    wFrom,
                    wStride,
                    init,
                    initFrom,
                    out,
                    outFrom + p * outStep,
                    outStep);
        }
    }

    @Override
    public void correlate(
            int first,
            int pixels,
            int channels,
            int taps,
            float[] in,
            int[] inPixels,
            int inFrom,
            int[] offsets,
            int offsetFrom,
            float[] slope,
            int[] slopePixels,
            int slopeFrom,
            float[] sums,
            int sumFrom) {
        ImageSums.correlate(
                first,
                pixels,
                channels,
                taps,
                in,
                inPixels,
                inFrom,
                offsets,
                offsetFrom,
                slope,
                slopePixels,
                slopeFrom,
                sums,
                sumFrom);
    }

    @Override
    public void channelSums(
            int first,
            int pixels,
            int channels,
            float[] slope,
            int[] slopePixels,
            int slopeFrom,
            float[] sums,
            int sumFrom) {
        ImageSums.channelSums(first, pixels, channels, slope, slopePixels, slopeFrom, sums, sumFrom);
    }

    @Override
    public void sampleSums(int runs, float[] sums, int from, float[] g, int to, int step) {
        ImageSums.sampleSums(runs, sums, from, g, to, step);
    }

    @Override
    public void max4(
            float[] in, int from, int a, int b, int c, int d, float[] out, float[] winners, int to, int count) {
        for (int i = 0; i < count; i += V) {
            FloatVector best = load(in, from + a + i);
            FloatVector second = load(in, from + b + i);
            VectorMask<Float> isSecond = second.compare(VectorOperators.GT, best);
            best = best.blend(second, isSecond);
            FloatVector winner = ZERO.blend(ONE, isSecond);
            FloatVector third = load(in, from + c + i);
            VectorMask<Float> isThird = third.compare(VectorOperators.GT, best);
            best = best.blend(third, isThird);
            winner = winner.blend(TWO, isThird);
            FloatVector fourth = load(in, from + d + i);
            VectorMask<Float> isFourth = fourth.compare(VectorOperators.GT, best);
            best.blend(fourth, isFourth).intoArray(out, to + i);
            winner.blend(THREE, isFourth).intoArray(winners, to + i);
        }
    }

    @Override
    public void max4Gradient(
            float[] slope, float[] winners, int at, float[] g, int from, int a, int b, int c, int d, int count) {
        for (int i = 0; i < count; i += V) {
            FloatVector s = load(slope, at + i);
            FloatVector winner = load(winners, at + i);
            ZERO.blend(s, winner.compare(VectorOperators.EQ, ZERO)).intoArray(g, from + a + i);
            ZERO.blend(s, winner.compare(VectorOperators.EQ, ONE)).intoArray(g, from + b + i);
            ZERO.blend(s, winner.compare(VectorOperators.EQ, TWO)).intoArray(g, from + c + i);
            ZERO.blend(s, winner.compare(VectorOperators.EQ, THREE)).intoArray(g, from + d + i);
        }
    }

    @Override
    public void maxTap(float[] in, int from, float tap, float[] out, float[] winners, int to, int count) {
        for (int i = 0; i < count; i += V) {
            FloatVector value = load(in, from + i);
            FloatVector best = load(out, to + i);
            VectorMask<Float> isLarger = value.compare(VectorOperators.GT, best);
            best.blend(value, isLarger).intoArray(out, to + i);
            load(winners, to + i).blend(tap, isLarger).intoArray(winners, to + i);
        }
    }

    @Override
    public void maxTapGradient(float[] slope, float[] winners, int at, float tap, float[] g, int to, int count) {
        for (int i = 0; i < count; i += V) {
            VectorMask<Float> isWinner = load(winners, at + i).compare(VectorOperators.EQ, tap);
            load(g, to + i).add(ZERO.blend(load(slope, at + i), isWinner)).intoArray(g, to + i);
        }
    }

    @Override
    public void addScaled(float[] in, int from, float factor, float[] out, int to, int count) {
        FloatVector scale = FloatVector.broadcast(S, factor);
        for (int i = 0; i < count; i += V) {
            scale.fma(load(in, from + i), load(out, to + i)).intoArray(out, to + i);
        }
    }

    private static FloatVector load(float[] values, int at) {
        return FloatVector.fromArray(S, values, at);
    }

    @Override
    public void patches(
            int rows, int[] offsets, int offsetFrom, float[] in, int from, int runs, int step, float[] out, int to) {
        int target = to;
        for (int r = 0; r < rows; r++) {
            int source = from + offsets[offsetFrom + r];
            for (int i = 0; i < runs; i++) {
                for (int lane = 0; lane < RUN; lane += V) {
                    FloatVector.fromArray(S, in, source + i * step + lane).intoArray(out, target + lane);
                }
                target += RUN;
            }
        }
    }
}
