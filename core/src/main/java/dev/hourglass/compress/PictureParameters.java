package dev.hourglass.compress;

import dev.hourglass.compress.container.EntryHeader;
import dev.hourglass.compress.lossy.TileCoderPool;
import dev.hourglass.compress.lossy.TileGeometry;
import dev.hourglass.compress.lossy.TileGrid;
import dev.hourglass.data.Picture;
import dev.hourglass.file.PngWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What an entry of a picture says; little-endian.
 *
 * <pre>
 * offset  size  parameters
 * 0       4     width, in pixels
 * 4       4     height
 * 8       1     channels, 1 or 3
 * 9       1     channels of tiles, 1 or 3, at least those of the picture
 * 10      2     stride, in pixels
 * 12      2     core
 * 14      2     halo
 * 16      4     quality of the coder, in 1/256
 * 20      4     its largest quality, in 1/256, at least 1
 * 24      8     bytes of the file that was compressed
 * </pre>
 *
 * @param channels of the picture
 * @param grid where tiles lie
 * @param geometry sizes of tiles
 * @param quality in 1/256
 * @param largestQuality in 1/256
 * @param bytesBefore the size of the file that was compressed
 */
public record PictureParameters(
        int channels, TileGrid grid, TileGeometry geometry, int quality, int largestQuality, long bytesBefore) {
    private static final int BYTES = 32;
    private static final double STEPS = 256;

    public PictureParameters {
        Picture.requireSize(channels, grid.height(), grid.width());
        if (channels > geometry.channels()) {
            throw new IllegalArgumentException(
                    "tiles must have the channels of their picture, " + channels + ", but have " + geometry.channels());
        }
        if (largestQuality < 1 || quality < 0 || quality > largestQuality) {
            throw new IllegalArgumentException("quality must be in [0, " + Integer.toUnsignedString(largestQuality)
                    + "], but was " + Integer.toUnsignedString(quality));
        }
        if (bytesBefore < 0) {
            throw new IllegalArgumentException(
                    "bytes of a file must be at least 0, but were " + Long.toUnsignedString(bytesBefore));
        }
    }

    /** Returns the largest quality of coders in steps of 1/256. */
    static int largestSteps(TileCoderPool coders) {
        return (int) Math.floor(STEPS * coders.largestQuality());
    }

    /** Returns those of a picture that is to be coded; quality in 1/256. */
    static PictureParameters of(Picture picture, TileCoderPool coders, int quality, long bytesBefore) {
        TileGeometry geometry = coders.geometry();
        return new PictureParameters(
                picture.channels(),
                new TileGrid(picture.height(), picture.width(), geometry.core()),
                geometry,
                quality,
                largestSteps(coders),
                bytesBefore);
    }

    /** Returns the quality as coders know it. */
    double coderQuality() {
        return quality / STEPS;
    }

    /** Returns the quality as people know it, from 0 to 100. */
    public double percent() {
        return PictureQuality.LARGEST * quality / largestQuality;
    }

    /** Returns the bytes of the PNG file that comes back. */
    long fileBytes() {
        return PngWriter.sizeBytes(channels, grid.height(), grid.width());
    }

    /** Returns the bits of a pixel when so many bytes hold the picture. */
    public double bitsPerPixel(long bytes) {
        return (double) Byte.SIZE * bytes / ((double) grid.height() * grid.width());
    }

    /**
     * Checks that coders are of these sizes.
     *
     * @throws IllegalArgumentException if they are not
     */
    void requireCoders(TileCoderPool coders, int tilesPerChunk) {
        if (!geometry.equals(coders.geometry())
                || tilesPerChunk != coders.tilesPerChunk()
                || largestQuality != largestSteps(coders)) {
            throw new IllegalArgumentException("tiles must be those of the model, " + coders.geometry() + " and "
                    + coders.tilesPerChunk() + " a chunk, but are " + geometry + " and " + tilesPerChunk);
        }
    }

    byte[] print() {
        return ByteBuffer.allocate(BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(grid.width())
                .putInt(grid.height())
                .put((byte) channels)
                .put((byte) geometry.channels())
                .putShort((short) geometry.stride())
                .putShort((short) geometry.core())
                .putShort((short) geometry.halo())
                .putInt(quality)
                .putInt(largestQuality)
                .putLong(bytesBefore)
                .array();
    }

    /**
     * Reads the parameters of an entry of a picture.
     *
     * @throws IllegalArgumentException if they cannot be those of its rows
     */
    public static PictureParameters parse(EntryHeader header) {
        byte[] bytes = header.parameters();
        if (bytes.length != BYTES || header.prologue().length > 0) {
            throw new IllegalArgumentException("a picture must have parameters of " + BYTES
                    + " bytes and no prologue, but has " + bytes.length + " and " + header.prologue().length);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int width = in.getInt();
        int height = in.getInt();
        int channels = in.get();
        int tileChannels = in.get();
        int stride = Short.toUnsignedInt(in.getShort());
        int core = Short.toUnsignedInt(in.getShort());
        int halo = Short.toUnsignedInt(in.getShort());
        int positions = stride == 0 ? 0 : (core / stride) * (core / stride);
        int levels = header.layout().valuesPerRow();
        boolean isWhole = positions > 0 && levels % positions == 0;
        if (!isWhole
                || header.layout().bytesPerValue() != Integer.BYTES
                || header.layout().isBigEndian()) {
            throw new IllegalArgumentException("rows of a picture must be levels of 4 bytes, as many for each of "
                    + positions + " positions, the lowest byte first, but are " + header.layout());
        }
        return new PictureParameters(
                channels,
                new TileGrid(height, width, core),
                new TileGeometry(tileChannels, stride, core, halo, levels / positions),
                in.getInt(),
                in.getInt(),
                in.getLong());
    }
}
