package dev.hourglass.compress.container;

import java.io.IOException;

/** Hears what a compressed file holds, in the order of its bytes. */
public interface ContainerHandler {
    /** Hears of an entry, before its chunks. */
    void entry(EntryHeader header) throws IOException;

    /** Hears of the next chunk of the entry. */
    void chunk(StoredChunk chunk) throws IOException;

    /** Hears of the entry's end. */
    void seal(EntrySeal seal) throws IOException;
}
