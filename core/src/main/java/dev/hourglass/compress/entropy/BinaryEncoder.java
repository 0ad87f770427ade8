package dev.hourglass.compress.entropy;

import java.util.Arrays;

/**
 * Encodes decisions of two outcomes: an interval of 32 bits is split in proportion to the probabilities, and the bytes
 * that both of its ends begin with are written. There are no carries, so nothing is ever changed behind.
 *
 * <p>Unlike {@link RansStack} it gives back first what was put in first, which models need that learn from what they
 * have decoded. Not thread-safe; confine to one thread.
 */
public final class BinaryEncoder implements BinaryCoding {
    private static final long MASK = 0xffff_ffffL;
    private static final int TOP_SHIFT = 24;
    private static final int FIRST_BYTES = 1 << 10;

    private long low;
    private long high = MASK;
    private byte[] bytes = new byte[FIRST_BYTES];
    private int size;

    @Override
    public int bit(int bit, int probability) {
        long split = BinaryCoding.split(low, high, probability);
        if (bit == 1) {
            high = split;
        } else {
            low = split + 1;
        }
        while ((low ^ high) >>> TOP_SHIFT == 0) {
            add((int) (high >>> TOP_SHIFT));
            low = (low << Byte.SIZE) & MASK;
            high = ((high << Byte.SIZE) & MASK) | 0xff;
        }
        return bit;
    }

    private void add(int value) {
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.multiplyExact(2, size));
        }
        bytes[size++] = (byte) value;
    }

    /** Returns about how many bytes there are so far. */
    public int sizeBytes() {
        return size;
    }

    /** Ends the decisions with the four bytes that decoders read ahead, and returns all bytes. */
    public byte[] finish() {
        for (int shift = TOP_SHIFT; shift >= 0; shift -= Byte.SIZE) {
            add((int) (low >>> shift) & 0xff);
        }
        byte[] taken = Arrays.copyOf(bytes, size);
        low = 0;
        high = MASK;
        size = 0;
        return taken;
    }
}
