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
        for (; p + 8 <= pixels; p += 8) {
            GatherTiles.gather3x8(
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
            int pixels,
            int channels,
            int taps,
            float[] in,
            int[] inPixels,
            int inFrom,
            int[] offsets,
            float[] slope,
            int[] slopePixels,
            int slopeFrom,
            float[] g,
            int gFrom,
            int gStride,
            float[] scratch) {
        int eights = IS_TALL ? channels & -8 : 0;
        int fours = channels & -4;
        for (int m = 0; m < eights; m += 8) {
            correlateEight(
                    pixels,
                    taps,
                    in,
                    inPixels,
                    inFrom,
                    offsets,
                    slope,
                    slopePixels,
                    slopeFrom + m * RUN,
                    g,
                    gFrom + m,
                    gStride,
                    scratch);
        }
        for (int m = eights; m < fours; m += 4) {
            correlateFour(
                    pixels,
                    taps,
                    in,
                    inPixels,
                    inFrom,
                    offsets,
                    slope,
                    slopePixels,
                    slopeFrom + m * RUN,
                    g,
                    gFrom + m,
                    gStride,
                    scratch);
        }
        for (int m = fours; m < channels; m++) {
            correlateOne(
                    pixels,
                    taps,
                    in,
                    inPixels,
                    inFrom,
                    offsets,
                    slope,
                    slopePixels,
                    slopeFrom + m * RUN,
                    g,
                    gFrom + m,
                    gStride,
                    scratch);
        }
    }

    private static void correlateEight(
            int pixels,
            int taps,
            float[] in,
            int[] inPixels,
            int inFrom,
            int[] offsets,
            float[] slope,
            int[] slopePixels,
            int slopeFrom,
            float[] g,
            int gFrom,
            int gStride,
            float[] scratch) {
        int k = 0;
        for (; k + 3 <= taps; k += 3) {
            CorrelateTiles.correlate8x3(
                    pixels, in, inPixels, inFrom, offsets, k, slope, slopePixels, slopeFrom, scratch, 0);
            store(scratch, 8, 3, g, gFrom + k * gStride, gStride);
        }
        for (; k < taps; k++) {
            CorrelateTiles.correlate8x1(
                    pixels, in, inPixels, inFrom, offsets, k, slope, slopePixels, slopeFrom, scratch, 0);
            store(scratch, 8, 1, g, gFrom + k * gStride, gStride);
        }
    }

    private static void correlateFour(
            int pixels,
            int taps,
            float[] in,
            int[] inPixels,
            int inFrom,
            int[] offsets,
            float[] slope,
            int[] slopePixels,
            int slopeFrom,
            float[] g,
            int gFrom,
            int gStride,
            float[] scratch) {
        int k = 0;
        for (; k + 3 <= taps; k += 3) {
            for (int lane = 0; lane < RUN; lane += V) {
                CorrelateTiles.correlate4x3(
                        pixels,
                        in,
                        inPixels,
                        inFrom + lane,
                        offsets,
                        k,
                        slope,
                        slopePixels,
                        slopeFrom + lane,
                        scratch,
                        lane);
            }
            store(scratch, 4, 3, g, gFrom + k * gStride, gStride);
        }
        for (; k < taps; k++) {
            for (int lane = 0; lane < RUN; lane += V) {
                CorrelateTiles.correlate4x1(
                        pixels,
                        in,
                        inPixels,
                        inFrom + lane,
                        offsets,
                        k,
                        slope,
                        slopePixels,
                        slopeFrom + lane,
                        scratch,
                        lane);
            }
            store(scratch, 4, 1, g, gFrom + k * gStride, gStride);
        }
    }

    private static void correlateOne(
            int pixels,
            int taps,
            float[] in,
            int[] inPixels,
            int inFrom,
            int[] offsets,
            float[] slope,
            int[] slopePixels,
            int slopeFrom,
            float[] g,
            int gFrom,
            int gStride,
            float[] scratch) {
        int k = 0;
        for (; k + 8 <= taps; k += 8) {
            for (int lane = 0; lane < RUN; lane += V) {
                CorrelateTiles.correlate1x8(
                        pixels,
                        in,
                        inPixels,
                        inFrom + lane,
                        offsets,
                        k,
                        slope,
                        slopePixels,
                        slopeFrom + lane,
                        scratch,
                        lane);
            }
            store(scratch, 1, 8, g, gFrom + k * gStride, gStride);
        }
        for (; k < taps; k++) {
            for (int lane = 0; lane < RUN; lane += V) {
                CorrelateTiles.correlate1x1(
                        pixels,
                        in,
                        inPixels,
                        inFrom + lane,
                        offsets,
                        k,
                        slope,
                        slopePixels,
                        slopeFrom + lane,
                        scratch,
                        lane);
            }
            store(scratch, 1, 1, g, gFrom + k * gStride, gStride);
        }
    }

    /** Sums the samples of a tile; its sums lie tap by tap, channels within. */
    private static void store(float[] sums, int channels, int taps, float[] g, int to, int gStride) {
        for (int k = 0; k < taps; k++) {
            for (int m = 0; m < channels; m++) {
                g[to + k * gStride + m] = Lanes.sum(sums, (k * channels + m) * RUN);
            }
        }
    }

    @Override
    public void channelSums(
            int pixels,
            int channels,
            float[] slope,
            int[] slopePixels,
            int slopeFrom,
            float[] g,
            int gFrom,
            float[] scratch) {
        for (int m = 0; m < channels; m++) {
            for (int lane = 0; lane < RUN; lane += V) {
                sumPixels(pixels, slope, slopePixels, slopeFrom + m * RUN + lane, scratch, lane);
            }
            g[gFrom + m] = Lanes.sum(scratch, 0);
        }
    }

    private static void sumPixels(int pixels, float[] slope, int[] slopePixels, int from, float[] sums, int to) {
        FloatVector sum = FloatVector.zero(S);
        for (int p = 0; p < pixels; p++) {
            sum = sum.add(load(slope, from + slopePixels[p]));
        }
        sum.intoArray(sums, to);
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
