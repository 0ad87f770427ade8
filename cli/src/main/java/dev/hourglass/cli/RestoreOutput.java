package dev.hourglass.cli;

import dev.hourglass.artifact.StoredModel;
import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.compress.CodeCompressor;
import dev.hourglass.compress.CodeOutput;
import dev.hourglass.compress.EntryOutput;
import dev.hourglass.compress.container.EntryHeader;
import dev.hourglass.compress.container.EntryKind;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sends files to a folder or standard output, and samples to an output for rows. Not thread-safe. */
final class RestoreOutput implements EntryOutput, Closeable {
    private final EntryOutput files;
    private final CodeOutput codes;
    private final String out;
    private final Set<String> wanted;
    private final Set<String> seen = new HashSet<>();
    private @Nullable RowSink rows;

    /** Takes the wanted entries, or all where none is named. */
    RestoreOutput(String compressed, EntryOutput files, String out, List<String> wanted) {
        this.files = files;
        this.codes = new CodeOutput(compressed, this::openRows);
        this.out = out;
        this.wanted = new HashSet<>(wanted);
    }

    @Override
    public void model(StoredModel stored) {
        codes.model(stored);
    }

    @Override
    public Optional<Sink> open(EntryHeader header) throws IOException {
        if (!wanted.isEmpty() && !wanted.contains(header.name())) {
            return Optional.empty();
        }
        seen.add(header.name());
        return header.kind() == EntryKind.CODES ? codes.open(header) : files.open(header);
    }

    /** Gives samples their name, once the whole file was read. */
    void finish() throws IOException {
        List<String> missing = new ArrayList<>(wanted);
        missing.removeAll(seen);
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(
                    "the file must hold every entry that is asked for, but has no " + missing + "; see \"list\"");
        }
        if (rows != null) {
            rows.finish();
        }
    }

    /** Returns the samples that were restored. */
    long rows() {
        return codes.rows();
    }

    boolean hasRows() {
        return rows != null;
    }

    @Override
    public void close() throws IOException {
        if (rows != null) {
            rows.close();
        }
    }

    private CodeCompressor.Sink openRows(TrainedModel model) throws IOException {
        if (rows == null) {
            rows = RowSink.open(Path.of(out), RowFormat.samples(model.schema()));
        }
        return rows::write;
    }
}
