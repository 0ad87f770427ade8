package dev.hourglass.data;

import dev.hourglass.error.DataNotFoundException;
import dev.hourglass.error.MalformedDataException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Opens a file for reading, unpacks gzip where the bytes say so, and turns a damaged gzip into one sentence. */
final class SourceStream extends FilterInputStream {
    private static final int BUFFER_BYTES = 1 << 16;

    private final String where;
    private final long sizeBytes;
    private long position;

    private SourceStream(InputStream in, String where, long sizeBytes) {
        super(in);
        this.where = where;
        this.sizeBytes = sizeBytes;
    }

    /**
     * Opens a file.
     *
     * @param path the file, plain or gzip
     * @return its content, unpacked; the caller closes it
     * @throws DataNotFoundException if there is no such file
     * @throws MalformedDataException if the file is empty
     * @throws IOException if the file cannot be read
     */
    static SourceStream open(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new DataNotFoundException(path + ": the file must exist, but "
                    + (Files.exists(path) ? "this is no plain file" : "there is none; check the path"));
        }
        InputStream raw = new BufferedInputStream(Files.newInputStream(path), BUFFER_BYTES);
        try {
            return open(raw, path.toString(), Files.size(path));
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    private static SourceStream open(InputStream raw, String where, long sizeBytes) throws IOException {
        raw.mark(2);
        int first = raw.read();
        int second = raw.read();
        raw.reset();
        if (first < 0) {
            throw new MalformedDataException(where, "the file must hold data, but is empty (0 bytes)");
        }
        if (first != 0x1f || second != 0x8b) {
            return new SourceStream(raw, where, sizeBytes);
        }
        try {
            InputStream unpacked = new BufferedInputStream(new GZIPInputStream(raw, BUFFER_BYTES), BUFFER_BYTES);
            return new SourceStream(unpacked, where, -1);
        } catch (EOFException | ZipException e) {
            throw damaged(where, 0, e);
        }
    }

    /** Returns the number of bytes the whole content has, or -1 where it is packed and nobody knows yet. */
    long sizeBytes() {
        return sizeBytes;
    }

    @Override
    public int read() throws IOException {
        try {
            int value = in.read();
            position += value < 0 ? 0 : 1;
            return value;
        } catch (EOFException | ZipException e) {
            throw damaged(where, position, e);
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            int count = in.read(bytes, offset, length);
            position += Math.max(count, 0);
            return count;
        } catch (EOFException | ZipException e) {
            throw damaged(where, position, e);
        }
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private static MalformedDataException damaged(String where, long position, IOException cause) {
        String found = cause instanceof EOFException ? "is cut off" : "is damaged";
        return new MalformedDataException(
                where,
                "the gzip stream must be whole, but " + found + " after " + position
                        + " unpacked bytes; fetch the file again",
                cause);
    }
}
