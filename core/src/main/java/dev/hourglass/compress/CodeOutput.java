package dev.hourglass.compress;

import dev.hourglass.artifact.StoredModel;
import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.compress.container.EntryHeader;
import dev.hourglass.compress.container.EntryKind;
import dev.hourglass.error.MalformedDataException;
import dev.hourglass.error.WrongModelException;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decodes entries of quantised codes with the model. Not thread-safe; confine to one thread. */
public final class CodeOutput implements EntryOutput {
    private final String file;
    private final Opener opener;
    private @Nullable TrainedModel model;
    private long rows;

    /**
     * Makes an output.
     *
     * @param file the compressed file's name, for messages
     * @param opener opens what takes the samples
     */
    public CodeOutput(String file, Opener opener) {
        this.file = file;
        this.opener = opener;
    }

    /** Opens what takes the samples of an entry. */
    @FunctionalInterface
    public interface Opener {
        /** Returns what takes samples that the model decodes; the same may be returned for every entry. */
        CodeCompressor.Sink open(TrainedModel model) throws IOException;
    }

    /** Returns the samples restored so far. */
    public long rows() {
        return rows;
    }

    @Override
    public void model(StoredModel stored) {
        model = stored.model();
    }

    @Override
    public Optional<Sink> open(EntryHeader header) throws IOException {
        if (header.kind() != EntryKind.CODES) {
            throw new MalformedDataException(
                    file,
                    "entries must be quantised codes, but \"" + header.name() + "\" is "
                            + header.kind().label() + "; decompress it as a file");
        }
        if (model == null) {
            throw new WrongModelException(
                    file + ": quantised codes need the model that made them, but none was given; name it with -m");
        }
        if (header.layout().valuesPerRow() != model.latentSize()) {
            throw new WrongModelException(file + ": codes must have " + model.latentSize()
                    + " dimensions, as those of the model, but have "
                    + header.layout().valuesPerRow());
        }
        CodeRows indices = new CodeRows(CodeParameters.parse(header));
        return Optional.of(new Decoding(model, indices, header.layout().rowBytes(), opener.open(model)));
    }

    /** Decodes the rows of one entry; parts of a row never come, since chunks hold whole ones. */
    private final class Decoding implements Sink {
        private final TrainedModel decoder;
        private final CodeRows indices;
        private final int rowBytes;
        private final CodeCompressor.Sink sink;

        Decoding(TrainedModel decoder, CodeRows indices, int rowBytes, CodeCompressor.Sink sink) {
            this.decoder = decoder;
            this.indices = indices;
            this.rowBytes = rowBytes;
            this.sink = sink;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int count = length / rowBytes;
            for (int done = 0; done < count; done += CodeCompressor.BLOCK_ROWS) {
                int part = Math.min(CodeCompressor.BLOCK_ROWS, count - done);
                float[] codes = indices.toCodes(bytes, offset + done * rowBytes, part);
                sink.accept(decoder.decode(codes, part), part);
                rows += part;
            }
        }

        @Override
        public void finish() {}

        @Override
        public void close() {}
    }
}
