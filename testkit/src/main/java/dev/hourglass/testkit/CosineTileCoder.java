package dev.hourglass.testkit;

import dev.hourglass.compress.lossy.TileCoder;
import dev.hourglass.compress.lossy.TileGeometry;
import java.util.Arrays;

/**
 * Codes pictures without a model, for tests of what codes with one: a cosine transform of blocks of 16 x 16, rounded in
 * steps of {@code 2^(6 - quality) / 255}, adaptive tables by frequency. Edges between blocks are smoothed where they
 * are no more than rounding may have made, so that a tile needs one block around it. Not thread-safe.
 */
public final class CosineTileCoder implements TileCoder {
    private static final int SIDE = CosineTransform.SIDE;
    private static final int BLOCK = SIDE * SIDE;
    private static final double MIDDLE = 0.5;
    private static final double LARGEST_QUALITY = 6;
    private static final double LARGEST_STEP = 64 / 255.0;

    private final int channels;
    private final int core;
    private final int tilesPerChunk;
    private final TileGeometry geometry;

    /**
     * Makes a coder.
     *
     * @param channels 1 or 3
     * @param core the side of a tile's core, a multiple of 16
     * @param tilesPerChunk at least 1
     */
    public CosineTileCoder(int channels, int core, int tilesPerChunk) {
        this.channels = channels;
        this.core = core;
        this.tilesPerChunk = tilesPerChunk;
        this.geometry = TileGeometry.of(this);
    }

    @Override
    public int channels() {
        return channels;
    }

    @Override
    public int stride() {
        return SIDE;
    }

    @Override
    public int core() {
        return core;
    }

    @Override
    public int halo() {
        return SIDE;
    }

    @Override
    public int latentChannels() {
        return channels * BLOCK;
    }

    @Override
    public double largestQuality() {
        return LARGEST_QUALITY;
    }

    @Override
    public int tilesPerChunk() {
        return tilesPerChunk;
    }

    private static double step(double quality) {
        return LARGEST_STEP * StrictMath.pow(2, -quality);
    }

    @Override
    public void analyse(float[] tiles, int count, double quality, int[] levels) {
        int side = geometry.side();
        int blocks = geometry.coreLatents();
        double[] block = new double[BLOCK];
        for (int plane = 0; plane < count * channels; plane++) {
            for (int b = 0; b < blocks * blocks; b++) {
                int from = plane * side * side + (SIDE + b / blocks * SIDE) * side + SIDE + b % blocks * SIDE;
                for (int i = 0; i < BLOCK; i++) {
                    block[i] = tiles[from + i / SIDE * side + i % SIDE] - MIDDLE;
                }
                double[] frequencies = CosineTransform.apply(block, true);
                for (int i = 0; i < BLOCK; i++) {
                    levels[(plane * BLOCK + i) * blocks * blocks + b] =
                            (int) StrictMath.rint(frequencies[i] / step(quality));
                }
            }
        }
    }

    @Override
    public byte[] encode(int[] levels, int count, double quality) {
        return LevelBands.encode(levels, count * geometry.coreLevels(), geometry.coreLatents());
    }

    @Override
    public void decode(byte[] bytes, int count, double quality, int[] levels) {
        LevelBands.decode(bytes, levels, count * geometry.coreLevels(), geometry.coreLatents());
    }

    @Override
    public void synthesise(int[] levels, int count, double quality, float[] tiles) {
        int side = geometry.side();
        int blocks = geometry.sideLatents();
        double[] pixels = new double[side * side];
        double[] block = new double[BLOCK];
        for (int plane = 0; plane < count * channels; plane++) {
            for (int b = 0; b < blocks * blocks; b++) {
                for (int i = 0; i < BLOCK; i++) {
                    block[i] = levels[(plane * BLOCK + i) * blocks * blocks + b] * step(quality);
                }
                double[] values = CosineTransform.apply(block, false);
                for (int i = 0; i < BLOCK; i++) {
                    pixels[(b / blocks * SIDE + i / SIDE) * side + b % blocks * SIDE + i % SIDE] = values[i] + MIDDLE;
                }
            }
            smooth(pixels, side, 1, side, step(quality));
            smooth(pixels, side, side, 1, step(quality));
            for (int i = 0; i < pixels.length; i++) {
                tiles[plane * pixels.length + i] = (float) pixels[i];
            }
        }
    }

    /** Moves the two pixels at each edge between blocks towards each other. */
    private static void smooth(double[] pixels, int side, int across, int along, double most) {
        for (int edge = SIDE; edge < side; edge += SIDE) {
            for (int i = 0; i < side; i++) {
                int at = edge * across + i * along;
                double difference = pixels[at] - pixels[at - across];
                if (Math.abs(difference) < most) {
                    pixels[at] -= difference / 4;
                    pixels[at - across] += difference / 4;
                }
            }
        }
    }

    @Override
    public String toString() {
        return "cosine " + Arrays.asList(channels, core, tilesPerChunk);
    }
}
