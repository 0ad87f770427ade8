package dev.hourglass.compress.lossy;

/**
 * Sizes of tiles; see {@link TileCoder}.
 *
 * @param channels C, 1 or 3
 * @param stride pixels of a latent position, a side
 * @param core the side of a tile's core, in pixels, a multiple of the stride
 * @param halo pixels around it on each side, a multiple of the stride
 * @param latentChannels M
 */
public record TileGeometry(int channels, int stride, int core, int halo, int latentChannels) {
    private static final int MAX_PIXELS = 1 << 12;
    private static final int MAX_LATENT_CHANNELS = 1 << 16;
    private static final int MAX_TILE_LEVELS = 1 << 22;

    public TileGeometry {
        boolean isSound = (channels == 1 || channels == 3)
                && stride >= 1
                && core >= stride
                && core <= MAX_PIXELS
                && core % stride == 0
                && halo >= 0
                && halo <= MAX_PIXELS
                && halo % stride == 0
                && latentChannels >= 1
                && latentChannels <= MAX_LATENT_CHANNELS;
        if (!isSound || (long) latentChannels * (core / stride) * (core / stride) > MAX_TILE_LEVELS) {
            throw new IllegalArgumentException(
                    "tiles must have 1 or 3 channels, a core and a halo of whole strides and at most " + MAX_PIXELS
                            + " pixels, and at most " + MAX_TILE_LEVELS + " levels, but have channels " + channels
                            + ", core " + core + ", halo " + halo + ", stride " + stride + ", latent channels "
                            + latentChannels);
        }
    }

    /** Returns that of a coder. */
    public static TileGeometry of(TileCoder coder) {
        return new TileGeometry(coder.channels(), coder.stride(), coder.core(), coder.halo(), coder.latentChannels());
    }

    /** Returns S, the side of a tile with its halo, in pixels. */
    public int side() {
        return core + 2 * halo;
    }

    /** Returns the pixel values of a tile with its halo. */
    public int tileValues() {
        return channels * side() * side();
    }

    /** Returns the latent positions of a core, a side. */
    public int coreLatents() {
        return core / stride;
    }

    /** Returns the levels of a core. */
    public int coreLevels() {
        return latentChannels * coreLatents() * coreLatents();
    }

    /** Returns the latent positions of a tile with its halo, a side. */
    public int sideLatents() {
        return side() / stride;
    }

    /** Returns the levels of a tile with its halo. */
    public int tileLevels() {
        return latentChannels * sideLatents() * sideLatents();
    }
}
