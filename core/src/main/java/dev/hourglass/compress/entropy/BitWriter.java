package dev.hourglass.compress.entropy;

import java.util.Arrays;

/** Writes bits, the first in the lowest bit of the first byte. Not thread-safe; confine to one thread. */
final class BitWriter {
    private byte[] bytes = new byte[64];
    private int bits;

    /** Writes the lowest {@code count} bits of a value, lowest first. */
    void write(int value, int count) {
        for (int i = 0; i < count; i++) {
            if (bits == bytes.length * Byte.SIZE) {
                bytes = Arrays.copyOf(bytes, 2 * bytes.length);
            }
            bytes[bits / Byte.SIZE] |= (byte) (((value >>> i) & 1) << (bits % Byte.SIZE));
            bits++;
        }
    }

    /**
     * Writes a number of at least 1 as Elias' gamma code: as many zeros as bits follow its highest, a one, the bits.
     */
    void writeGamma(int value) {
        int below = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(value);
        write(0, below);
        write(1, 1);
        write(value, below);
    }

    /** Returns all bytes, the last one filled with zeros. */
    byte[] toBytes() {
        return Arrays.copyOf(bytes, (bits + Byte.SIZE - 1) / Byte.SIZE);
    }
}
