package dev.hourglass.compress.container;

import java.util.Map;
import java.util.TreeMap;

/**
 * An entry as the index of a file knows it.
 *
 * @param header what it says before its chunks
 * @param seal what it says after them
 * @param storedBytes what it takes in the file, with all that the container adds but the index
 * @param chunks how many chunks each codec took, by its number
 */
public record IndexedEntry(EntryHeader header, EntrySeal seal, long storedBytes, Map<Integer, Long> chunks) {
    public IndexedEntry {
        chunks = Map.copyOf(chunks);
    }

    static Map<Integer, Long> count(IndexEntry entry) {
        Map<Integer, Long> counts = new TreeMap<>();
        for (int i = 0; i < entry.chunkCount(); i++) {
            counts.merge(entry.chunk(i).codec(), 1L, Long::sum);
        }
        return counts;
    }
}
