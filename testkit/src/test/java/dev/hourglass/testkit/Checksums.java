package dev.hourglass.testkit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** Makes the checksums of a damaged container fit again, so that a fuzzer gets past them to what they guard. */
final class Checksums {
    private static final int HEADER_BYTES = 52;
    private static final int FOOTER_BYTES = 36;
    private static final int FRAME_BYTES = 12;
    private static final int LENGTH_AT = 4;
    private static final int END_MAGIC_BYTES = 4;

    private Checksums() {}

    /** Returns a copy whose header, blocks and footer have the checksums of their bytes, wherever blocks are found. */
    static byte[] repaired(byte[] container) {
        byte[] copy = container.clone();
        ByteBuffer bytes = ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN);
        int end = container.length;
        if (end < HEADER_BYTES) {
            return copy;
        }
        repair(bytes, 0, HEADER_BYTES);
        int at = HEADER_BYTES;
        while (at + FRAME_BYTES <= end) {
            int body = bytes.getInt(at + LENGTH_AT);
            if (body < 0 || body > end - at - FRAME_BYTES) {
                break;
            }
            repair(bytes, at, body + FRAME_BYTES);
            at += body + FRAME_BYTES;
        }
        if (end >= HEADER_BYTES + FOOTER_BYTES) {
            repair(bytes, end - FOOTER_BYTES, FOOTER_BYTES - END_MAGIC_BYTES);
        }
        return copy;
    }

    private static void repair(ByteBuffer bytes, int from, int length) {
        CRC32C sum = new CRC32C();
        sum.update(bytes.duplicate().position(from).limit(from + length - Integer.BYTES));
        bytes.putInt(from + length - Integer.BYTES, (int) sum.getValue());
    }
}
