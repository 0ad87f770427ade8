package dev.hourglass.compress.container;

import static java.util.Objects.requireNonNull;

import dev.hourglass.compress.codec.EncodedChunk;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes a compressed file from its first byte to its last; memory holds the index, 16 bytes a chunk.
 *
 * <p>Not thread-safe; confine to one thread.
 */
public final class ContainerWriter {
    private final OutputStream out;
    private final List<IndexEntry> index = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private long position;
    private @Nullable EntryHeader open;

    /**
     * Starts a file.
     *
     * @param out takes the bytes; not closed
     * @param model the model that is needed
     * @throws IOException if the stream fails
     */
    public ContainerWriter(OutputStream out, ModelReference model) throws IOException {
        this.out = out;
        put(ContainerFormat.header(model));
    }

    /**
     * Starts an entry.
     *
     * @throws IOException if the stream fails
     * @throws IllegalArgumentException if an entry before it has the same name
     */
    public void begin(EntryHeader entry) throws IOException {
        if (open != null) {
            throw new IllegalStateException("entry \"" + open.name() + "\" must be ended first, but is open");
        }
        if (!names.add(entry.name())) {
            throw new IllegalArgumentException(
                    "names of entries must differ, but two are \"" + entry.name() + "\"; rename one of them");
        }
        index.add(new IndexEntry(position));
        open = entry;
        put(ContainerFormat.entry(index.size() - 1, entry));
    }

    /**
     * Adds a chunk to the open entry.
     *
     * @param rows the rows in it: all that a chunk holds, or in the entry's last chunk fewer, but at least 1
     * @param chunk the encoded rows
     * @throws IOException if the stream fails
     */
    public void chunk(int rows, EncodedChunk chunk) throws IOException {
        IndexEntry entry = current();
        byte[] block = ContainerFormat.chunk(index.size() - 1, entry.chunkCount(), rows, chunk);
        int crc = ContainerFormat.wrap(block).getInt(block.length - ContainerFormat.CRC_BYTES);
        put(block);
        entry.add(new IndexEntry.Chunk(block.length, crc, rows, chunk.codec().number()));
    }

    /**
     * Ends the open entry.
     *
     * @throws IOException if the stream fails
     */
    public void end(EntrySeal seal) throws IOException {
        if (current().chunkCount() != seal.chunks()) {
            throw new IllegalArgumentException(
                    "the seal must count " + current().chunkCount() + " chunks, but counts " + seal.chunks());
        }
        put(ContainerFormat.seal(index.size() - 1, seal));
        open = null;
    }

    /**
     * Ends the file; nothing may follow.
     *
     * @return its length in bytes
     * @throws IOException if the stream fails
     */
    public long finish() throws IOException {
        if (open != null) {
            throw new IllegalStateException("entry \"" + open.name() + "\" must be ended first, but is open");
        }
        long indexOffset = position;
        put(ContainerFormat.index(index));
        long indexBytes = position - indexOffset;
        put(ContainerFormat.footer(indexOffset, indexBytes, position + ContainerFormat.FOOTER_BYTES));
        out.flush();
        return position;
    }

    /** Returns the bytes written so far. */
    public long position() {
        return position;
    }

    private IndexEntry current() {
        requireNonNull(open, "an entry must be open");
        return index.get(index.size() - 1);
    }

    private void put(byte[] bytes) throws IOException {
        out.write(bytes);
        position += bytes.length;
    }
}
