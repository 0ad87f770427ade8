package dev.hourglass.compress.codec;

/** Reads what {@link BitPacker} packed. Not thread-safe; confine to one thread. */
final class BitUnpacker {
    private final byte[] bytes;
    private int position;
    private long pending;
    private int pendingBits;

    BitUnpacker(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Returns the next value, {@code bits} (0 to 16) wide. */
    int next(int bits) {
        while (pendingBits < bits) {
            pending |= (bytes[position++] & 0xffL) << pendingBits;
            pendingBits += Byte.SIZE;
        }
        int value = (int) (pending & ((1L << bits) - 1));
        pending >>>= bits;
        pendingBits -= bits;
        return value;
    }

    /** Returns whether the bits of the last byte that hold no value are zero. */
    boolean isFilledWithZeros() {
        return pending == 0 && position == bytes.length;
    }
}
