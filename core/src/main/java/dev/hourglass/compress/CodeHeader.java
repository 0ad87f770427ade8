package dev.hourglass.compress;

import java.nio.charset.StandardCharsets;

/**
 * What a compressed file says before its codes.
 *
 * @param modelId the identity of the model that decodes it, 64 lower-case hexadecimal digits
 * @param quantizer the ranges of the dimensions and the bits of each, at most 1,048,576 dimensions
 * @param chunkRows the rows of each chunk but the last, at least 1; times the dimensions at most 4,194,304
 * @param metadata JSON for the application, for example the schema of the data; may be empty, at most 1 MiB in UTF-8
 */
public record CodeHeader(String modelId, Quantizer quantizer, int chunkRows, String metadata) {
    private static final int DEFAULT_CHUNK_VALUES = 1 << 18;

    public CodeHeader {
        if (!modelId.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(
                    "modelId must be 64 lower-case hexadecimal digits, but was \"" + modelId + "\"");
        }
        int latentSize = quantizer.latentSize();
        if (latentSize > CodeFormat.MAX_LATENT_SIZE) {
            throw new IllegalArgumentException(
                    "latentSize must be at most " + CodeFormat.MAX_LATENT_SIZE + ", but was " + latentSize);
        }
        if (chunkRows < 1 || chunkRows > CodeFormat.MAX_CHUNK_VALUES / latentSize) {
            throw new IllegalArgumentException("chunkRows must be in [1, " + CodeFormat.MAX_CHUNK_VALUES / latentSize
                    + "] for " + latentSize + " dimensions, but was " + chunkRows);
        }
        int metadataBytes = metadata.getBytes(StandardCharsets.UTF_8).length;
        if (metadataBytes > CodeFormat.MAX_METADATA_BYTES) {
            throw new IllegalArgumentException("metadata must take at most " + CodeFormat.MAX_METADATA_BYTES
                    + " bytes, but takes " + metadataBytes);
        }
    }

    /** Returns a header with chunks of about 262,144 values and no metadata. */
    public static CodeHeader defaults(String modelId, Quantizer quantizer) {
        int chunkRows = Math.max(1, DEFAULT_CHUNK_VALUES / quantizer.latentSize());
        return new CodeHeader(modelId, quantizer, chunkRows, "");
    }

    /** Returns a copy with other metadata. */
    public CodeHeader withMetadata(String metadata) {
        return new CodeHeader(modelId, quantizer, chunkRows, metadata);
    }

    /** Returns a copy with other chunks. */
    public CodeHeader withChunkRows(int chunkRows) {
        return new CodeHeader(modelId, quantizer, chunkRows, metadata);
    }

    /** Returns the bytes of the codes of a chunk of so many rows. */
    int payloadBytes(int rows) {
        return (int) BitPacker.bytesFor(rows, quantizer.bitsPerRow());
    }
}
