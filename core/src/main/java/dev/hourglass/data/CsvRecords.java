package dev.hourglass.data;

import dev.hourglass.error.MalformedDataException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads the rows of a CSV file as the bytes they are, quotes and line ends included, so that some can be written again
 * untouched; the bytes of a packed file are those it unpacks to. Blank lines belong to the row before.
 *
 * <p>Which lines make a row is what {@link CsvReader} takes for one: the file is read twice at once, by that parser and
 * line by line. Not thread-safe; confine to one thread.
 */
public final class CsvRecords implements Closeable {
    private final CsvRows rows;
    private final InputStream lines;
    private final byte[] header;
    private long line = 1;
    private boolean hasRow;

    private CsvRecords(Path path, CsvRows rows, InputStream lines) throws IOException {
        this.rows = rows;
        this.lines = lines;
        this.hasRow = rows.next();
        if (!hasRow) {
            throw new MalformedDataException(path.toString(), "the file must hold rows, but holds only a header");
        }
        this.header = upTo(rows.line());
    }

    /**
     * Opens a file.
     *
     * @param path the file, plain or gzip
     * @param options how to read it
     * @return the rows; the caller closes them
     * @throws MalformedDataException if the file breaks the format or holds no row
     * @throws IOException if the file cannot be read
     */
    public static CsvRecords open(Path path, CsvOptions options) throws IOException {
        CsvRows rows = CsvRows.open(path, options);
        try {
            InputStream lines = new BufferedInputStream(SourceStream.open(path));
            try {
                return new CsvRecords(path, rows, lines);
            } catch (IOException | RuntimeException e) {
                lines.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            rows.close();
            throw e;
        }
    }

    /** Returns the names of the columns. */
    public List<String> names() {
        return rows.header();
    }

    /** Returns all bytes before the first row; a copy. */
    public byte[] header() {
        return header.clone();
    }

    /**
     * Reads the next row.
     *
     * @return its bytes, its line end included; nothing at the end
     * @throws MalformedDataException if the file breaks the format
     * @throws IOException if the file cannot be read
     */
    public Optional<byte[]> next() throws IOException {
        if (!hasRow) {
            return Optional.empty();
        }
        hasRow = rows.next();
        return Optional.of(upTo(hasRow ? rows.line() : Long.MAX_VALUE));
    }

    /** Returns the bytes of the lines from the current one up to the one given, which becomes the current one. */
    private byte[] upTo(long end) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (line < end) {
            int value = lines.read();
            if (value < 0) {
                break;
            }
            bytes.write(value);
            if (value == '\n' || (value == '\r' && !isNewlineNext())) {
                line++;
            }
        }
        return bytes.toByteArray();
    }

    private boolean isNewlineNext() throws IOException {
        lines.mark(1);
        boolean isNewline = lines.read() == '\n';
        lines.reset();
        return isNewline;
    }

    @Override
    public void close() throws IOException {
        rows.close();
        lines.close();
    }
}
