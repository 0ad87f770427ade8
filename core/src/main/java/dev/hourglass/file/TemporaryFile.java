package dev.hourglass.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An empty file in the system's folder for temporary ones, deleted on {@link #close()}, or where the program ends
 * before that. Safe for concurrent use.
 */
public final class TemporaryFile implements Closeable {
    private final Path path;

    private TemporaryFile(Path path) {
        this.path = path;
    }

    /**
     * Makes a file.
     *
     * @param suffix what its name ends with, such as {@code .safetensors}
     * @throws IOException if the folder cannot be written to, or the program is ending
     */
    public static TemporaryFile create(String suffix) throws IOException {
        Path path = Files.createTempFile("hourglass-", suffix);
        try {
            Temporaries.add(path);
        } catch (IOException ending) {
            Files.deleteIfExists(path);
            throw ending;
        }
        return new TemporaryFile(path);
    }

    /** Returns where it is. */
    public Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
        Temporaries.remove(path);
    }
}
