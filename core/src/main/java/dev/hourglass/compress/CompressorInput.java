package dev.hourglass.compress;

import dev.hourglass.compress.container.EntryName;
import java.io.IOException;
import java.io.InputStream;

/**
 * A file to compress.
 *
 * @param name its name in the compressed file; see {@link EntryName}
 * @param opener opens it; once, but twice for a relative {@link ErrorBound}
 */
public record CompressorInput(String name, Opener opener) {
    public CompressorInput {
        EntryName.require(name);
    }

    /** Opens a stream. */
    @FunctionalInterface
    public interface Opener {
        /** Returns the stream, at its first byte; whoever calls closes it. */
        InputStream open() throws IOException;
    }
}
