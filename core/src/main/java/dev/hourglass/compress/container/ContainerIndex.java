package dev.hourglass.compress.container;

import dev.hourglass.error.CorruptArtifactException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * Finds entries and chunks of a file by its index, without reading what lies before them.
 *
 * <p>Not thread-safe; confine to one thread.
 */
public final class ContainerIndex implements Closeable {
    private final FileBlocks blocks;
    private final ModelReference model;
    private final List<IndexEntry> index;
    private final List<IndexedEntry> entries = new ArrayList<>();

    private ContainerIndex(FileBlocks blocks) throws IOException {
        this.blocks = blocks;
        this.model = readHeader(blocks);
        this.index = readIndex(blocks);
        for (int i = 0; i < index.size(); i++) {
            entries.add(readEntry(i));
        }
    }

    /**
     * Opens a file and reads all but its chunks.
     *
     * @param path the file
     * @return its index; the caller closes it
     * @throws IOException if the file cannot be read
     * @throws CorruptArtifactException if a byte of header, index, entries or seals is not as it was written
     */
    public static ContainerIndex open(Path path) throws IOException {
        FileBlocks blocks = new FileBlocks(path);
        try {
            return new ContainerIndex(blocks);
        } catch (IOException | RuntimeException e) {
            blocks.close();
            throw e;
        }
    }

    /** Returns the model that the file needs. */
    public ModelReference model() {
        return model;
    }

    /** Returns the length of the file, in bytes. */
    public long fileBytes() {
        return blocks.fileBytes();
    }

    /** Returns the entries, in the order of the file. */
    public List<IndexedEntry> entries() {
        return List.copyOf(entries);
    }

    /**
     * Reads one chunk.
     *
     * @param entry its entry, counted from 0
     * @param chunk its number in the entry
     * @throws IOException if the file cannot be read
     * @throws CorruptArtifactException if a byte of it is not as it was written
     */
    public StoredChunk chunk(int entry, int chunk) throws IOException {
        IndexEntry found = index.get(entry);
        EntryHeader header = entries.get(entry).header();
        long offset = found.offset() + entryBytes(found.offset());
        for (int i = 0; i < chunk; i++) {
            offset += found.chunk(i).blockBytes();
        }
        return chunk(entry, found.chunk(chunk), header, offset);
    }

    /**
     * Reads some entries, and the embedded model where there is one.
     *
     * @param wanted whether an entry is to be read
     * @param handler hears of them
     * @throws IOException if the file or the handler fails
     * @throws CorruptArtifactException if a byte of them is not as it was written
     */
    public void read(Predicate<EntryHeader> wanted, ContainerHandler handler) throws IOException {
        for (int i = 0; i < index.size(); i++) {
            IndexedEntry entry = entries.get(i);
            if (entry.header().kind() != EntryKind.MODEL && !wanted.test(entry.header())) {
                continue;
            }
            handler.entry(entry.header());
            long offset = index.get(i).offset() + entryBytes(index.get(i).offset());
            for (int k = 0; k < index.get(i).chunkCount(); k++) {
                IndexEntry.Chunk chunk = index.get(i).chunk(k);
                handler.chunk(chunk(i, chunk, entry.header(), offset));
                offset += chunk.blockBytes();
            }
            handler.seal(entry.seal());
        }
    }

    @Override
    public void close() throws IOException {
        blocks.close();
    }

    private StoredChunk chunk(int entry, IndexEntry.Chunk expected, EntryHeader header, long offset)
            throws IOException {
        Block block = blocks.require(offset, ContainerFormat.CHUNK_MAGIC);
        block.require(block.crc() == expected.crc(), 0, "chunk must be the one of the index, but is another");
        return BlockParser.chunk(block, header, entry);
    }

    private int entryBytes(long offset) throws IOException {
        return blocks.require(offset, ContainerFormat.ENTRY_MAGIC).bytes().length;
    }

    private IndexedEntry readEntry(int number) throws IOException {
        IndexEntry entry = index.get(number);
        Block first = blocks.require(entry.offset(), ContainerFormat.ENTRY_MAGIC);
        EntryHeader header = BlockParser.entry(first, number);
        long offset = entry.offset() + first.bytes().length;
        long rows = 0;
        for (int i = 0; i < entry.chunkCount(); i++) {
            offset += entry.chunk(i).blockBytes();
            rows += entry.chunk(i).rows();
        }
        Block last = blocks.require(offset, ContainerFormat.SEAL_MAGIC);
        EntrySeal seal = BlockParser.seal(last, header, number);
        last.require(
                seal.chunks() == entry.chunkCount() && seal.rows() == rows,
                BlockParser.behindEntryNumber(last),
                "the seal must count what the index does, but does not");
        return new IndexedEntry(header, seal, offset + last.bytes().length - entry.offset(), IndexedEntry.count(entry));
    }

    private static ModelReference readHeader(FileBlocks blocks) throws IOException {
        int length = BlockParser.headerBytes(blocks.file(), blocks.read(0, ContainerFormat.PREFIX_BYTES));
        return BlockParser.header(blocks.file(), blocks.read(0, length));
    }

    private static List<IndexEntry> readIndex(FileBlocks blocks) throws IOException {
        long start = blocks.fileBytes() - ContainerFormat.FOOTER_BYTES;
        byte[] footer = blocks.read(start, ContainerFormat.FOOTER_BYTES);
        long offset = ContainerFormat.wrap(footer).getLong(4);
        long length = ContainerFormat.wrap(footer).getLong(12);
        boolean isSound = offset >= 0
                && length == start - offset
                && Arrays.equals(footer, ContainerFormat.footer(offset, length, blocks.fileBytes()));
        if (!isSound) {
            throw new CorruptArtifactException(
                    blocks.file(),
                    start,
                    "file must end with its footer, but does not; it was truncated, altered or damaged");
        }
        return parse(blocks.require(offset, ContainerFormat.INDEX_MAGIC));
    }

    private static List<IndexEntry> parse(Block block) {
        BodyReader body = block.body();
        int count = body.count("entries of the index", 0, Integer.MAX_VALUE);
        List<IndexEntry> entries = new ArrayList<>();
        long offset = 0;
        for (int i = 0; i < count; i++) {
            // Entries need room in the file, so memory grows with the file and not with what a count says.
            int least = i == 0 ? ContainerFormat.HEADER_BYTES : ContainerFormat.MIN_ENTRY_BYTES;
            offset += body.number("distance to an entry block", least, block.offset() - offset);
            entries.add(entry(body, offset));
        }
        block.require(body.left() == 0, body.at(), "the index must end here, but goes on");
        return entries;
    }

    private static IndexEntry entry(BodyReader body, long offset) {
        IndexEntry entry = new IndexEntry(offset);
        int chunks = body.count("chunks of an entry", 0, body.left() / ContainerFormat.MIN_INDEX_CHUNK_BYTES);
        for (int k = 0; k < chunks; k++) {
            entry.add(new IndexEntry.Chunk(
                    body.count("length of a chunk block", ContainerFormat.BLOCK_FRAME_BYTES, Integer.MAX_VALUE),
                    body.crc("CRC-32C of a chunk block"),
                    body.count("rows of a chunk", 1, ContainerFormat.MAX_CHUNK_BYTES),
                    body.octet("codec of a chunk")));
        }
        return entry;
    }
}
