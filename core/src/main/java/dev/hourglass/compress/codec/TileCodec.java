package dev.hourglass.compress.codec;

import dev.hourglass.compress.lossy.TileCoder;
import dev.hourglass.compress.lossy.TileCoderPool;
import dev.hourglass.error.CorruptArtifactException;
import dev.hourglass.error.HourglassException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/**
 * Codes levels of tiles of pictures with the file's model; a row holds the levels of one tile's core, 4 bytes each.
 * Equal rows give equal payloads. Immutable and safe for concurrent use.
 */
public final class TileCodec implements ChunkCodec {
    private final TileCoderPool coders;
    private final double quality;
    private final int valuesPerRow;

    /** Makes a codec of levels of a quality, as coders know it. */
    public TileCodec(TileCoderPool coders, double quality) {
        this.coders = coders;
        this.quality = quality;
        this.valuesPerRow = coders.geometry().coreLevels();
    }

    /** Returns the layout of rows of levels. */
    public static RowLayout layout(TileCoderPool coders) {
        return RowLayout.of(coders.geometry().coreLevels(), Integer.BYTES);
    }

    /** Returns levels as rows. */
    public static byte[] toRows(int[] levels) {
        byte[] rows = new byte[levels.length * Integer.BYTES];
        ByteBuffer.wrap(rows).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().put(levels);
        return rows;
    }

    /** Returns rows as levels. */
    public static int[] toLevels(byte[] rows) {
        int[] levels = new int[rows.length / Integer.BYTES];
        ByteBuffer.wrap(rows).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(levels);
        return levels;
    }

    @Override
    public CodecId id() {
        return CodecId.TILES;
    }

    @Override
    public Optional<byte[]> encode(byte[] rows, int rowCount) {
        if (rowCount < 1 || rowCount > coders.tilesPerChunk()) {
            return Optional.empty();
        }
        int[] levels = toLevels(rows);
        if (Arrays.stream(levels).anyMatch(n -> n < -TileCoder.LARGEST_LEVEL || n > TileCoder.LARGEST_LEVEL)) {
            return Optional.empty();
        }
        return Optional.of(coders.lend(coder -> coder.encode(levels, rowCount, quality)))
                .filter(payload -> payload.length <= rows.length + CodecSet.MAX_OVERHEAD_BYTES);
    }

    @Override
    public void decode(byte[] payload, int rowCount, byte[] rows) {
        if (rowCount < 1 || rowCount > coders.tilesPerChunk()) {
            throw new CorruptArtifactException(
                    "payload",
                    0,
                    "tiles of a chunk must be in [1, " + coders.tilesPerChunk() + "], but are " + rowCount);
        }
        int[] levels = new int[rowCount * valuesPerRow];
        try {
            coders.lend(coder -> {
                coder.decode(payload, rowCount, quality, levels);
                return levels;
            });
        } catch (CorruptArtifactException damaged) {
            throw damaged;
        } catch (HourglassException damaged) {
            throw new CorruptArtifactException("payload", 0, String.valueOf(damaged.getMessage()));
        }
        System.arraycopy(toRows(levels), 0, rows, 0, rows.length);
    }
}
