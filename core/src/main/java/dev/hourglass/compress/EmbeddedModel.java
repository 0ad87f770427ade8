package dev.hourglass.compress;

import dev.hourglass.artifact.ModelFile;
import dev.hourglass.artifact.StoredModel;
import dev.hourglass.compress.codec.RowLayout;
import dev.hourglass.compress.container.ContainerWriter;
import dev.hourglass.compress.container.EntryHeader;
import dev.hourglass.compress.container.EntryKind;
import dev.hourglass.compress.container.ModelReference;
import dev.hourglass.error.CorruptArtifactException;
import dev.hourglass.file.TemporaryFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Puts a model into the compressed file, as its first entry, and takes it out again. Not thread-safe. */
final class EmbeddedModel implements EntryOutput.Sink {
    static final String NAME = "model.safetensors";

    private static final int BLOCK_BYTES = 1 << 16;

    private final ModelReference reference;
    private final String compressed;
    private final Consumer<StoredModel> listener;
    private final TemporaryFile temporary;
    private final OutputStream out;

    /** Starts to take out the model of a file; whoever listens gets it when it is whole. */
    EmbeddedModel(ModelReference reference, String compressed, Consumer<StoredModel> listener) throws IOException {
        this.reference = reference;
        this.compressed = compressed;
        this.listener = listener;
        this.temporary = TemporaryFile.create(".safetensors");
        this.out = Files.newOutputStream(temporary.path());
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
    }

    @Override
    public void finish() throws IOException {
        out.close();
        StoredModel stored = ModelFile.read(temporary.path());
        if (!stored.id().equals(reference.id())) {
            throw new CorruptArtifactException(
                    compressed,
                    0,
                    "the embedded model must be " + reference.id() + ", but is " + stored.id()
                            + "; the file was altered");
        }
        listener.accept(new StoredModel(stored.model(), Path.of(compressed), stored.id(), stored.sizeBytes()));
    }

    @Override
    public void close() throws IOException {
        out.close();
        temporary.close();
    }

    /** Writes the file of a model. */
    static EntryResult write(StoredModel stored, ContainerWriter container, OrderedTasks tasks, CompressorConfig config)
            throws IOException {
        // Weights are float32; their bytes compress best plane by plane.
        RowLayout layout = RowLayout.of(1, Float.BYTES);
        EntryHeader header =
                EntryHeader.of(EntryKind.MODEL, NAME, layout, Math.max(1, config.chunkBytes() / layout.rowBytes()));
        EntryWriter writer = new EntryWriter(
                container, tasks, header, EntryCodecs.of(header, ModelCodecs.NONE, config.level()), config.level());
        try (InputStream in = Files.newInputStream(stored.file())) {
            byte[] block = new byte[BLOCK_BYTES];
            for (int count = in.read(block); count >= 0; count = in.read(block)) {
                writer.write(block, 0, count);
            }
        }
        return writer.finish();
    }
}
