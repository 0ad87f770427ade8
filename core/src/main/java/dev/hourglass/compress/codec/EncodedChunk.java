package dev.hourglass.compress.codec;

/**
 * A chunk as it goes to the file. The payload is shared; not to be modified.
 *
 * <p>Immutable by agreement; safe for concurrent use.
 */
public final class EncodedChunk {
    private final CodecId codec;
    private final byte[] payload;

    EncodedChunk(CodecId codec, byte[] payload) {
        this.codec = codec;
        this.payload = payload;
    }

    /** Returns the codec that made the payload. */
    public CodecId codec() {
        return codec;
    }

    /** Returns the payload; not to be modified. */
    public byte[] payload() {
        return payload;
    }
}
