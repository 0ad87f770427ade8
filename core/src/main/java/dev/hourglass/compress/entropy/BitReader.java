package dev.hourglass.compress.entropy;

import dev.hourglass.error.CorruptArtifactException;

/** Reads what {@link BitWriter} wrote. Not thread-safe; confine to one thread. */
final class BitReader {
    private static final int MAX_GAMMA_BITS = 30;

    private final String name;
    private final byte[] bytes;
    private long position;

    BitReader(String name, byte[] bytes, int fromByte) {
        this.name = name;
        this.bytes = bytes;
        this.position = (long) fromByte * Byte.SIZE;
    }

    int read(int count) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            value |= readBit() << i;
        }
        return value;
    }

    private int readBit() {
        int at = (int) (position / Byte.SIZE);
        if (at >= bytes.length) {
            throw damaged("a frequency table must go on, but ends here");
        }
        int bit = (bytes[at] >>> (int) (position % Byte.SIZE)) & 1;
        position++;
        return bit;
    }

    int readGamma() {
        int below = 0;
        while (readBit() == 0) {
            below++;
            if (below > MAX_GAMMA_BITS) {
                throw damaged("a number of a frequency table must have at most 30 bits, but has more");
            }
        }
        return (1 << below) | read(below);
    }

    /** Returns the bytes up to here; the bits that fill the last one must be zeros. */
    int endByte() {
        while (position % Byte.SIZE != 0) {
            if (readBit() != 0) {
                throw damaged("the bits after a frequency table must be 0, but one was 1");
            }
        }
        return (int) (position / Byte.SIZE);
    }

    CorruptArtifactException damaged(String problem) {
        return new CorruptArtifactException(name, position / Byte.SIZE, problem);
    }
}
