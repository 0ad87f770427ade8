package dev.hourglass.compress.container;

import dev.hourglass.compress.table.Varint;
import java.io.ByteArrayOutputStream;

/**
 * Puts field after field into the body of a block, then the frame around it. Not thread-safe; confine to one thread.
 */
final class BodyWriter {
    private final ByteArrayOutputStream out;

    /** Starts a body of about so many bytes. */
    BodyWriter(int bytes) {
        out = new ByteArrayOutputStream(bytes + ContainerFormat.BLOCK_FRAME_BYTES);
        // The frame is known at the end; until then zeros stand for it.
        out.writeBytes(new byte[ContainerFormat.BLOCK_HEADER_BYTES]);
    }

    /** Adds a number of variable length, at least 0. */
    BodyWriter number(long number) {
        Varint.write(out, number);
        return this;
    }

    /** Adds one byte. */
    BodyWriter octet(int value) {
        out.write(value);
        return this;
    }

    /** Adds a checksum. */
    BodyWriter crc(int crc) {
        byte[] bytes = new byte[ContainerFormat.CRC_BYTES];
        ContainerFormat.wrap(bytes).putInt(crc);
        return bytes(bytes);
    }

    /** Adds bytes. */
    BodyWriter bytes(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    /** Returns the whole block. */
    byte[] framed(int magic) {
        out.writeBytes(new byte[ContainerFormat.CRC_BYTES]);
        byte[] block = out.toByteArray();
        int end = block.length - ContainerFormat.CRC_BYTES;
        ContainerFormat.wrap(block)
                .putInt(0, magic)
                .putInt(Integer.BYTES, block.length - ContainerFormat.BLOCK_FRAME_BYTES);
        ContainerFormat.wrap(block).putInt(end, ContainerFormat.crc(block, end));
        return block;
    }
}
