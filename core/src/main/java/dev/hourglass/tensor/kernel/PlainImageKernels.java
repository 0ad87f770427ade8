package dev.hourglass.tensor.kernel;

import java.util.Arrays;

/** Convolutions and pooling in plain Java. */
final class PlainImageKernels implements ImageKernels {
    private static final int RUN = Lanes.COUNT;

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
        for (int p = 0; p < pixels; p++) {
            for (int m = 0; m < channels; m++) {
                int to = outFrom + p * outStep + m * RUN;
                Arrays.fill(out, to, to + RUN, init[initFrom + m]);
            }
            for (int k = 0; k < taps; k++) {
                int at = inFrom + p * inStep + offsets[k];
                int weight = wFrom + k * wStride;
                for (int m = 0; m < channels; m++) {
                    addScaled(in, at, w[weight + m], out, outFrom + p * outStep + m * RUN, RUN);
                }
            }
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
        for (int k = 0; k < taps; k++) {
            for (int m = 0; m < channels; m++) {
                int sum = sumFrom + (k * channels + m) * RUN;
                for (int p = first; p < first + pixels; p++) {
                    int at = inFrom + offsets[offsetFrom + k] + inPixels[p];
                    int from = slopeFrom + slopePixels[p] + m * RUN;
                    for (int lane = 0; lane < RUN; lane++) {
                        sums[sum + lane] = Math.fma(slope[from + lane], in[at + lane], sums[sum + lane]);
                    }
                }
            }
        }
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
        for (int p = first; p < first + pixels; p++) {
            int from = slopeFrom + slopePixels[p];
            for (int i = 0; i < channels * RUN; i++) {
                sums[sumFrom + i] += slope[from + i];
            }
        }
    }

    @Override
    public void sampleSums(int runs, float[] sums, int from, float[] g, int to, int step) {
        for (int i = 0; i < runs; i++) {
            g[to + i * step] = Lanes.total(sums, from + i * RUN);
        }
    }

    @Override
    public void max4(
            float[] in, int from, int a, int b, int c, int d, float[] out, float[] winners, int to, int count) {
        System.arraycopy(in, from + a, out, to, count);
        Arrays.fill(winners, to, to + count, 0f);
        maxTap(in, from + b, 1f, out, winners, to, count);
        maxTap(in, from + c, 2f, out, winners, to, count);
        maxTap(in, from + d, 3f, out, winners, to, count);
    }

    @Override
    public void max4Gradient(
            float[] slope, float[] winners, int at, float[] g, int from, int a, int b, int c, int d, int count) {
        for (int i = 0; i < count; i++) {
            float s = slope[at + i];
            float winner = winners[at + i];
            g[from + a + i] = winner == 0f ? s : 0f;
            g[from + b + i] = winner == 1f ? s : 0f;
            g[from + c + i] = winner == 2f ? s : 0f;
            g[from + d + i] = winner == 3f ? s : 0f;
        }
    }

    @Override
    public void maxTap(float[] in, int from, float tap, float[] out, float[] winners, int to, int count) {
        for (int i = 0; i < count; i++) {
            if (in[from + i] > out[to + i]) {
                out[to + i] = in[from + i];
                winners[to + i] = tap;
            }
        }
    }

    @Override
    public void maxTapGradient(float[] slope, float[] winners, int at, float tap, float[] g, int to, int count) {
        for (int i = 0; i < count; i++) {
            g[to + i] = g[to + i] + (winners[at + i] == tap ? slope[at + i] : 0f);
        }
    }

    @Override
    public void addScaled(float[] in, int from, float factor, float[] out, int to, int count) {
        for (int i = 0; i < count; i++) {
            out[to + i] = Math.fma(factor, in[from + i], out[to + i]);
        }
    }

    @Override
    public void patches(
            int rows, int[] offsets, int offsetFrom, float[] in, int from, int runs, int step, float[] out, int to) {
        for (int r = 0; r < rows; r++) {
            for (int i = 0; i < runs; i++) {
                int source = from + offsets[offsetFrom + r] + i * step;
                System.arraycopy(in, source, out, to + (r * runs + i) * RUN, RUN);
            }
        }
    }
}
