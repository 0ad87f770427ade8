package dev.hourglass.compress.table;

import dev.hourglass.error.CorruptArtifactException;
import java.io.ByteArrayOutputStream;

/** Numbers of seven bits a byte (LEB128), the lowest first; all bytes but the last have their highest bit set. */
public final class Varint {
    private static final int BITS = 7;
    private static final int MORE = 1 << BITS;

    private Varint() {}

    /** Adds a number, at least 0. */
    public static void write(ByteArrayOutputStream out, long number) {
        long rest = number;
        for (; rest >= MORE; rest >>>= BITS) {
            out.write((int) (rest & (MORE - 1)) | MORE);
        }
        out.write((int) rest);
    }

    /** Reads numbers, and what lies between. Not thread-safe; confine to one thread. */
    public static final class Reader {
        private final byte[] bytes;
        private final int limit;
        private int at;

        /** Starts at a byte. */
        public Reader(byte[] bytes, int at, int limit) {
            this.bytes = bytes;
            this.at = at;
            this.limit = limit;
        }

        /** Returns where the next byte is. */
        public int at() {
            return at;
        }

        /** Returns how many bytes are left. */
        public int left() {
            return limit - at;
        }

        /** Reads a number of at most nine bytes; returns -1 where it is cut, or longer than it need be. */
        public long next() {
            long number = 0;
            for (int shift = 0; at < limit && shift < Long.SIZE - BITS; shift += BITS) {
                byte next = bytes[at++];
                number |= (long) (next & (MORE - 1)) << shift;
                if (next >= 0) {
                    return next != 0 || shift == 0 ? number : -1;
                }
            }
            return -1;
        }

        /**
         * Reads a number.
         *
         * @param what it says, for messages
         * @param max the largest that may be
         * @throws CorruptArtifactException if it is larger, longer than it need be, or cut
         */
        public long read(String what, long max) {
            long number = next();
            if (number < 0 || number > max) {
                throw new CorruptArtifactException(
                        "payload",
                        at,
                        what + " of a table must be in [0, " + max + "], but is "
                                + (number < 0 ? "cut, or longer than it need be" : number));
            }
            return number;
        }

        /** Passes bytes over; no more than are left. */
        public int skip(int count) {
            at += count;
            return at - count;
        }
    }
}
