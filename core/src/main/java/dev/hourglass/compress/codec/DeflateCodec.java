package dev.hourglass.compress.codec;

import dev.hourglass.error.CorruptArtifactException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Filters rows and compresses them by Deflate (RFC 1951), as zlib does it.
 *
 * <p>The payload is one byte for the filter, then the Deflate stream without header or checksum. Which filter is best
 * is measured: on a part of the chunk, or at the highest level on all of it. Two builds of Java may give two payloads
 * for the same rows, since their zlib may differ; each reads the other's.
 *
 * @param layout how values lie
 * @param level effort, in [1, 9]
 */
public record DeflateCodec(RowLayout layout, int level) implements ChunkCodec {
    /** The effort where nothing else is asked for. */
    public static final int DEFAULT_LEVEL = 6;

    /** The greatest effort: every filter is tried on the whole chunk. */
    public static final int MAX_LEVEL = 9;

    /** Filters are compared on this much from the middle of a chunk. */
    private static final int SAMPLE_BYTES = 1 << 15;

    private static final int SAMPLE_LEVEL = 1;

    private static final int PLAIN_SAMPLE_BYTES = 1 << 17;

    public DeflateCodec {
        if (level < 1 || level > MAX_LEVEL) {
            throw new IllegalArgumentException("level must be in [1, 9], but was " + level);
        }
    }

    @Override
    public CodecId id() {
        return CodecId.DEFLATE;
    }

    @Override
    public Optional<byte[]> encode(byte[] rows, int rowCount) {
        List<Filter> filters = Filter.candidates(layout);
        if (level < MAX_LEVEL) {
            filters = List.of(bestOnSample(filters, rows, rowCount));
        }
        Optional<byte[]> best = Optional.empty();
        for (Filter filter : filters) {
            int limit = best.map(found -> found.length).orElse(rows.length);
            Optional<byte[]> payload = deflate(filter.apply(rows, layout), level, filter.code(), limit);
            best = payload.isPresent() ? payload : best;
        }
        return best;
    }

    /**
     * Returns the bytes that Deflate alone makes of a chunk, without any filter, for comparison.
     *
     * @param rows the chunk
     * @param encoded what the chunk became, which may already be the answer
     */
    public int plainSizeBytes(byte[] rows, EncodedChunk encoded) {
        boolean isAnswer = encoded.codec() == id() && encoded.payload()[0] == Filter.NONE.code();
        return isAnswer
                ? encoded.payload().length
                : deflate(rows, level, Filter.NONE.code(), rows.length)
                        .map(payload -> payload.length)
                        .orElse(rows.length);
    }

    /**
     * Returns about the bytes that Deflate alone makes of a chunk, by a part from its middle.
     *
     * @param rows the chunk
     */
    public int sampledSizeBytes(byte[] rows) {
        int size = Math.min(rows.length, PLAIN_SAMPLE_BYTES);
        int start = (rows.length - size) / 2;
        byte[] sample = Arrays.copyOfRange(rows, start, start + size);
        int deflated = deflate(sample, level, Filter.NONE.code(), size)
                .map(payload -> payload.length)
                .orElse(size);
        return size == 0 ? 0 : (int) ((long) deflated * rows.length / size);
    }

    @Override
    public void decode(byte[] payload, int rowCount, byte[] rows) {
        if (payload.length == 0) {
            throw damaged(0, "a deflated chunk must start with its filter, but is empty");
        }
        Filter filter = Filter.of(payload[0] & 0xff)
                .orElseThrow(() -> damaged(0, "the filter of a deflated chunk must be known, but is " + payload[0]));
        byte[] filtered = new byte[rows.length];
        inflate(payload, filtered);
        System.arraycopy(filter.invert(filtered, layout), 0, rows, 0, rows.length);
    }

    private Filter bestOnSample(List<Filter> filters, byte[] rows, int rowCount) {
        if (filters.size() == 1) {
            return filters.get(0);
        }
        int sampleRows = Math.min(rowCount, Math.max(1, SAMPLE_BYTES / layout.rowBytes()));
        int start = (rowCount - sampleRows) / 2 * layout.rowBytes();
        byte[] sample = Arrays.copyOfRange(rows, start, start + sampleRows * layout.rowBytes());
        Filter best = Filter.NONE;
        int bestSize = Integer.MAX_VALUE;
        for (Filter filter : filters) {
            int size = deflate(filter.apply(sample, layout), SAMPLE_LEVEL, 0, sample.length)
                    .map(payload -> payload.length)
                    .orElse(sample.length);
            if (size < bestSize) {
                best = filter;
                bestSize = size;
            }
        }
        return best;
    }

    /** Returns a payload shorter than a limit, or nothing. */
    private static Optional<byte[]> deflate(byte[] bytes, int level, int filter, int limit) {
        if (limit < 1) {
            return Optional.empty();
        }
        Deflater deflater = new Deflater(level, true);
        try {
            deflater.setInput(bytes);
            deflater.finish();
            byte[] payload = new byte[limit];
            payload[0] = (byte) filter;
            int size = 1;
            while (!deflater.finished()) {
                if (size == limit) {
                    return Optional.empty();
                }
                size += deflater.deflate(payload, size, limit - size);
            }
            return size < limit ? Optional.of(Arrays.copyOf(payload, size)) : Optional.empty();
        } finally {
            deflater.end();
        }
    }

    private static void inflate(byte[] payload, byte[] filtered) {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(payload, 1, payload.length - 1);
            int size = 0;
            while (size < filtered.length) {
                int count = inflater.inflate(filtered, size, filtered.length - size);
                if (count == 0) {
                    throw damaged(1 + inflater.getBytesRead(), unfinished(filtered.length, size));
                }
                size += count;
            }
            requireEnd(inflater, payload.length);
        } catch (DataFormatException e) {
            throw damaged(1 + inflater.getBytesRead(), "a Deflate stream must be sound, but is not");
        } finally {
            inflater.end();
        }
    }

    private static void requireEnd(Inflater inflater, int payloadBytes) throws DataFormatException {
        int more = inflater.finished() ? 0 : inflater.inflate(new byte[1]);
        if (more > 0 || !inflater.finished() || inflater.getRemaining() > 0) {
            throw damaged(
                    payloadBytes - inflater.getRemaining(),
                    "a Deflate stream must end with its rows and its chunk, but does not");
        }
    }

    private static String unfinished(int expected, int found) {
        return "a Deflate stream must give " + expected + " bytes, but gives " + found;
    }

    private static CorruptArtifactException damaged(long offset, String problem) {
        return new CorruptArtifactException("payload", offset, problem);
    }
}
