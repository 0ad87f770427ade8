package dev.hourglass.compress;

import dev.hourglass.compress.container.EntryKind;
import java.util.List;

/**
 * What compressing came to.
 *
 * @param entries each entry, an embedded model included
 * @param fileBytes the size of the compressed file
 * @param isVerified whether it was read back and decoded
 */
public record CompressionResult(List<EntryResult> entries, long fileBytes, boolean isVerified) {
    public CompressionResult {
        entries = List.copyOf(entries);
    }

    /** Returns the bytes of all contents before, without a model. */
    public long contentBytes() {
        return entries.stream()
                .filter(CompressionResult::isContent)
                .mapToLong(EntryResult::contentBytes)
                .sum();
    }

    /** Returns what Deflate alone would have made of the chunks of all contents, without a model. */
    public long deflateBytes() {
        return entries.stream()
                .filter(CompressionResult::isContent)
                .mapToLong(EntryResult::deflateBytes)
                .sum();
    }

    /** Returns the bytes that an embedded model takes in the file; 0 where there is none. */
    public long modelBytes() {
        return entries.stream()
                .filter(entry -> !isContent(entry))
                .mapToLong(EntryResult::storedBytes)
                .sum();
    }

    /** Returns the number of files. */
    public int files() {
        return (int) entries.stream().filter(CompressionResult::isContent).count();
    }

    /** Returns whether the file, an embedded model included, is smaller than what Deflate alone would have made. */
    public boolean beatsDeflate() {
        return fileBytes < deflateBytes();
    }

    private static boolean isContent(EntryResult entry) {
        return entry.kind() != EntryKind.MODEL;
    }
}
