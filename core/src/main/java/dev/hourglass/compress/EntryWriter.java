package dev.hourglass.compress;

import dev.hourglass.compress.codec.CodecId;
import dev.hourglass.compress.codec.CodecSet;
import dev.hourglass.compress.codec.DeflateCodec;
import dev.hourglass.compress.codec.EncodedChunk;
import dev.hourglass.compress.codec.RowLayout;
import dev.hourglass.compress.container.ContainerWriter;
import dev.hourglass.compress.container.EntryHeader;
import dev.hourglass.compress.container.EntryKind;
import dev.hourglass.compress.container.EntrySeal;
import dev.hourglass.file.Sha256;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Cuts the content of one entry into chunks, has them encoded side by side, and writes them in order. Not thread-safe;
 * confine to one thread.
 */
final class EntryWriter {
    private final ContainerWriter container;
    private final EntryHeader header;
    private final CodecSet codecs;
    private final DeflateCodec deflate;
    private final OrderedTasks.Queue<Encoded> queue;
    private final MessageDigest digest = Sha256.digest();
    private final Map<CodecId, Long> counts = new EnumMap<>(CodecId.class);
    private final UnaryOperator<byte[]> rounding;
    private final int chunkBytes;
    private final long start;

    private byte[] buffer;
    private int buffered;
    private long submitted;
    private long chunks;
    private long rows;
    private long contentBytes;
    private long deflateBytes;
    private boolean isGzip;

    /** Starts an entry; the codecs must be those that a reader derives from its header. */
    EntryWriter(ContainerWriter container, OrderedTasks tasks, EntryHeader header, CodecSet codecs, int level)
            throws IOException {
        this.container = container;
        this.header = header;
        this.codecs = codecs;
        this.deflate = new DeflateCodec(header.layout(), level);
        this.queue = tasks.queue(this::store);
        this.chunkBytes = header.chunkRows() * header.layout().rowBytes();
        this.buffer = new byte[chunkBytes];
        this.start = container.position();
        container.begin(header);
        this.rounding = header.kind() == EntryKind.BOUNDED
                ? BoundParameters.parse(header).grid(header.layout())::round
                : UnaryOperator.identity();
        count(header.prologue());
    }

    /** An encoded chunk, what comes back of it, and what Deflate alone makes of that. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Encoded(byte[] content, int rows, EncodedChunk chunk, int deflateBytes) {}

    /** Adds rows, whole or in parts; not kept. */
    void write(byte[] bytes, int offset, int length) throws IOException {
        for (int done = 0; done < length; ) {
            int part = Math.min(length - done, chunkBytes - buffered);
            System.arraycopy(bytes, offset + done, buffer, buffered, part);
            buffered += part;
            done += part;
            if (buffered == chunkBytes) {
                submit(buffer, header.chunkRows());
                buffer = new byte[chunkBytes];
                buffered = 0;
            }
        }
    }

    /** Ends the entry; a part of a row that is left becomes its epilogue. */
    EntryResult finish() throws IOException {
        int rowBytes = header.layout().rowBytes();
        int left = buffered / rowBytes;
        if (left > 0) {
            submit(Arrays.copyOf(buffer, left * rowBytes), left);
        }
        queue.drain();
        byte[] epilogue = Arrays.copyOfRange(buffer, left * rowBytes, buffered);
        count(epilogue);
        container.end(new EntrySeal(chunks, rows, contentBytes, HexFormat.of().formatHex(digest.digest()), epilogue));
        long frame = (long) header.prologue().length + epilogue.length;
        return new EntryResult(
                header.name(),
                header.kind(),
                rows,
                contentBytes,
                container.position() - start,
                deflateBytes + frame,
                counts,
                Optional.empty(),
                Optional.empty(),
                isGzip);
    }

    /** Counts what comes back, in its order. */
    private void count(byte[] bytes) {
        digest.update(bytes);
        contentBytes += bytes.length;
    }

    private void submit(byte[] chunk, int chunkRows) throws IOException {
        if (submitted++ == 0) {
            isGzip = header.layout().equals(RowLayout.bytes()) && ContentSniffer.isGzip(chunk);
        }
        queue.submit(() -> encode(chunk, chunkRows));
    }

    private Encoded encode(byte[] chunk, int chunkRows) {
        byte[] content = rounding.apply(chunk);
        EncodedChunk encoded = codecs.encode(content, chunkRows);
        return new Encoded(content, chunkRows, encoded, plainBytes(content, encoded));
    }

    /** Returns what Deflate alone makes of a chunk; where another codec is much quicker than Deflate, about. */
    private int plainBytes(byte[] content, EncodedChunk encoded) {
        return encoded.codec() == CodecId.BOUNDED || encoded.codec() == CodecId.NUMBERS
                ? deflate.sampledSizeBytes(content)
                : deflate.plainSizeBytes(content, encoded);
    }

    private void store(Encoded encoded) throws IOException {
        count(encoded.content());
        container.chunk(encoded.rows(), encoded.chunk());
        chunks++;
        rows += encoded.rows();
        deflateBytes += encoded.deflateBytes();
        counts.merge(encoded.chunk().codec(), 1L, Long::sum);
    }
}
