package dev.hourglass.compress.codec;

import java.util.Arrays;

/**
 * Packs small integers into bytes without gaps: the first value in the lowest bits of the first byte, each value with
 * its lowest bit first. Not thread-safe; confine to one thread.
 */
final class BitPacker {
    private final byte[] bytes;
    private int size;
    /** Bits that do not fill a byte yet, the oldest lowest. */
    private long pending;

    private int pendingBits;

    BitPacker(int capacityBytes) {
        bytes = new byte[capacityBytes];
    }

    /** Returns the bytes that {@code values} take, each {@code bits} wide. */
    static long bytesFor(long values, long bits) {
        return (values * bits + Byte.SIZE - 1) / Byte.SIZE;
    }

    /** Adds the lowest {@code bits} (0 to 16) of {@code value}, which has no others. */
    void put(int value, int bits) {
        pending |= (long) value << pendingBits;
        pendingBits += bits;
        while (pendingBits >= Byte.SIZE) {
            bytes[size++] = (byte) pending;
            pending >>>= Byte.SIZE;
            pendingBits -= Byte.SIZE;
        }
    }

    /** Fills the last byte with zero bits, returns all bytes and starts anew. */
    byte[] take() {
        if (pendingBits > 0) {
            bytes[size++] = (byte) pending;
        }
        byte[] taken = Arrays.copyOf(bytes, size);
        size = 0;
        pending = 0;
        pendingBits = 0;
        return taken;
    }
}
