package dev.hourglass.compress.container;

import java.io.IOException;

/** Hears what is left of a damaged file, in the order of its bytes. */
public interface SalvageHandler {
    /** Hears of an entry; the one before it may not have ended. */
    void entry(EntryHeader header) throws IOException;

    /** Hears of a sound chunk of the entry; chunks before it may be missing. */
    void chunk(StoredChunk chunk) throws IOException;

    /** Hears of the entry's end; chunks before it may be missing. */
    void seal(EntrySeal seal) throws IOException;

    /** Hears of an entry of which chunks are left, but not what is needed to read them. */
    void headless(int number) throws IOException;

    /** Hears of bytes that are no part of the file any more. */
    void damaged(long offset, long bytes) throws IOException;
}
