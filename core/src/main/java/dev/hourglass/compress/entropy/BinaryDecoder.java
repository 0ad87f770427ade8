package dev.hourglass.compress.entropy;

import dev.hourglass.error.CorruptArtifactException;

/** Decodes what {@link BinaryEncoder} encoded, in the same order. Not thread-safe; confine to one thread. */
public final class BinaryDecoder implements BinaryCoding {
    private static final long MASK = 0xffff_ffffL;
    private static final int TOP_SHIFT = 24;
    private static final int LOOKAHEAD = 4;

    private final String name;
    private final byte[] bytes;
    private int position;
    private long low;
    private long high = MASK;
    private long code;

    /**
     * Starts to decode.
     *
     * @param name of what holds the bytes, for messages
     * @param bytes not modified
     * @param start the first byte to read
     * @throws CorruptArtifactException if there are fewer than four
     */
    public BinaryDecoder(String name, byte[] bytes, int start) {
        this.name = name;
        this.bytes = bytes;
        this.position = start;
        for (int i = 0; i < LOOKAHEAD; i++) {
            code = (code << Byte.SIZE) | next();
        }
    }

    private int next() {
        if (position == bytes.length) {
            throw new CorruptArtifactException(
                    name, position, "coded decisions must not end before their last, but do");
        }
        return bytes[position++] & 0xff;
    }

    @Override
    public int bit(int bit, int probability) {
        long split = BinaryCoding.split(low, high, probability);
        int found = code <= split ? 1 : 0;
        if (found == 1) {
            high = split;
        } else {
            low = split + 1;
        }
        while ((low ^ high) >>> TOP_SHIFT == 0) {
            low = (low << Byte.SIZE) & MASK;
            high = ((high << Byte.SIZE) & MASK) | 0xff;
            code = ((code << Byte.SIZE) & MASK) | next();
        }
        return found;
    }

    /**
     * Requires that the bytes end with the decisions, as the encoder ends them.
     *
     * @throws CorruptArtifactException if some are left, or the last four are others
     */
    public void requireEnd() {
        if (position < bytes.length) {
            throw new CorruptArtifactException(
                    name, position, "coded decisions must take all of " + bytes.length + " bytes, but some are left");
        }
        if (code != low) {
            throw new CorruptArtifactException(
                    name,
                    position - LOOKAHEAD,
                    "coded decisions must end with the start of their interval, but do not");
        }
    }
}
