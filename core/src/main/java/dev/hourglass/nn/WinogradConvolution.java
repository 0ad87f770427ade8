package dev.hourglass.nn;

import static dev.hourglass.nn.WinogradTiles.CHUNK;
import static dev.hourglass.nn.WinogradTiles.POINTS;
import static dev.hourglass.nn.WinogradTiles.RUN;

import dev.hourglass.model.Conv2d;
import dev.hourglass.model.Padding;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.tensor.kernel.Lanes;
import dev.hourglass.tensor.kernel.WinogradKernels;

/**
 * The three sums of a {@link Convolution} of 5 x 5 taps and stride 2 between many channels, by minimal filtering
 * ({@link WinogradKernels}): tiles of 2 x 2 small and 4 x 4 big pixels go to 7 x 7 points, where channels are mixed by
 * products of matrices, half as many multiplications as plain sums take. Some tiles at a time, and one row of points,
 * stay in the second-level cache.
 */
final class WinogradConvolution {
    /** Channels from which products outweigh the transforms. */
    private static final int MANY = 32;
    /** Factors of rows of points in the two rows of small pixels. */
    private static final float[][] PAIR = {{1, 1, 1, 0, 1, 1, 0}, {0, 1, -1, -1, 0, 1, -1}};
    /** Factors of rows of points in the four rows of big pixels. */
    private static final float[][] QUAD = {
        {1, 1, 1, 0, 0, 0, 0}, {0, 0, 0, 0, 1, 1, 0}, {0, 1, -1, -1, 0, 0, 0}, {0, 0, 0, 0, 0, 1, -1}
    };
    /** A transposed convolution reads the taps backwards: the points that it takes for its own. */
    private static final int[] BACKWARDS = {3, 1, 2, 0, 6, 5, 4};

    private static final int[] NOTHING = new int[0];

    private final Kernels kernels;
    private final Parameter weight;
    private final float[] weights;
    private final Slab big;
    private final Slab small;
    private final int bigChannels;
    private final int smallChannels;
    /** The weights at the points: [points, points, big channels, small channels]. */
    private final float[] filters;

    private final float[] zeros;
    private final WinogradTiles tiles;
    private final WinogradGradient gradient;

    WinogradConvolution(Kernels kernels, Parameters parameters, Parameter weight, Slab big, Slab small) {
        this.kernels = kernels;
        this.weight = weight;
        this.weights = parameters.values();
        this.big = big;
        this.small = small;
        this.bigChannels = big.shape().dimension(0);
        this.smallChannels = small.shape().dimension(0);
        this.filters = new float[POINTS * POINTS * bigChannels * smallChannels];
        this.zeros = new float[CHUNK * RUN];
        this.tiles = new WinogradTiles(kernels, big, small);
        this.gradient = new WinogradGradient(kernels, tiles, weight, big, small);
    }

    /** Says whether a convolution is of this kind: whole tiles, and channels enough. */
    static boolean suits(Conv2d spec, Shape big, Shape small) {
        return spec.kernel() == 5
                && spec.stride() == 2
                && spec.dilation() == 1
                && spec.padding().equals(Padding.all(2))
                && small.dimension(0) >= MANY
                && big.dimension(0) >= MANY
                && small.dimension(0) % RUN == 0
                && big.dimension(0) % RUN == 0
                && small.dimension(1) % 2 == 0
                && small.dimension(2) % 2 == 0
                && big.dimension(1) == 2 * small.dimension(1)
                && big.dimension(2) == 2 * small.dimension(2);
    }

    /** Returns the floats of scratch that a worker needs, in training or not. */
    int scratchSize(boolean isTraining) {
        int points = POINTS * (WinogradTiles.plane(bigChannels) + WinogradTiles.plane(smallChannels));
        return isTraining ? Math.max(points, gradient.scratchSize()) : points;
    }

    /** Takes a share of the big channels' weights to the points. */
    void refresh(int part, int parts) {
        int end = bigChannels * (part + 1) / parts;
        int tap = bigChannels * weight.stride();
        int point = bigChannels * smallChannels;
        for (int c = bigChannels * part / parts; c < end; c++) {
            int to = c * smallChannels;
            for (int x = 0; x < 5; x++) {
                int from = weight.offset() + c * weight.stride() + x * tap;
                kernels.winograd()
                        .filterToPoints(smallChannels, weights, from, 5 * tap, filters, to + x * point, POINTS * point);
            }
            for (int p = 0; p < POINTS; p++) {
                int at = to + p * POINTS * point;
                kernels.winograd().filterToPoints(smallChannels, filters, at, point, filters, at, point);
            }
        }
    }

    /** Computes small values from big ones; as {@link Convolution#project}. */
    void project(float[] in, float[] init, int initFrom, float[] out, int from, Worker worker) {
        for (int tile = worker.first(tiles.count()); tile < worker.end(tiles.count()); tile += CHUNK) {
            int count = Math.min(CHUNK, worker.end(tiles.count()) - tile);
            for (int t = tile; t < tile + count; t++) {
                begin(2, smallChannels, init, initFrom, out, from, t, small);
            }
            for (int p = 0; p < POINTS; p++) {
                tiles.windows(in, from, tile, count, p, 0, bigChannels, worker.scratch, Lanes.FIRST);
                for (int q = 0; q < POINTS; q++) {
                    mix(p * POINTS + q, q, smallChannels, bigChannels, 1, smallChannels, count, worker);
                }
                for (int y = 0; y < 2; y++) {
                    if (PAIR[y][p] != 0) {
                        addPairs(PAIR[y][p], y, out, from, tile, count, worker);
                    }
                }
            }
        }
    }

    /** Computes big values from small ones; as {@link Convolution#spread}. */
    void spread(float[] in, float[] init, int initFrom, float[] out, int from, Worker worker) {
        for (int tile = worker.first(tiles.count()); tile < worker.end(tiles.count()); tile += CHUNK) {
            int count = Math.min(CHUNK, worker.end(tiles.count()) - tile);
            for (int t = tile; t < tile + count; t++) {
                begin(4, bigChannels, init, initFrom, out, from, t, big);
            }
            for (int p = 0; p < POINTS; p++) {
                tiles.patches(in, from, tile, count, p, worker.scratch, Lanes.FIRST);
                for (int q = 0; q < POINTS; q++) {
                    int point = BACKWARDS[p] * POINTS + BACKWARDS[q];
                    mix(point, q, bigChannels, smallChannels, smallChannels, 1, count, worker);
                }
                for (int y = 0; y < 4; y++) {
                    if (QUAD[y][p] != 0) {
                        addQuads(QUAD[y][p], y, out, from, tile, count, worker);
                    }
                }
            }
        }
    }

    /** Outputs of a tile start from a value for each channel. */
    private void begin(int size, int channels, float[] init, int initFrom, float[] out, int from, int tile, Slab slab) {
        for (int y = 0; y < size; y++) {
            int at = from * slab.stride() + tiles.corner(slab, size, tile, y);
            kernels.image()
                    .gather(
                            size,
                            channels,
                            0,
                            NOTHING,
                            out,
                            at,
                            0,
                            init,
                            0,
                            0,
                            init,
                            initFrom,
                            out,
                            at,
                            channels * RUN);
        }
    }

    /** Multiplies the inputs of some tiles at one point by the filters there; outputs lie behind the inputs. */
    private void mix(
            int filter, int point, int outputs, int inputs, int rowStep, int depthStep, int count, Worker worker) {
        int size = CHUNK * RUN;
        kernels.matrix()
                .multiply(
                        outputs,
                        count * RUN,
                        inputs,
                        filters,
                        filter * bigChannels * smallChannels,
                        rowStep,
                        depthStep,
                        worker.scratch,
                        Lanes.FIRST + point * WinogradTiles.plane(inputs),
                        size,
                        zeros,
                        0,
                        0,
                        worker.scratch,
                        outputsAt(inputs) + point * WinogradTiles.plane(outputs),
                        size);
    }

    /** Returns where outputs begin, behind the inputs of so many channels. */
    private static int outputsAt(int inputs) {
        return Lanes.FIRST + POINTS * WinogradTiles.plane(inputs);
    }

    private void addPairs(float factor, int y, float[] out, int from, int tile, int count, Worker worker) {
        for (int i = 0; i < count; i++) {
            kernels.winograd()
                    .addPair(
                            smallChannels,
                            worker.scratch,
                            outputsAt(bigChannels) + i * RUN,
                            CHUNK * RUN,
                            WinogradTiles.plane(smallChannels),
                            factor,
                            out,
                            from * small.stride() + tiles.corner(small, 2, tile + i, y),
                            smallChannels * RUN);
        }
    }

    private void addQuads(float factor, int y, float[] out, int from, int tile, int count, Worker worker) {
        for (int i = 0; i < count; i++) {
            kernels.winograd()
                    .addQuad(
                            bigChannels,
                            worker.scratch,
                            outputsAt(smallChannels) + i * RUN,
                            CHUNK * RUN,
                            WinogradTiles.plane(bigChannels),
                            factor,
                            out,
                            from * big.stride() + tiles.corner(big, 4, tile + i, y),
                            bigChannels * RUN);
        }
    }

    /** Sums the gradient of the weights over one block, or a worker's share of its big channels. */
    void correlate(float[] bigSide, float[] smallSide, int from, float[] g, int gFrom, Worker worker) {
        gradient.correlate(bigSide, smallSide, from, g, gFrom, worker);
    }

    long sizeBytes() {
        return 4L * filters.length;
    }
}
