package dev.hourglass.compress.container;

import dev.hourglass.compress.codec.CodecSet;
import dev.hourglass.error.CorruptArtifactException;

/** A chunk as it lies in a file. Immutable and safe for concurrent use. */
public final class StoredChunk {
    private final String file;
    private final long offset;
    private final long number;
    private final int rows;
    private final int codec;
    private final byte[] payload;

    StoredChunk(Block block, long number, int rows, int codec, byte[] payload) {
        this.file = block.file();
        this.offset = block.offset();
        this.number = number;
        this.rows = rows;
        this.codec = codec;
        this.payload = payload;
    }

    /** Returns its number in the entry, from 0. */
    public long number() {
        return number;
    }

    /** Returns its rows. */
    public int rows() {
        return rows;
    }

    /** Returns the number of its codec. */
    public int codec() {
        return codec;
    }

    /** Returns where its block starts in the file, in bytes. */
    public long offset() {
        return offset;
    }

    /**
     * Decodes the rows.
     *
     * @param codecs those of the entry
     * @return the rows, as the entry's layout says
     * @throws CorruptArtifactException if the payload is not what its codec writes; names the file and the chunk
     */
    public byte[] decode(CodecSet codecs) {
        try {
            return codecs.decode(codec, payload, rows);
        } catch (CorruptArtifactException e) {
            throw new CorruptArtifactException(
                    file, offset, "chunk " + number + " must decode, but: " + e.getMessage());
        }
    }
}
