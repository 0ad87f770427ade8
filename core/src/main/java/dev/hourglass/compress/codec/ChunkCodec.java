package dev.hourglass.compress.codec;

import dev.hourglass.error.CorruptArtifactException;
import java.util.Optional;

/**
 * Encodes the rows of one chunk to bytes and decodes them bit for bit; made for one {@link RowLayout}.
 *
 * <p>A new codec is one class beside these, its {@link CodecId}, and its subclass of the contract test; a new model is
 * a {@link dev.hourglass.compress.lossless.RowCoder}.
 *
 * <p>Implementations are immutable and safe for concurrent use: chunks are coded side by side. Equal rows must give
 * equal rows back on every machine; equal payloads are promised only where the class says so.
 */
public sealed interface ChunkCodec
        permits RawCodec, DeflateCodec, PackedCodec, BoundedCodec, TableCodec, NumbersCodec, ModelCodec, TileCodec {
    /** Returns the codec's number in files. */
    CodecId id();

    /**
     * Encodes a chunk.
     *
     * @param rows [R, V] as the layout says, exactly; not modified
     * @param rowCount R, at least 0
     * @return the payload, at most as long as the rows and {@link CodecSet#MAX_OVERHEAD_BYTES} more; empty where the
     *     codec is of no use for these rows
     */
    Optional<byte[]> encode(byte[] rows, int rowCount);

    /**
     * Decodes a chunk.
     *
     * @param payload what {@link #encode} gave; not modified
     * @param rowCount R
     * @param rows [R, V], overwritten
     * @throws CorruptArtifactException if no rows give such a payload; never another exception, whatever the payload
     */
    void decode(byte[] payload, int rowCount, byte[] rows);
}
