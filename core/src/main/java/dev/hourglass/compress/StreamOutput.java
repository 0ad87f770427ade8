package dev.hourglass.compress;

import dev.hourglass.compress.container.EntryHeader;
import dev.hourglass.compress.container.EntryKind;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * Writes the content of entries to a stream, one after the other. Bytes are written as soon as their chunk was checked;
 * only an end without an exception says that all were. Not thread-safe; confine to one thread.
 */
public final class StreamOutput implements EntryOutput {
    private final OutputStream out;

    /** Makes an output; the stream is flushed after each entry, and not closed. */
    public StreamOutput(OutputStream out) {
        this.out = out;
    }

    @Override
    public Optional<Sink> open(EntryHeader header) {
        if (header.kind() == EntryKind.CODES) {
            throw FolderOutput.noFile(header);
        }
        return Optional.of(new Sink() {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }

            @Override
            public void finish() throws IOException {
                out.flush();
            }

            @Override
            public void close() {}
        });
    }
}
