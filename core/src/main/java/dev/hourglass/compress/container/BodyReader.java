package dev.hourglass.compress.container;

import dev.hourglass.compress.table.Varint;
import java.util.Arrays;

/**
 * Takes field after field from the body of a block, none unchecked; messages name where a field starts. Not
 * thread-safe; confine to one thread.
 */
final class BodyReader {
    private static final int BYTE = 0xff;

    private final Block block;
    private final byte[] bytes;
    private final Varint.Reader fields;

    /** Starts at the first field. */
    BodyReader(Block block) {
        this.block = block;
        this.bytes = block.bytes();
        this.fields =
                new Varint.Reader(bytes, ContainerFormat.BLOCK_HEADER_BYTES, bytes.length - ContainerFormat.CRC_BYTES);
    }

    /** Returns where in the body the next field starts. */
    int at() {
        return fields.at() - ContainerFormat.BLOCK_HEADER_BYTES;
    }

    /** Returns how many bytes of the body are left. */
    int left() {
        return fields.left();
    }

    /** Reads a number of variable length, with what it says for messages. */
    long number(String what, long min, long max) {
        int start = at();
        long number = fields.next();
        if (number < 0) {
            throw block.corrupt(start, what + " must take 1 to 9 bytes and no more than it need, but is cut or longer");
        }
        if (number < min || number > max) {
            throw block.corrupt(start, what + " must be in [" + min + ", " + max + "], but was " + number);
        }
        return number;
    }

    /** Reads a number of variable length that an int holds. */
    int count(String what, int min, int max) {
        return (int) number(what, min, max);
    }

    /** Reads a byte, unsigned. */
    int octet(String what) {
        return bytes[skip(what, 1)] & BYTE;
    }

    /** Reads a checksum. */
    int crc(String what) {
        return ContainerFormat.wrap(bytes).getInt(skip(what, ContainerFormat.CRC_BYTES));
    }

    /** Reads so many bytes. */
    byte[] bytes(String what, int count) {
        int start = skip(what, count);
        return Arrays.copyOfRange(bytes, start, start + count);
    }

    /** Reads what is left. */
    byte[] rest() {
        return bytes("the rest", left());
    }

    private int skip(String what, int count) {
        if (count > left()) {
            throw block.corrupt(at(), what + " must take " + count + " bytes, but the block ends after " + left());
        }
        return fields.skip(count);
    }
}
