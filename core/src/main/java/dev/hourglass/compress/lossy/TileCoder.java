package dev.hourglass.compress.lossy;

import dev.hourglass.error.HourglassException;

/**
 * Codes tiles of pictures with loss through a transform to whole numbers ("levels") and their probabilities.
 *
 * <p>A tile has a core, the part that counts, and around it a halo, so that what is next to it is known: C channels of
 * S x S values with S = core + 2 halo. The levels of a core are M planes of core / stride a side. Everything is
 * deterministic: the same arguments give the same bits on every machine, with any number of threads, and a tile's
 * result does not depend on the tiles beside it in a call. The figures of size never change.
 *
 * <p>Not thread-safe unless the implementation says so; {@link TileCoderPool} gives each thread its own.
 */
public interface TileCoder {
    /** The largest magnitude of a level that can be coded. */
    int LARGEST_LEVEL = 1 << 20;

    /** Returns C: 1 for grey, 3 for RGB; pixels are in [0, 1]. */
    int channels();

    /** Returns the side of the square of pixels that one latent position stands for. */
    int stride();

    /** Returns the side of a tile's core, in pixels, a multiple of the stride. */
    int core();

    /** Returns the pixels around the core on each side, a multiple of the stride; may be 0. */
    int halo();

    /** Returns M, the levels of a latent position. */
    int latentChannels();

    /** Returns the largest quality, above 0; the user's 100. */
    double largestQuality();

    /** Returns the most tiles of one call, and of a chunk in a file. */
    int tilesPerChunk();

    /**
     * Transforms tiles to levels.
     *
     * @param tiles [count, C, S, S], pixels in [0, 1]; not modified
     * @param count tiles, in [1, {@link #tilesPerChunk()}]
     * @param quality in [0, {@link #largestQuality()}]
     * @param levels [count, M, core / stride, core / stride], overwritten
     */
    void analyse(float[] tiles, int count, double quality, int[] levels);

    /**
     * Writes levels as bytes.
     *
     * @param levels [count, M, core / stride, core / stride], within {@link #LARGEST_LEVEL}; not modified
     * @param count tiles, in [1, {@link #tilesPerChunk()}]
     * @param quality that of {@link #analyse}
     */
    byte[] encode(int[] levels, int count, double quality);

    /**
     * Reads levels.
     *
     * @param bytes what {@link #encode} gave; not modified
     * @param count the same
     * @param quality the same
     * @param levels [count, M, core / stride, core / stride], overwritten
     * @throws HourglassException if no levels give these bytes; never another exception, whatever the bytes
     */
    void decode(byte[] bytes, int count, double quality, int[] levels);

    /**
     * Transforms levels to pixels.
     *
     * @param levels [count, M, S / stride, S / stride], any numbers; not modified
     * @param count tiles, in [1, {@link #tilesPerChunk()}]
     * @param quality that of {@link #analyse}
     * @param tiles [count, C, S, S], overwritten with pixels in about [0, 1]; only those of the core need be right
     */
    void synthesise(int[] levels, int count, double quality, float[] tiles);
}
