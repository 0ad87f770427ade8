package dev.hourglass.compress;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.SequenceInputStream;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A file that may be a table, plain or compressed by gzip; the latter comes back as its text, under its name without
 * the ending. Not thread-safe; confine to one thread.
 */
final class TableSource {
    private static final String ENDING = ".gz";
    private static final int BUFFER_BYTES = 1 << 16;

    private final CompressorInput input;
    private final byte[] file;
    private final InputStream rest;
    private final boolean isGzip;
    private final boolean isTaken;
    private final byte[] head;

    /**
     * Looks at a file.
     *
     * @param input the file
     * @param file its first bytes; not modified
     * @param rest those after them, not closed
     * @param others the names of all files
     */
    TableSource(CompressorInput input, byte[] file, InputStream rest, Set<String> others) throws IOException {
        this.input = input;
        this.file = file;
        this.rest = rest;
        this.isGzip = ContentSniffer.isGzip(file);
        this.isTaken = !restoredName().equals(input.name()) && others.contains(restoredName());
        this.head = isGzip ? inflated(file) : file;
    }

    /** Returns as much of the text as the first bytes of a gzip file hold, or {@link TablePlan#HEAD_BYTES} of it. */
    private static byte[] inflated(byte[] file) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        byte[] block = new byte[BUFFER_BYTES];
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(file))) {
            for (int count = in.read(block); count >= 0 && text.size() < TablePlan.HEAD_BYTES; ) {
                text.write(block, 0, count);
                count = in.read(block);
            }
        } catch (ZipException | EOFException cut) {
            return text.toByteArray();
        }
        return text.toByteArray();
    }

    /** Returns the name. */
    String name() {
        return input.name();
    }

    /** Returns the name of what comes back. */
    String restoredName() {
        String name = input.name();
        boolean isNamed = isGzip && name.endsWith(ENDING) && name.length() > ENDING.length();
        String bare = isNamed ? name.substring(0, name.length() - ENDING.length()) : name;
        return bare.endsWith("/") ? name : bare;
    }

    /** Returns what hinders, whatever the text; or nothing. */
    Optional<String> obstacle() {
        return isTaken
                ? Optional.of("its text would come back as " + restoredName() + ", but that is another file")
                : Optional.empty();
    }

    /** Returns the first bytes of the text. */
    byte[] head() {
        return head;
    }

    /** Returns the text from its first byte on; once. */
    InputStream text() throws IOException {
        return plain(new SequenceInputStream(new ByteArrayInputStream(file), rest));
    }

    /** Opens the text anew. */
    InputStream reopen() throws IOException {
        return plain(input.opener().open());
    }

    private InputStream plain(InputStream in) throws IOException {
        return isGzip ? new GZIPInputStream(new Peeked(in), BUFFER_BYTES) : in;
    }

    /**
     * Says that more is available as long as there is more: a gzip file may have several parts, and what inflates it
     * takes a part for the last one where nothing is available at its end.
     */
    private static final class Peeked extends PushbackInputStream {
        Peeked(InputStream in) {
            super(in, 1);
        }

        @Override
        public int available() throws IOException {
            int next = read();
            if (next < 0) {
                return 0;
            }
            unread(next);
            return 1;
        }
    }
}
