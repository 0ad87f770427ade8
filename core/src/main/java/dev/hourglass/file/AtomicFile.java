package dev.hourglass.file;

import static java.util.Objects.requireNonNull;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Writes a file whole or not at all.
 *
 * <p>The bytes go to a temporary name beside the target ({@code NAME.<16 hex digits>.tmp}); {@link #commit()} forces
 * them to the disk and renames. Until then the target is untouched, and closing without a commit deletes the temporary.
 *
 * <p>Where the program ends before that, by Ctrl-C or another signal that it can hear of, the temporary is deleted too.
 *
 * <p>Not thread-safe; confine to one thread.
 */
public final class AtomicFile implements Closeable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path target;
    private final Path temporary;
    private final FileChannel channel;
    private final OutputStream stream;

    private AtomicFile(Path target, Path temporary, FileChannel channel) {
        this.target = target;
        this.temporary = temporary;
        this.channel = channel;
        this.stream = new BufferedOutputStream(new OpenUntilCommit(Channels.newOutputStream(channel)), BUFFER_BYTES);
    }

    /** Writes the content of a file to a stream. */
    @FunctionalInterface
    public interface Body {
        /**
         * Writes the content.
         *
         * @param out buffered; closing it only flushes it
         * @throws IOException if writing fails
         */
        void write(OutputStream out) throws IOException;
    }

    /**
     * Starts a file that appears at {@code target} on {@link #commit()}.
     *
     * @param target the file to make or replace; where it is a symbolic link, the file behind it is replaced
     * @return the open file; the caller closes it
     * @throws IOException if the directory does not exist or cannot be written to
     */
    public static AtomicFile create(Path target) throws IOException {
        Path file =
                (Files.isSymbolicLink(target) && Files.exists(target) ? target.toRealPath() : target).toAbsolutePath();
        if (Files.isDirectory(file)) {
            throw new IOException(target + " must be a file, but is a directory");
        }
        String suffix = String.format(".%016x.tmp", ThreadLocalRandom.current().nextLong());
        Path temporary = file.resolveSibling(file.getFileName() + suffix);
        Temporaries.add(temporary);
        try {
            FileChannel channel = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            return new AtomicFile(file, temporary, channel);
        } catch (IOException e) {
            Temporaries.remove(temporary);
            throw e;
        }
    }

    /**
     * Writes to a temporary name beside {@code target}, forces, renames; on failure the temporary is deleted and
     * {@code target} untouched.
     *
     * @param target the file to make or replace
     * @param body writes the content
     * @throws IOException if the body or the disk fails
     */
    public static void write(Path target, Body body) throws IOException {
        try (AtomicFile file = create(target)) {
            body.write(file.stream());
            file.commit();
        }
    }

    /**
     * Writes a text in UTF-8, whole or not at all.
     *
     * @param target the file to make or replace
     * @param text the content
     * @throws IOException if the disk fails
     */
    public static void writeString(Path target, String text) throws IOException {
        write(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Returns the buffered stream of the content; closing it only flushes it. */
    public OutputStream stream() {
        return stream;
    }

    /**
     * Replaces bytes that were written already, such as a count in a header that is known only at the end.
     *
     * @param position the offset of the first byte, from the start of the file
     * @param bytes what is to stand there; must not reach beyond what was written
     * @throws IOException if the disk fails
     */
    public void overwrite(long position, byte[] bytes) throws IOException {
        stream.flush();
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
            channel.write(left, position + left.position());
        }
    }

    /**
     * Opens what was written so far, to be checked before it gets its name.
     *
     * @return the content from its first byte on; the caller closes it
     * @throws IOException if the disk fails
     */
    public InputStream readBack() throws IOException {
        stream.flush();
        return Files.newInputStream(temporary);
    }

    /**
     * Forces what was written to the disk and gives it the target's name.
     *
     * @throws IOException if the disk fails; {@link #close()} then deletes the temporary
     */
    public void commit() throws IOException {
        stream.flush();
        channel.force(true);
        channel.close();
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        Temporaries.remove(temporary);
        forceDirectory(requireNonNull(target.getParent(), "directory of the target"));
    }

    /**
     * Deletes the temporary file unless it was committed.
     *
     * @throws IOException if the temporary cannot be deleted
     */
    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(temporary);
        Temporaries.remove(temporary);
    }

    /** Makes the rename last where the system allows it; Windows cannot open a directory. */
    private static void forceDirectory(Path directory) {
        try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
            entries.force(true);
        } catch (IOException unsupported) {
            // The content is safe and named; only the time of the rename on the disk is left to the system.
        }
    }

    /** Keeps the channel open when the body closes its stream: it is still to be forced. */
    private static final class OpenUntilCommit extends FilterOutputStream {
        OpenUntilCommit(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
