package dev.hourglass.compress.container;

import dev.hourglass.error.CorruptArtifactException;
import dev.hourglass.error.UnsupportedVersionException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads a compressed file from its first byte to its last, also from a pipe; memory holds one chunk and the index.
 *
 * <p>Not thread-safe; confine to one thread.
 */
public final class ContainerReader {
    private final String file;
    private final BlockSource blocks;
    private final ModelReference model;
    private final List<IndexEntry> index = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    /**
     * Reads the header.
     *
     * @param in the file; buffered by the caller, not closed
     * @param file its name, for messages
     * @throws IOException if the stream fails
     * @throws CorruptArtifactException if a byte is not as it was written
     * @throws UnsupportedVersionException if another version of Hourglass wrote it
     */
    public ContainerReader(InputStream in, String file) throws IOException {
        this.file = file;
        this.blocks = new BlockSource(in, file);
        this.model = blocks.header();
    }

    /** Returns the model that the file needs. */
    public ModelReference model() {
        return model;
    }

    /** Returns the bytes read so far. */
    public long position() {
        return blocks.position();
    }

    /**
     * Reads all entries and checks that the file ends as it should.
     *
     * @param handler hears of each part as soon as its own bytes were checked
     * @throws IOException if the stream or the handler fails
     * @throws CorruptArtifactException if a byte is not as it was written, or the file is cut short
     */
    public void read(ContainerHandler handler) throws IOException {
        Block block = blocks.next();
        while (block.magic() == ContainerFormat.ENTRY_MAGIC) {
            readEntry(block, handler);
            block = blocks.next();
        }
        requireMagic(block, ContainerFormat.INDEX_MAGIC, "an entry or the index");
        if (model.kind() == ModelReference.Kind.EMBEDDED && index.isEmpty()) {
            throw new CorruptArtifactException(file, block.offset(), "the embedded model must be there, but is not");
        }
        if (!Arrays.equals(block.bytes(), ContainerFormat.index(index))) {
            throw new CorruptArtifactException(
                    file, block.offset(), "the index must say where the blocks before it lie, but does not");
        }
        long end = blocks.position();
        blocks.footer(ContainerFormat.footer(block.offset(), block.bytes().length, end + ContainerFormat.FOOTER_BYTES));
    }

    private void readEntry(Block first, ContainerHandler handler) throws IOException {
        int number = index.size();
        EntryHeader header = BlockParser.entry(first, number);
        first.require(
                names.add(header.name()), 0, "names of entries must differ, but two are \"" + header.name() + "\"");
        boolean isModel = header.kind() == EntryKind.MODEL;
        first.require(
                isModel == (number == 0 && model.kind() == ModelReference.Kind.EMBEDDED),
                BlockParser.behindEntryNumber(first),
                "the model must be the first entry of a file that embeds one, but entry " + number + " is "
                        + header.kind().label());
        IndexEntry entry = new IndexEntry(first.offset());
        index.add(entry);
        handler.entry(header);
        long rows = 0;
        Block block = blocks.next();
        while (block.magic() == ContainerFormat.CHUNK_MAGIC) {
            StoredChunk chunk = BlockParser.chunk(block, header, number);
            block.require(
                    chunk.number() == entry.chunkCount() && rows == chunk.number() * header.chunkRows(),
                    BlockParser.behindEntryNumber(block),
                    "chunk " + entry.chunkCount() + " must stand here and follow whole chunks, but chunk "
                            + chunk.number() + " does after " + rows + " rows");
            rows += chunk.rows();
            entry.add(new IndexEntry.Chunk(block.bytes().length, block.crc(), chunk.rows(), chunk.codec()));
            handler.chunk(chunk);
            block = blocks.next();
        }
        requireMagic(block, ContainerFormat.SEAL_MAGIC, "a chunk or a seal");
        EntrySeal seal = BlockParser.seal(block, header, number);
        block.require(
                seal.chunks() == entry.chunkCount() && seal.rows() == rows,
                BlockParser.behindEntryNumber(block),
                "the seal must count " + entry.chunkCount() + " chunks of " + rows + " rows, but counts "
                        + seal.chunks() + " of " + seal.rows());
        handler.seal(seal);
    }

    private void requireMagic(Block block, int magic, String what) {
        if (block.magic() != magic) {
            throw new CorruptArtifactException(
                    file, block.offset(), what + " must stand here, but another block does; the file was altered");
        }
    }
}
