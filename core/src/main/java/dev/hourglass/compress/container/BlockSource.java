package dev.hourglass.compress.container;

import dev.hourglass.error.CorruptArtifactException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Takes block after block from a stream and checks magic, length and checksum. Not thread-safe. */
final class BlockSource {
    private final InputStream in;
    private final String file;
    private long position;

    /** Reads a stream, not closed, and names it so in messages. */
    BlockSource(InputStream in, String file) {
        this.in = in;
        this.file = file;
    }

    /** Returns the bytes taken so far. */
    long position() {
        return position;
    }

    /** Reads the header of the file. */
    ModelReference header() throws IOException {
        byte[] prefix = take(ContainerFormat.PREFIX_BYTES, "a header");
        int length = BlockParser.headerBytes(file, prefix);
        byte[] rest = take(length - prefix.length, "a header of " + length + " bytes");
        byte[] bytes = Arrays.copyOf(prefix, length);
        System.arraycopy(rest, 0, bytes, prefix.length, rest.length);
        return BlockParser.header(file, bytes);
    }

    /** Reads the next block. */
    Block next() throws IOException {
        long start = position;
        byte[] head = take(ContainerFormat.BLOCK_HEADER_BYTES, "a block");
        int bodyBytes = bodyBytes(head, start);
        byte[] rest = take(bodyBytes + ContainerFormat.CRC_BYTES, "a block of " + bodyBytes + " bytes");
        byte[] bytes = Arrays.copyOf(head, head.length + rest.length);
        System.arraycopy(rest, 0, bytes, head.length, rest.length);
        if (!Block.isSound(bytes)) {
            throw new CorruptArtifactException(
                    file, start, "block must match its CRC-32C, but does not; the file was altered or damaged");
        }
        return new Block(file, start, bytes);
    }

    /** Reads the footer and the end of the file, which must be these bytes. */
    void footer(byte[] expected) throws IOException {
        long start = position;
        byte[] found = take(expected.length, "a footer");
        if (!Arrays.equals(found, expected)) {
            throw new CorruptArtifactException(
                    file, start, "file must end with its footer, but does not; it was altered or damaged");
        }
        if (in.read() >= 0) {
            throw new CorruptArtifactException(file, position, "file must end here, but goes on");
        }
    }

    private int bodyBytes(byte[] head, long start) {
        int magic = ContainerFormat.wrap(head).getInt(0);
        int max = ContainerFormat.maxBodyBytes(magic);
        if (max < 0) {
            throw new CorruptArtifactException(
                    file, start, "a block must start here, but does not; the file was altered or damaged");
        }
        int length = ContainerFormat.wrap(head).getInt(Integer.BYTES);
        if (length < 0 || length > max) {
            throw new CorruptArtifactException(
                    file,
                    start + Integer.BYTES,
                    "length of a block must be in [0, " + max + "], but was " + Integer.toUnsignedString(length));
        }
        return length;
    }

    /** Takes so many bytes; memory grows with those that are there, not with what a length says. */
    private byte[] take(int count, String what) throws IOException {
        byte[] bytes = in.readNBytes(count);
        position += bytes.length;
        if (bytes.length < count) {
            throw new CorruptArtifactException(
                    file, position, "file must hold " + what + " here, but ends; it was truncated");
        }
        return bytes;
    }
}
