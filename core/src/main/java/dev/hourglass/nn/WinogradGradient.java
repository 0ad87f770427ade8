package dev.hourglass.nn;

import static dev.hourglass.nn.WinogradTiles.CHUNK;
import static dev.hourglass.nn.WinogradTiles.POINTS;
import static dev.hourglass.nn.WinogradTiles.RUN;

import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.tensor.kernel.Lanes;

/**
 * The gradient of the weights of a {@link WinogradConvolution}: slopes and big pixels go to the points, where products
 * of matrices sum over tiles and samples, and the sums come back to the taps. It is the transpose of the projection.
 *
 * <p>Scratch of a worker holds slopes [2, 2, tiles, 16, small channels], slopes at the points they differ in [4, ..],
 * windows at a row of points, and sums [points, points, big channels, small channels].
 */
final class WinogradGradient {
    /** Points differ in four gradients of two outputs only: which of them each has. */
    private static final int[] DISTINCT = {0, 1, 2, 3, 0, 1, 3};

    private static final float[] FIRST = {1, 1, 1, 0};
    private static final float[] SECOND = {0, 1, -1, -1};

    private final Kernels kernels;
    private final WinogradTiles tiles;
    private final Parameter weight;
    private final Slab small;
    private final int bigChannels;
    private final int smallChannels;
    private final float[] zeros;

    WinogradGradient(Kernels kernels, WinogradTiles tiles, Parameter weight, Slab big, Slab small) {
        this.kernels = kernels;
        this.tiles = tiles;
        this.weight = weight;
        this.small = small;
        this.bigChannels = big.shape().dimension(0);
        this.smallChannels = small.shape().dimension(0);
        this.zeros = new float[smallChannels];
    }

    /** Returns the floats of scratch that a worker needs. */
    int scratchSize() {
        return gradientsAt() + POINTS * POINTS * bigChannels * smallChannels - Lanes.FIRST;
    }

    /** Sums the gradient of the weights over one block, or a worker's share of its big channels. */
    void correlate(float[] bigSide, float[] smallSide, int from, float[] g, int gFrom, Worker worker) {
        int first = worker.first(bigChannels);
        int end = worker.end(bigChannels);
        for (int tile = 0; tile < tiles.count(); tile += CHUNK) {
            int count = Math.min(CHUNK, tiles.count() - tile);
            turn(smallSide, from, tile, count, worker.scratch);
            for (int d = 0; d < FIRST.length; d++) {
                slopesToPoints(d, count, worker.scratch);
                for (int p = 0; p < POINTS; p++) {
                    if (DISTINCT[p] == d) {
                        tiles.windows(bigSide, from, tile, count, p, first, end, worker.scratch, windowsAt());
                        multiply(p, end - first, count, tile == 0, worker.scratch);
                    }
                }
            }
        }
        for (int c = first; c < end; c++) {
            toTaps(c, c - first, g, gFrom, worker.scratch);
        }
    }

    /** Copies the slopes of tiles so that small channels lie together: [2, 2, tiles, samples, small channels]. */
    private void turn(float[] slopes, int from, int tile, int count, float[] scratch) {
        for (int pixel = 0; pixel < 4; pixel++) {
            for (int i = 0; i < count; i++) {
                int at = from * small.stride()
                        + tiles.corner(small, 2, tile + i, pixel / 2)
                        + pixel % 2 * smallChannels * RUN;
                kernels.matrix()
                        .transpose(
                                smallChannels,
                                RUN,
                                slopes,
                                at,
                                RUN,
                                scratch,
                                Lanes.FIRST + (pixel * CHUNK + i) * RUN * smallChannels,
                                smallChannels);
            }
        }
    }

    private void slopesToPoints(int d, int count, float[] scratch) {
        int pixel = CHUNK * RUN * smallChannels;
        kernels.winograd()
                .pairToPoints(
                        count * RUN * smallChannels,
                        scratch,
                        Lanes.FIRST,
                        FIRST[d],
                        Lanes.FIRST + 2 * pixel,
                        SECOND[d],
                        pixel,
                        scratch,
                        Lanes.FIRST + 4 * pixel,
                        pixel);
    }

    private int windowsAt() {
        return Lanes.FIRST + 8 * CHUNK * RUN * smallChannels;
    }

    private int gradientsAt() {
        return windowsAt() + POINTS * WinogradTiles.plane(bigChannels);
    }

    private void multiply(int p, int channels, int count, boolean isFirst, float[] scratch) {
        int size = CHUNK * RUN;
        for (int q = 0; q < POINTS; q++) {
            int to = gradientsAt() + (p * POINTS + q) * bigChannels * smallChannels;
            kernels.matrix()
                    .multiply(
                            channels,
                            smallChannels,
                            count * RUN,
                            scratch,
                            windowsAt() + q * WinogradTiles.plane(channels),
                            size,
                            1,
                            scratch,
                            Lanes.FIRST + (4 + DISTINCT[q]) * size * smallChannels,
                            smallChannels,
                            isFirst ? zeros : scratch,
                            isFirst ? 0 : to,
                            isFirst ? 0 : smallChannels,
                            scratch,
                            to,
                            smallChannels);
        }
    }

    private void toTaps(int channel, int index, float[] g, int gFrom, float[] scratch) {
        int point = bigChannels * smallChannels;
        int from = gradientsAt() + index * smallChannels;
        for (int q = 0; q < POINTS; q++) {
            int at = from + q * point;
            kernels.winograd().pointsToFilter(smallChannels, scratch, at, POINTS * point, scratch, at, POINTS * point);
        }
        int tap = bigChannels * weight.stride();
        for (int y = 0; y < 5; y++) {
            int to = gFrom + channel * weight.stride() + y * 5 * tap;
            kernels.winograd().pointsToFilter(smallChannels, scratch, from + y * POINTS * point, point, g, to, tap);
        }
    }
}
