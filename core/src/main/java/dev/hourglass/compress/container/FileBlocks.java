package dev.hourglass.compress.container;

import dev.hourglass.error.CorruptArtifactException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Takes blocks from anywhere in a file. Not thread-safe. */
final class FileBlocks implements Closeable {
    private static final int WINDOW_BYTES = 1 << 16;

    private final String file;
    private final FileChannel channel;
    private final long fileBytes;

    FileBlocks(Path path) throws IOException {
        file = path.toString();
        channel = FileChannel.open(path, StandardOpenOption.READ);
        fileBytes = channel.size();
    }

    String file() {
        return file;
    }

    long fileBytes() {
        return fileBytes;
    }

    /** Reads bytes that the file must hold. */
    byte[] read(long offset, int count) throws IOException {
        if (offset < 0 || offset > fileBytes - count) {
            throw new CorruptArtifactException(
                    file,
                    fileBytes,
                    "file must hold " + count + " bytes at byte " + offset + ", but ends here; it was truncated");
        }
        ByteBuffer bytes = ByteBuffer.wrap(new byte[count]);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, offset + bytes.position()) < 0) {
                throw new CorruptArtifactException(
                        file, offset + bytes.position(), "file must not end here; it was truncated while being read");
            }
        }
        return bytes.array();
    }

    /** Returns the sound block at an offset, or nothing where there is none. */
    Optional<Block> find(long offset) throws IOException {
        if (offset < 0 || offset > fileBytes - ContainerFormat.BLOCK_FRAME_BYTES) {
            return Optional.empty();
        }
        ByteBuffer head = ContainerFormat.wrap(read(offset, ContainerFormat.BLOCK_HEADER_BYTES));
        int bodyBytes = head.getInt(Integer.BYTES);
        boolean canBe = bodyBytes >= 0
                && bodyBytes <= ContainerFormat.maxBodyBytes(head.getInt(0))
                && bodyBytes <= fileBytes - offset - ContainerFormat.BLOCK_FRAME_BYTES;
        if (!canBe) {
            return Optional.empty();
        }
        byte[] bytes = read(offset, bodyBytes + ContainerFormat.BLOCK_FRAME_BYTES);
        return Block.isSound(bytes) ? Optional.of(new Block(file, offset, bytes)) : Optional.empty();
    }

    /** Returns the block that must be at an offset. */
    Block require(long offset, int magic) throws IOException {
        return find(offset)
                .filter(block -> block.magic() == magic)
                .orElseThrow(() -> new CorruptArtifactException(
                        file,
                        offset,
                        "block must match its CRC-32C and what the index says, but does not; the file was altered or"
                                + " damaged"));
    }

    /** Returns the first sound block at an offset or behind it. */
    Optional<Block> search(long from) throws IOException {
        for (long start = from; start < fileBytes; start += WINDOW_BYTES) {
            // Each window overlaps the next, so that no magic is cut in two.
            byte[] window = read(start, (int) Math.min(WINDOW_BYTES + Integer.BYTES - 1, fileBytes - start));
            for (int i = 0; i + Integer.BYTES <= window.length; i++) {
                boolean isMagic = window[i] == 'H'
                        && ContainerFormat.maxBodyBytes(
                                        ContainerFormat.wrap(window).getInt(i))
                                >= 0;
                Optional<Block> found = isMagic ? find(start + i) : Optional.empty();
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
