package dev.hourglass.compress.container;

import dev.hourglass.error.CorruptArtifactException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A block whose checksum fits. Not thread-safe. */
final class Block {
    private final String file;
    private final long offset;
    private final byte[] bytes;
    private final ByteBuffer fields;

    /** Takes a whole block, frame included; shared. */
    Block(String file, long offset, byte[] bytes) {
        this.file = file;
        this.offset = offset;
        this.bytes = bytes;
        this.fields = ContainerFormat.wrap(bytes);
    }

    /** Returns whether a whole block ends with its checksum. */
    static boolean isSound(byte[] bytes) {
        int end = bytes.length - ContainerFormat.CRC_BYTES;
        return ContainerFormat.wrap(bytes).getInt(end) == ContainerFormat.crc(bytes, end);
    }

    int magic() {
        return fields.getInt(0);
    }

    /** Returns where the block starts in the file. */
    long offset() {
        return offset;
    }

    byte[] bytes() {
        return bytes;
    }

    int crc() {
        return fields.getInt(bytes.length - ContainerFormat.CRC_BYTES);
    }

    int bodyBytes() {
        return bytes.length - ContainerFormat.BLOCK_FRAME_BYTES;
    }

    int byteAt(int at) {
        return Byte.toUnsignedInt(fields.get(ContainerFormat.BLOCK_HEADER_BYTES + at));
    }

    int shortAt(int at) {
        return Short.toUnsignedInt(fields.getShort(ContainerFormat.BLOCK_HEADER_BYTES + at));
    }

    int intAt(int at) {
        return fields.getInt(ContainerFormat.BLOCK_HEADER_BYTES + at);
    }

    long longAt(int at) {
        return fields.getLong(ContainerFormat.BLOCK_HEADER_BYTES + at);
    }

    byte[] bytesAt(int at, int length) {
        int start = ContainerFormat.BLOCK_HEADER_BYTES + at;
        return Arrays.copyOfRange(bytes, start, start + length);
    }

    /** Returns the rest of the body. */
    byte[] restAt(int at) {
        return bytesAt(at, bodyBytes() - at);
    }

    void require(boolean holds, int at, String rule) {
        if (!holds) {
            throw corrupt(at, rule);
        }
    }

    CorruptArtifactException corrupt(int at, String rule) {
        return new CorruptArtifactException(file, offset + ContainerFormat.BLOCK_HEADER_BYTES + at, rule);
    }
}
