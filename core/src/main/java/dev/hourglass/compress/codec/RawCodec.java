package dev.hourglass.compress.codec;

import dev.hourglass.error.CorruptArtifactException;
import java.util.Optional;

/** Keeps rows as they are. Equal rows give equal payloads. */
public record RawCodec() implements ChunkCodec {
    @Override
    public CodecId id() {
        return CodecId.RAW;
    }

    @Override
    public Optional<byte[]> encode(byte[] rows, int rowCount) {
        return Optional.of(rows.clone());
    }

    @Override
    public void decode(byte[] payload, int rowCount, byte[] rows) {
        if (payload.length != rows.length) {
            throw new CorruptArtifactException(
                    "payload",
                    Math.min(payload.length, rows.length),
                    "raw rows must take " + rows.length + " bytes, but take " + payload.length);
        }
        System.arraycopy(payload, 0, rows, 0, rows.length);
    }
}
