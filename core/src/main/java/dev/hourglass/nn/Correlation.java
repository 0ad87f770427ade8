package dev.hourglass.nn;

import dev.hourglass.model.Conv2d;
import dev.hourglass.tensor.kernel.ImageKernels;
import dev.hourglass.tensor.kernel.Lanes;
import java.util.Arrays;

/**
 * Sums the weight gradient of a convolution of few channels: for each sample one fma a pixel, pixels ascending, then
 * the samples.
 *
 * <p>The channels of one side are multiplied with the taps of the other. Those of the small side come first, unless
 * they are too few to fill registers and the big side has enough: then the sides change roles, and a tap is where a big
 * pixel finds the small one it goes to.
 */
final class Correlation {
    private static final int RUN = 16;
    /** Channels that a tile of registers takes. */
    private static final int TILE = 8;
    /** Floats of sums, and of one side's values, that stay in the first-level cache together. */
    private static final int SUMS = 6144;

    private static final int VALUES = 4096;

    private final ImageKernels kernels;
    private final Parameter weight;
    private final Slab big;
    private final Slab small;
    private final Conv2d spec;
    private final int bigChannels;
    private final int smallChannels;
    private final boolean isSwapped;

    private int[] offsets = new int[0];
    private int[] tapPixels = new int[0];
    private int[] channelPixels = new int[0];

    Correlation(ImageKernels kernels, Parameter weight, Slab big, Slab small, Conv2d spec) {
        this.kernels = kernels;
        this.weight = weight;
        this.big = big;
        this.small = small;
        this.spec = spec;
        this.bigChannels = spec.inputs();
        this.smallChannels = spec.outputs();
        this.isSwapped = spec.stride() == 1 && smallChannels % TILE != 0 && bigChannels % TILE == 0;
    }

    /** Takes the tables of a convolution: where taps are in the big side, and where pixels are. */
    void bind(int[] bigOffsets, int[] bigPixels, int[] smallPixels) {
        offsets = bigOffsets;
        tapPixels = bigPixels;
        channelPixels = smallPixels;
        if (isSwapped) {
            offsets = smallOffsets();
            tapPixels = inner(small);
            channelPixels = inner(big);
        }
    }

    private int[] smallOffsets() {
        int[] made = new int[spec.kernel() * spec.kernel() * smallChannels];
        for (int i = 0; i < made.length; i++) {
            int tap = i / smallChannels;
            int rows = spec.padding().top() - tap / spec.kernel() * spec.dilation();
            int columns = spec.padding().left() - tap % spec.kernel() * spec.dilation();
            made[i] = ((rows * Convolution.wide(small) + columns) * smallChannels + i % smallChannels) * RUN;
        }
        return made;
    }

    /** Returns where the small pixel, or the big one, of each big pixel is: with stride 1 they lie alike. */
    private int[] inner(Slab side) {
        int columns = big.shape().dimension(2);
        int[] made = new int[big.shape().dimension(1) * columns];
        Arrays.setAll(made, i -> Convolution.pixel(side, i / columns, i % columns));
        return made;
    }

    private int channels() {
        return isSwapped ? bigChannels : smallChannels;
    }

    /** Returns the taps that are summed at once, a multiple of 3 as tiles like them. */
    private int group() {
        return Math.max(3, SUMS / (channels() * RUN) / 3 * 3);
    }

    /** Returns the floats of scratch that a worker needs. */
    int scratchSize() {
        return group() * channels() * RUN;
    }

    /** Returns the floats of all sums. */
    int sumsSize() {
        return spec.kernel() * spec.kernel() * bigChannels * smallChannels * RUN;
    }

    /** Sums over one block, or over a worker's share of the channels. */
    void sum(float[] bigSide, int bigFrom, float[] smallSide, int smallFrom, float[] g, int gFrom, Worker worker) {
        int channel = worker.first(channels());
        int count = worker.end(channels()) - channel;
        int chunk = Math.max(1, VALUES / (channels() * RUN));
        float[] sums = worker.scratch;
        for (int tap = 0; tap < offsets.length; tap += group()) {
            int taps = Math.min(group(), offsets.length - tap);
            Arrays.fill(sums, Lanes.FIRST, Lanes.FIRST + taps * count * RUN, 0f);
            for (int first = 0; first < channelPixels.length; first += chunk) {
                int pixels = Math.min(chunk, channelPixels.length - first);
                if (isSwapped) {
                    int from = bigFrom + channel * RUN;
                    add(first, pixels, smallSide, smallFrom, bigSide, from, tap, taps, count, sums, Lanes.FIRST);
                } else {
                    int from = smallFrom + channel * RUN;
                    add(first, pixels, bigSide, bigFrom, smallSide, from, tap, taps, count, sums, Lanes.FIRST);
                }
            }
            store(tap, taps, channel, count, sums, Lanes.FIRST, g, gFrom);
        }
    }

    /**
     * Adds some pixels to all sums: of the small side, or of the big one where {@link #isSwapped}.
     *
     * @param bigFrom where the block of big values starts
     * @param smallFrom where the block of small ones does
     * @param sums [{@link #sumsSize}] from {@code to}, 0 at first
     */
    void add(
            int first,
            int pixels,
            float[] bigSide,
            int bigFrom,
            float[] smallSide,
            int smallFrom,
            float[] sums,
            int to) {
        if (isSwapped) {
            add(first, pixels, smallSide, smallFrom, bigSide, bigFrom, 0, offsets.length, channels(), sums, to);
        } else {
            add(first, pixels, bigSide, bigFrom, smallSide, smallFrom, 0, offsets.length, channels(), sums, to);
        }
    }

    /** Adds up the samples of all sums. */
    void store(float[] sums, int from, float[] g, int gFrom) {
        store(0, offsets.length, 0, channels(), sums, from, g, gFrom);
    }

    private void add(
            int first,
            int pixels,
            float[] tapSide,
            int tapFrom,
            float[] channelSide,
            int channelFrom,
            int tap,
            int taps,
            int count,
            float[] sums,
            int to) {
        kernels.correlate(
                first,
                pixels,
                count,
                taps,
                tapSide,
                tapPixels,
                tapFrom,
                offsets,
                tap,
                channelSide,
                channelPixels,
                channelFrom,
                sums,
                to);
    }

    private void store(int tap, int taps, int channel, int count, float[] sums, int from, float[] g, int gFrom) {
        for (int k = tap; k < tap + taps; k++) {
            int at = from + (k - tap) * count * RUN;
            if (isSwapped) {
                int row = k / smallChannels * bigChannels + channel;
                int to = gFrom + row * weight.stride() + k % smallChannels;
                kernels.sampleSums(count, sums, at, g, to, weight.stride());
            } else {
                kernels.sampleSums(count, sums, at, g, gFrom + k * weight.stride() + channel, 1);
            }
        }
    }
}
