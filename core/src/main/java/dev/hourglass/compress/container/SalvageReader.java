package dev.hourglass.compress.container;

import dev.hourglass.error.CorruptArtifactException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is left of a damaged file: every block whose checksum still fits, wherever it lies. Needs neither index
 * nor footer.
 *
 * <p>Not thread-safe; confine to one thread.
 */
public final class SalvageReader implements Closeable {
    private final FileBlocks blocks;
    private @Nullable EntryHeader entry;
    private int entryNumber = -1;
    private int headless = -1;

    /**
     * Opens a file.
     *
     * @throws IOException if the file cannot be read
     */
    public SalvageReader(Path path) throws IOException {
        blocks = new FileBlocks(path);
    }

    /**
     * Returns the model that the file needs, or nothing where the header is damaged.
     *
     * @throws IOException if the file cannot be read
     */
    public Optional<ModelReference> model() throws IOException {
        try {
            int length = BlockParser.headerBytes(blocks.file(), blocks.read(0, ContainerFormat.PREFIX_BYTES));
            return Optional.of(BlockParser.header(blocks.file(), blocks.read(0, length)));
        } catch (CorruptArtifactException damaged) {
            return Optional.empty();
        }
    }

    /**
     * Reads all that is left.
     *
     * @param handler hears of it
     * @throws IOException if the file or the handler fails
     */
    public void read(SalvageHandler handler) throws IOException {
        long position = model().isPresent() ? ContainerFormat.HEADER_BYTES : 0;
        Optional<Block> next = blocks.search(position);
        while (next.isPresent()) {
            Block block = next.get();
            if (block.offset() > position) {
                handler.damaged(position, block.offset() - position);
            }
            try {
                handle(block, handler);
            } catch (CorruptArtifactException nonsense) {
                handler.damaged(block.offset(), block.bytes().length);
            }
            position = block.offset() + block.bytes().length;
            next = block.magic() == ContainerFormat.INDEX_MAGIC ? Optional.empty() : blocks.search(position);
        }
    }

    @Override
    public void close() throws IOException {
        blocks.close();
    }

    private void handle(Block block, SalvageHandler handler) throws IOException {
        if (block.magic() == ContainerFormat.ENTRY_MAGIC) {
            entryNumber = BlockParser.entryNumber(block);
            entry = BlockParser.entry(block, entryNumber);
            handler.entry(entry);
        } else if (block.magic() != ContainerFormat.INDEX_MAGIC) {
            int number = BlockParser.entryNumber(block);
            if (entry == null || number != entryNumber) {
                tellHeadless(number, handler);
            } else if (block.magic() == ContainerFormat.CHUNK_MAGIC) {
                handler.chunk(BlockParser.chunk(block, entry, entryNumber));
            } else {
                handler.seal(BlockParser.seal(block, entry, entryNumber));
            }
        }
    }

    private void tellHeadless(int number, SalvageHandler handler) throws IOException {
        if (number != headless) {
            headless = number;
            handler.headless(number);
        }
    }
}
