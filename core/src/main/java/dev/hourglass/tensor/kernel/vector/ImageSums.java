package dev.hourglass.tensor.kernel.vector;

import dev.hourglass.tensor.kernel.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Sums of gradients over pixels, by sample, and over samples; {@link VectorImageKernels} says of what. */
final class ImageSums {
    private static final VectorSpecies<Float> S = VectorWidth.SPECIES;
    private static final int V = S.length();
    private static final int RUN = Lanes.COUNT;
    /** Tiles of 8 channels need 32 vector registers; machines of narrower vectors have 16. */
    private static final boolean IS_TALL = V == RUN;

    private ImageSums() {}

    static void correlate(
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
        int eights = IS_TALL ? channels & -8 : 0;
        int fours = channels & -4;
        for (int lane = 0; lane < RUN; lane += V) {
            for (int m = 0; m < eights; m += 8) {
                correlateEight(
                        first,
                        pixels,
                        taps,
                        in,
                        inPixels,
                        inFrom + lane,
                        offsets,
                        offsetFrom,
                        slope,
                        slopePixels,
                        slopeFrom + m * RUN + lane,
                        sums,
                        sumFrom + m * RUN + lane,
                        channels * RUN);
            }
            for (int m = eights; m < fours; m += 4) {
                correlateFour(
                        first,
                        pixels,
                        taps,
                        in,
                        inPixels,
                        inFrom + lane,
                        offsets,
                        offsetFrom,
                        slope,
                        slopePixels,
                        slopeFrom + m * RUN + lane,
                        sums,
                        sumFrom + m * RUN + lane,
                        channels * RUN);
            }
            for (int m = fours; m < channels; m++) {
                correlateOne(
                        first,
                        pixels,
                        taps,
                        in,
                        inPixels,
                        inFrom + lane,
                        offsets,
                        offsetFrom,
                        slope,
                        slopePixels,
                        slopeFrom + m * RUN + lane,
                        sums,
                        sumFrom + m * RUN + lane,
                        channels * RUN);
            }
        }
    }

    private static void correlateEight(
            int first,
            int pixels,
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
            int to,
            int step) {
        int k = offsetFrom;
        for (; k + 3 <= offsetFrom + taps; k += 3) {
            CorrelateTiles.correlate8x3(
                    first,
                    pixels,
                    in,
                    inPixels,
                    inFrom,
                    offsets,
                    k,
                    slope,
                    slopePixels,
                    slopeFrom,
                    sums,
                    to + (k - offsetFrom) * step,
                    step);
        }
        for (; k < offsetFrom + taps; k++) {
            CorrelateTiles.correlate8x1(
                    first,
                    pixels,
                    in,
                    inPixels,
                    inFrom,
                    offsets,
                    k,
                    slope,
                    slopePixels,
                    slopeFrom,
                    sums,
                    to + (k - offsetFrom) * step,
                    step);
        }
    }

    private static void correlateFour(
            int first,
            int pixels,
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
            int to,
            int step) {
        int k = offsetFrom;
        for (; k + 3 <= offsetFrom + taps; k += 3) {
            CorrelateTiles.correlate4x3(
                    first,
                    pixels,
                    in,
                    inPixels,
                    inFrom,
                    offsets,
                    k,
                    slope,
                    slopePixels,
                    slopeFrom,
                    sums,
                    to + (k - offsetFrom) * step,
                    step);
        }
        for (; k < offsetFrom + taps; k++) {
            CorrelateTiles.correlate4x1(
                    first,
                    pixels,
                    in,
                    inPixels,
                    inFrom,
                    offsets,
                    k,
                    slope,
                    slopePixels,
                    slopeFrom,
                    sums,
                    to + (k - offsetFrom) * step,
                    step);
        }
    }

    private static void correlateOne(
            int first,
            int pixels,
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
            int to,
            int step) {
        int k = offsetFrom;
        for (; k + 8 <= offsetFrom + taps; k += 8) {
            CorrelateTiles.correlate1x8(
                    first,
                    pixels,
                    in,
                    inPixels,
                    inFrom,
                    offsets,
                    k,
                    slope,
                    slopePixels,
                    slopeFrom,
                    sums,
                    to + (k - offsetFrom) * step,
                    step);
        }
        for (; k < offsetFrom + taps; k++) {
            CorrelateTiles.correlate1x1(
                    first,
                    pixels,
                    in,
                    inPixels,
                    inFrom,
                    offsets,
                    k,
                    slope,
                    slopePixels,
                    slopeFrom,
                    sums,
                    to + (k - offsetFrom) * step,
                    step);
        }
    }

    static void channelSums(
            int first,
            int pixels,
            int channels,
            float[] slope,
            int[] slopePixels,
            int slopeFrom,
            float[] sums,
            int sumFrom) {
        int i = 0;
        for (; i + 4 * V <= channels * RUN; i += 4 * V) {
            addFour(first, pixels, slope, slopePixels, slopeFrom + i, sums, sumFrom + i);
        }
        for (; i < channels * RUN; i += V) {
            addOne(first, pixels, slope, slopePixels, slopeFrom + i, sums, sumFrom + i);
        }
    }

    /** Four chains at once hide the latency of the additions. */
    private static void addFour(
            int first, int pixels, float[] slope, int[] slopePixels, int from, float[] sums, int to) {
        FloatVector s0 = load(sums, to);
        FloatVector s1 = load(sums, to + V);
        FloatVector s2 = load(sums, to + 2 * V);
        FloatVector s3 = load(sums, to + 3 * V);
        for (int p = 0; p < pixels; p++) {
            int at = from + slopePixels[first + p];
            s0 = s0.add(load(slope, at));
            s1 = s1.add(load(slope, at + V));
            s2 = s2.add(load(slope, at + 2 * V));
            s3 = s3.add(load(slope, at + 3 * V));
        }
        s0.intoArray(sums, to);
        s1.intoArray(sums, to + V);
        s2.intoArray(sums, to + 2 * V);
        s3.intoArray(sums, to + 3 * V);
    }

    private static void addOne(
            int first, int pixels, float[] slope, int[] slopePixels, int from, float[] sums, int to) {
        FloatVector sum = load(sums, to);
        for (int p = 0; p < pixels; p++) {
            sum = sum.add(load(slope, from + slopePixels[first + p]));
        }
        sum.intoArray(sums, to);
    }

    private static FloatVector load(float[] values, int at) {
        return FloatVector.fromArray(S, values, at);
    }

    /**
     * Adds up samples without vectors: those of a second, narrower width spoil what the compiler knows of the first,
     * and JDK 17 then leaves the vectors of every tile on the heap, ten times slower.
     */
    static void sampleSums(int runs, float[] sums, int from, float[] g, int to, int step) {
        for (int i = 0; i < runs; i++) {
            g[to + i * step] = Lanes.total(sums, from + i * RUN);
        }
    }
}
