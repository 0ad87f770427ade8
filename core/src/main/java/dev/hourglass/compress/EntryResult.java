package dev.hourglass.compress;

import dev.hourglass.compress.codec.CodecId;
import dev.hourglass.compress.container.EntryKind;
import java.util.Map;
import java.util.Optional;

/**
 * What compressing one entry came to, in bytes.
 *
 * @param name its name
 * @param kind how it comes back
 * @param rows its rows
 * @param contentBytes before; of a table of bounded error before rounding
 * @param storedBytes after, with all that the container adds for it
 * @param deflateBytes what Deflate alone would have made of the same chunks; of those of bounded error, about
 * @param chunks how many chunks each codec took
 * @param picture what else there is to say of a picture that was coded with loss
 * @param refusal why a file comes back exactly, although it looks like a table and a bound of errors was given
 * @param isGzip whether the content is a gzip file, of which little more can be made
 */
public record EntryResult(
        String name,
        EntryKind kind,
        long rows,
        long contentBytes,
        long storedBytes,
        long deflateBytes,
        Map<CodecId, Long> chunks,
        Optional<PictureResult> picture,
        Optional<String> refusal,
        boolean isGzip) {
    public EntryResult {
        chunks = Map.copyOf(chunks);
    }

    /** Returns a copy of another size before. */
    EntryResult withContentBytes(long bytes) {
        return new EntryResult(name, kind, rows, bytes, storedBytes, deflateBytes, chunks, picture, refusal, isGzip);
    }

    /** Returns a copy that says why the file comes back exactly. */
    EntryResult withRefusal(Optional<String> reason) {
        return new EntryResult(
                name, kind, rows, contentBytes, storedBytes, deflateBytes, chunks, picture, reason, isGzip);
    }
}
