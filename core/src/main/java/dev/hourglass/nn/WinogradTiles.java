package dev.hourglass.nn;

import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.tensor.kernel.WinogradKernels;

/**
 * The tiles of a {@link WinogradConvolution}, 2 x 2 small pixels or 4 x 4 big ones, line by line: where they are, and
 * what they see taken to the points. A tile of outputs sees a window of 7 x 7 big pixels or a patch of 4 x 4 small
 * ones.
 */
final class WinogradTiles {
    static final int RUN = 16;
    static final int POINTS = WinogradKernels.POINTS;
    /** Tiles at a time; their samples fill whole tiles of a product. */
    static final int CHUNK = 6;

    /** Rows of a window (big pixels) that each row of points is made of, and the factor of the second. */
    private static final int[] WINDOW_A = {0, 2, 4, 2, 1, 3, 3};

    private static final int[] WINDOW_B = {4, 4, 2, 6, 3, 3, 5};
    /** The same of a patch (small pixels). */
    private static final int[] PATCH_A = {0, 1, 2, 1, 1, 2, 2};

    private static final int[] PATCH_B = {2, 2, 1, 3, 2, 2, 3};
    private static final float[] SIGNS = {-1, 1, -1, -1, -1, 0, -1};

    private final WinogradKernels kernels;
    private final Slab big;
    private final Slab small;
    private final int bigChannels;
    private final int smallChannels;
    private final int columns;

    WinogradTiles(Kernels kernels, Slab big, Slab small) {
        this.kernels = kernels.winograd();
        this.big = big;
        this.small = small;
        this.bigChannels = big.shape().dimension(0);
        this.smallChannels = small.shape().dimension(0);
        this.columns = small.shape().dimension(2) / 2;
    }

    /** Returns how many there are. */
    int count() {
        return columns * small.shape().dimension(1) / 2;
    }

    /** Returns the distance of two points. */
    static int plane(int channels) {
        return channels * CHUNK * RUN;
    }

    /** Returns where row y of a tile of so many pixels a side begins. */
    int corner(Slab slab, int size, int tile, int y) {
        return Convolution.pixel(slab, size * (tile / columns) + y, size * (tile % columns));
    }

    /**
     * Takes some channels of the windows of some tiles to row {@code p} of the points: [points, channels, tiles, 16].
     */
    void windows(float[] in, int from, int tile, int count, int p, int first, int end, float[] points, int to) {
        int channels = end - first;
        for (int i = 0; i < count; i++) {
            int at = from * big.stride() + first * RUN;
            kernels.windowToPoints(
                    channels,
                    in,
                    at + window(tile + i, WINDOW_A[p]),
                    at + window(tile + i, WINDOW_B[p]),
                    SIGNS[p],
                    bigChannels * RUN,
                    points,
                    to + i * RUN,
                    CHUNK * RUN,
                    plane(channels));
        }
    }

    private int window(int tile, int y) {
        return Convolution.pixel(big, 4 * (tile / columns) - 2 + y, 4 * (tile % columns) - 2);
    }

    /** Takes the patches of some tiles to row {@code p} of the points: [points, channels, tiles, 16]. */
    void patches(float[] in, int from, int tile, int count, int p, float[] points, int to) {
        for (int i = 0; i < count; i++) {
            int at = from * small.stride();
            kernels.patchToPoints(
                    smallChannels,
                    in,
                    at + patch(tile + i, PATCH_A[p]),
                    at + patch(tile + i, PATCH_B[p]),
                    SIGNS[p],
                    smallChannels * RUN,
                    points,
                    to + i * RUN,
                    CHUNK * RUN,
                    plane(smallChannels));
        }
    }

    private int patch(int tile, int y) {
        return Convolution.pixel(small, 2 * (tile / columns) - 1 + y, 2 * (tile % columns) - 1);
    }
}
