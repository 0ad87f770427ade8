package dev.hourglass.nn;

import dev.hourglass.model.Conv2d;
import dev.hourglass.model.Padding;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.tensor.kernel.WinogradKernels;

/**
 * The three sums of a {@link Convolution} of 5 x 5 taps and stride 2 between many channels, by minimal filtering
 * ({@link WinogradKernels}): tiles of 2 x 2 small and 4 x 4 big pixels go to 7 x 7 points, where channels are mixed by
 * products of matrices, half as many multiplications as plain sums take. Some tiles at a time, and one row of points,
 * stay in the second-level cache.
 */
final class WinogradConvolution {
    private static final int RUN = 16;
    private static final int POINTS = WinogradKernels.POINTS;
    /** Channels from which products outweigh the transforms. */
    private static final int MANY = 32;
    /** Tiles at a time; their samples fill whole tiles of a product. */
    private static final int CHUNK = 6;

    /** Rows of a window (big pixels) that each row of points is made of, and the factor of the second. */
    private static final int[] WINDOW_A = {0, 2, 4, 2, 1, 3, 3};

    private static final int[] WINDOW_B = {4, 4, 2, 6, 3, 3, 5};
    /** The same of a patch (small pixels). */
    private static final int[] PATCH_A = {0, 1, 2, 1, 1, 2, 2};

    private static final int[] PATCH_B = {2, 2, 1, 3, 2, 2, 3};
    private static final float[] SIGNS = {-1, 1, -1, -1, -1, 0, -1};

    /** Factors of rows of points in the two rows of small pixels. */
    private static final float[][] PAIR = {{1, 1, 1, 0, 1, 1, 0}, {0, 1, -1, -1, 0, 1, -1}};
    /** Factors of rows of points in the four rows of big pixels. */
    private static final float[][] QUAD = {
        {1, 1, 1, 0, 0, 0, 0}, {0, 0, 0, 0, 1, 1, 0}, {0, 1, -1, -1, 0, 0, 0}, {0, 0, 0, 0, 0, 1, -1}
    };
    /** A transposed convolution reads the taps backwards: the points that it takes for its own. */
    private static final int[] BACKWARDS = {3, 1, 2, 0, 6, 5, 4};

    /** Points differ in four gradients of two outputs only: which of them each has. */
    private static final int[] DISTINCT = {0, 1, 2, 3, 0, 1, 3};

    private static final float[] FIRST = {1, 1, 1, 0};
    private static final float[] SECOND = {0, 1, -1, -1};
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
    private final int columns;
    private final int tiles;

    WinogradConvolution(Kernels kernels, Parameters parameters, Parameter weight, Slab big, Slab small) {
        this.kernels = kernels;
        this.weight = weight;
        this.weights = parameters.values();
        this.big = big;
        this.small = small;
        this.bigChannels = big.shape().dimension(0);
        this.smallChannels = small.shape().dimension(0);
        this.filters = new float[POINTS * POINTS * bigChannels * smallChannels];
        this.zeros = new float[Math.max(CHUNK * RUN, smallChannels)];
        this.columns = small.shape().dimension(2) / 2;
        this.tiles = columns * small.shape().dimension(1) / 2;
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
        int points = POINTS * (plane(bigChannels) + plane(smallChannels));
        int gradients = POINTS * POINTS * bigChannels * smallChannels;
        int slopes = 8 * CHUNK * RUN * smallChannels;
        return isTraining ? points + gradients + slopes : points;
    }

    /** Returns the distance of two points. */
    private static int plane(int channels) {
        return channels * CHUNK * RUN;
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
        for (int tile = worker.first(tiles); tile < worker.end(tiles); tile += CHUNK) {
            int count = Math.min(CHUNK, worker.end(tiles) - tile);
            for (int t = tile; t < tile + count; t++) {
                begin(2, smallChannels, init, initFrom, out, from, t, small);
            }
            for (int p = 0; p < POINTS; p++) {
                windows(in, from, tile, count, p, 0, bigChannels, worker.scratch, 0);
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
        for (int tile = worker.first(tiles); tile < worker.end(tiles); tile += CHUNK) {
            int count = Math.min(CHUNK, worker.end(tiles) - tile);
            for (int t = tile; t < tile + count; t++) {
                begin(4, bigChannels, init, initFrom, out, from, t, big);
            }
            for (int p = 0; p < POINTS; p++) {
                patches(in, from, tile, count, p, worker);
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
            int at = from * slab.stride() + corner(slab, size, tile, y);
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

    /** Returns where row y of a tile of so many pixels a side begins. */
    private int corner(Slab slab, int size, int tile, int y) {
        return Convolution.pixel(slab, size * (tile / columns) + y, size * (tile % columns));
    }

    private void windows(float[] in, int from, int tile, int count, int p, int first, int end, float[] points, int to) {
        int channels = end - first;
        for (int i = 0; i < count; i++) {
            int at = from * big.stride() + first * RUN;
            kernels.winograd()
                    .windowToPoints(
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

    private void patches(float[] in, int from, int tile, int count, int p, Worker worker) {
        for (int i = 0; i < count; i++) {
            int at = from * small.stride();
            kernels.winograd()
                    .patchToPoints(
                            smallChannels,
                            in,
                            at + patch(tile + i, PATCH_A[p]),
                            at + patch(tile + i, PATCH_B[p]),
                            SIGNS[p],
                            smallChannels * RUN,
                            worker.scratch,
                            i * RUN,
                            CHUNK * RUN,
                            plane(smallChannels));
        }
    }

    private int patch(int tile, int y) {
        return Convolution.pixel(small, 2 * (tile / columns) - 1 + y, 2 * (tile % columns) - 1);
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
                        point * plane(inputs),
                        size,
                        zeros,
                        0,
                        0,
                        worker.scratch,
                        POINTS * plane(inputs) + point * plane(outputs),
                        size);
    }

    private void addPairs(float factor, int y, float[] out, int from, int tile, int count, Worker worker) {
        for (int i = 0; i < count; i++) {
            kernels.winograd()
                    .addPair(
                            smallChannels,
                            worker.scratch,
                            POINTS * plane(bigChannels) + i * RUN,
                            CHUNK * RUN,
                            plane(smallChannels),
                            factor,
                            out,
                            from * small.stride() + corner(small, 2, tile + i, y),
                            smallChannels * RUN);
        }
    }

    private void addQuads(float factor, int y, float[] out, int from, int tile, int count, Worker worker) {
        for (int i = 0; i < count; i++) {
            kernels.winograd()
                    .addQuad(
                            bigChannels,
                            worker.scratch,
                            POINTS * plane(smallChannels) + i * RUN,
                            CHUNK * RUN,
                            plane(bigChannels),
                            factor,
                            out,
                            from * big.stride() + corner(big, 4, tile + i, y),
                            bigChannels * RUN);
        }
    }

    /** Sums the gradient of the weights over one block, or a worker's share of its big channels. */
    void correlate(float[] bigSide, float[] smallSide, int from, float[] g, int gFrom, Worker worker) {
        int first = worker.first(bigChannels);
        int end = worker.end(bigChannels);
        for (int tile = 0; tile < tiles; tile += CHUNK) {
            int count = Math.min(CHUNK, tiles - tile);
            turn(smallSide, from, tile, count, worker.scratch);
            for (int d = 0; d < FIRST.length; d++) {
                slopesToPoints(d, count, worker.scratch);
                for (int p = 0; p < POINTS; p++) {
                    if (DISTINCT[p] == d) {
                        windows(bigSide, from, tile, count, p, first, end, worker.scratch, windowsAt());
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
                int at =
                        from * small.stride() + corner(small, 2, tile + i, pixel / 2) + pixel % 2 * smallChannels * RUN;
                kernels.matrix()
                        .transpose(
                                smallChannels,
                                RUN,
                                slopes,
                                at,
                                RUN,
                                scratch,
                                (pixel * CHUNK + i) * RUN * smallChannels,
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
                        0,
                        FIRST[d],
                        2 * pixel,
                        SECOND[d],
                        pixel,
                        scratch,
                        4 * pixel,
                        pixel);
    }

    private int windowsAt() {
        return 8 * CHUNK * RUN * smallChannels;
    }

    private int gradientsAt() {
        return windowsAt() + POINTS * plane(bigChannels);
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
                            windowsAt() + q * plane(channels),
                            size,
                            1,
                            scratch,
                            (4 + DISTINCT[q]) * size * smallChannels,
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

    long sizeBytes() {
        return 4L * filters.length;
    }
}
