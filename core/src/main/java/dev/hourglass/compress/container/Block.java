package dev.hourglass.compress.container;

import dev.hourglass.error.CorruptArtifactException;
import java.nio.ByteBuffer;

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

    /** Returns the name of the file. */
    String file() {
        return file;
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

    /** Returns a reader of the body, at its start. */
    BodyReader body() {
        return new BodyReader(this);
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
