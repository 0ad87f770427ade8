package dev.hourglass.compress.codec;

import dev.hourglass.error.CorruptArtifactException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The codecs that may be used for the chunks of one entry. Each chunk goes to the one that makes it smallest, so a
 * model that does not help costs nothing.
 *
 * <p>Immutable and safe for concurrent use.
 */
public final class CodecSet {
    /** The most bytes a chunk takes beside its rows, container included. */
    public static final int MAX_OVERHEAD_BYTES = 64;

    /**
     * A chunk whose bounded payload is below this part of it is not deflated to see: Deflate hardly ever wins there.
     */
    private static final int SMALL_PART = 4;

    private final RowLayout layout;
    private final List<ChunkCodec> codecs;

    /**
     * Makes a set; raw rows are always in it.
     *
     * @param layout how values lie
     * @param codecs the codecs beside raw; of equally small payloads that of the earlier one is taken
     */
    public CodecSet(RowLayout layout, List<ChunkCodec> codecs) {
        this.layout = layout;
        List<ChunkCodec> all = new ArrayList<>();
        all.add(new RawCodec());
        all.addAll(codecs);
        this.codecs = List.copyOf(all);
    }

    /** Returns the set of raw rows, Deflate and others. */
    public static CodecSet of(RowLayout layout, int level, ChunkCodec... others) {
        List<ChunkCodec> codecs = new ArrayList<>(List.of(others));
        codecs.add(new DeflateCodec(layout, level));
        return new CodecSet(layout, codecs);
    }

    /** Returns how values lie. */
    public RowLayout layout() {
        return layout;
    }

    /** Encodes a chunk with the codec that makes it smallest, as far as it is worth trying. */
    public EncodedChunk encode(byte[] rows, int rowCount) {
        EncodedChunk best = new EncodedChunk(CodecId.RAW, rows);
        for (ChunkCodec codec : codecs) {
            boolean isDone = codec.id() == CodecId.RAW || isSmall(best, rows.length);
            Optional<byte[]> payload = isDone ? Optional.empty() : codec.encode(rows, rowCount);
            if (payload.isPresent() && payload.get().length < best.payload().length) {
                best = new EncodedChunk(codec.id(), payload.get());
            }
        }
        return best;
    }

    private static boolean isSmall(EncodedChunk chunk, int bytes) {
        boolean isBounded = chunk.codec() == CodecId.BOUNDED || chunk.codec() == CodecId.NUMBERS;
        return isBounded && chunk.payload().length < bytes / SMALL_PART;
    }

    /**
     * Decodes a chunk.
     *
     * @param codecNumber the number of its codec
     * @param payload its payload; not modified
     * @param rowCount R
     * @return the rows, [R, V]
     * @throws CorruptArtifactException if no such codec may be there, or the payload is not one of its own
     */
    public byte[] decode(int codecNumber, byte[] payload, int rowCount) {
        for (ChunkCodec codec : codecs) {
            if (codec.id().number() == codecNumber) {
                byte[] rows = new byte[Math.multiplyExact(rowCount, layout.rowBytes())];
                codec.decode(payload, rowCount, rows);
                return rows;
            }
        }
        throw new CorruptArtifactException(
                "payload",
                0,
                "the codec must be one of "
                        + codecs.stream().map(codec -> codec.id().label()).toList() + ", but is number " + codecNumber
                        + "; a newer Hourglass may have written it");
    }
}
