package dev.hourglass.compress;

import dev.hourglass.compress.container.EntryHeader;
import dev.hourglass.compress.container.EntryKind;
import dev.hourglass.error.WrongModelException;
import dev.hourglass.file.AtomicFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Restores entries as files below a folder; each appears when it is whole and checked. Nothing outside the folder is
 * touched: names lead nowhere else, and links in the way are refused.
 *
 * <p>Not thread-safe; confine to one thread.
 */
public final class FolderOutput implements EntryOutput {
    private final Path folder;
    private final boolean isReplacing;

    /**
     * Makes an output.
     *
     * @param folder made where it does not exist
     * @param isReplacing whether files that exist are replaced rather than refused
     */
    public FolderOutput(Path folder, boolean isReplacing) {
        this.folder = folder;
        this.isReplacing = isReplacing;
    }

    @Override
    public Optional<Sink> open(EntryHeader header) throws IOException {
        if (header.kind() == EntryKind.CODES) {
            throw noFile(header);
        }
        Files.createDirectories(folder);
        Path file = resolve(header.name());
        if (!isReplacing && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(
                    file.toString(), null, "must not exist yet, but does; --overwrite or another folder helps");
        }
        return Optional.of(new FileSink(AtomicFile.create(file)));
    }

    /** Tells that codes are not files. */
    static WrongModelException noFile(EntryHeader header) {
        return new WrongModelException("entry \"" + header.name()
                + "\" must be a file, but is quantised codes, which only a model restores; use CodeOutput");
    }

    /** Returns the file of a name, with the folders to it made, one by one. */
    private Path resolve(String name) throws IOException {
        Path at = folder;
        String[] parts = name.split("/", -1);
        for (int i = 0; i < parts.length; i++) {
            at = at.resolve(plain(parts[i], name));
            if (Files.isSymbolicLink(at)) {
                throw new IOException(at + " must be no link, but is one; nothing outside the folder is written");
            }
            if (i < parts.length - 1 && !Files.isDirectory(at)) {
                Files.createDirectory(at);
            }
        }
        return at;
    }

    /** Checks that this system, too, sees one plain name; Windows for example takes {@code C:} for more. */
    private Path plain(String part, String name) throws IOException {
        try {
            Path path = folder.getFileSystem().getPath(part);
            if (!path.isAbsolute()
                    && path.getNameCount() == 1
                    && path.toString().equals(part)) {
                return path;
            }
        } catch (InvalidPathException e) {
            throw new IOException("name \"" + name + "\" must be possible on this system, but is not", e);
        }
        throw new IOException("name \"" + name + "\" must be possible on this system, but is not");
    }

    /** Writes one file. */
    private record FileSink(AtomicFile file) implements Sink {
        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            file.stream().write(bytes, offset, length);
        }

        @Override
        public void finish() throws IOException {
            file.commit();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
