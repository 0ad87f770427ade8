package dev.hourglass.compress;

import dev.hourglass.artifact.StoredModel;
import dev.hourglass.compress.container.ContainerIndex;
import dev.hourglass.compress.container.ContainerReader;
import dev.hourglass.compress.container.EntryHeader;
import dev.hourglass.compress.container.ModelReference;
import dev.hourglass.compress.container.SalvageReader;
import dev.hourglass.error.CorruptArtifactException;
import dev.hourglass.error.WrongModelException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Restores what {@link Compressor} made. Memory holds a few chunks, however long the file is.
 *
 * <p>Immutable and safe for concurrent use.
 */
public final class Decompressor {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int SHORT_ID_DIGITS = 12;

    private final DecompressorConfig config;
    private final Optional<StoredModel> model;
    private final ModelCodecs modelCodecs;

    private Decompressor(DecompressorConfig config, Optional<StoredModel> model, ModelCodecs modelCodecs) {
        this.config = config;
        this.model = model;
        this.modelCodecs = modelCodecs;
    }

    /** Makes a decompressor of files that need no model, or embed it. */
    public static Decompressor of(DecompressorConfig config) {
        return new Decompressor(config, Optional.empty(), ModelCodecs.NONE);
    }

    /** Returns a copy that has a model at hand, for files that name it. */
    public Decompressor withModel(StoredModel stored) {
        return new Decompressor(config, Optional.of(stored), ModelCodecs.of(stored));
    }

    /** Returns a copy with these codecs, whatever the model. */
    Decompressor withCodecs(ModelCodecs codecs) {
        return new Decompressor(config, model, codecs);
    }

    /**
     * Restores a file.
     *
     * @param file the compressed file
     * @param output takes the entries
     * @return what was restored
     * @throws IOException if the file or the output fails
     * @throws CorruptArtifactException if a byte is not as it was written; entries before it may have been restored
     * @throws WrongModelException if the file needs another model
     */
    public DecompressionResult decompress(Path file, EntryOutput output) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return decompress(in, file.toString(), output);
        }
    }

    /**
     * Restores a file from a stream, for example a pipe.
     *
     * @param in the compressed file; not closed
     * @param name its name, for messages
     * @param output takes the entries
     * @return what was restored
     * @throws IOException if the stream or the output fails
     * @throws CorruptArtifactException if a byte is not as it was written; entries before it may have been restored
     * @throws WrongModelException if the file needs another model
     */
    public DecompressionResult decompress(InputStream in, String name, EntryOutput output) throws IOException {
        ContainerReader reader = new ContainerReader(new BufferedInputStream(in, BUFFER_BYTES), name);
        requireModel(name, reader.model());
        try (OrderedTasks tasks = new OrderedTasks(config.threads());
                EntryDecoder decoder = new EntryDecoder(name, tasks, output, config.maxBytes())) {
            decoder.use(reader.model(), model, modelCodecs);
            reader.read(decoder);
            return decoder.result();
        }
    }

    /**
     * Restores a file from a channel.
     *
     * @param in the compressed file, in blocking mode; not closed
     * @param name its name, for messages
     * @param output takes the entries
     * @return what was restored
     * @throws IOException if the channel or the output fails
     */
    public DecompressionResult decompress(ReadableByteChannel in, String name, EntryOutput output) throws IOException {
        return decompress(Channels.newInputStream(in), name, output);
    }

    /**
     * Decodes everything and checks all sums; keeps nothing.
     *
     * @param in the compressed file; not closed
     * @param name its name, for messages
     * @return what would be restored
     * @throws IOException if the stream fails
     * @throws CorruptArtifactException if a byte is not as it was written
     */
    public DecompressionResult verify(InputStream in, String name) throws IOException {
        return decompress(in, name, EntryOutput.NOWHERE);
    }

    /**
     * Restores some entries of a file by its index, without reading the others.
     *
     * @param file the compressed file
     * @param wanted whether an entry is to be restored, by its header
     * @param output takes the entries
     * @return what was restored
     * @throws IOException if the file or the output fails
     * @throws CorruptArtifactException if a byte of what is read is not as it was written
     */
    public DecompressionResult decompress(Path file, Predicate<EntryHeader> wanted, EntryOutput output)
            throws IOException {
        String name = file.toString();
        try (ContainerIndex index = ContainerIndex.open(file);
                OrderedTasks tasks = new OrderedTasks(config.threads());
                EntryDecoder decoder = new EntryDecoder(name, tasks, output, config.maxBytes())) {
            requireModel(name, index.model());
            decoder.use(index.model(), model, modelCodecs);
            index.read(wanted, decoder);
            return decoder.result();
        }
    }

    /**
     * Restores what is left of a damaged file: sound chunks, with zeros in the place of others.
     *
     * @param file the compressed file
     * @param output takes the entries, also those that are not whole
     * @return what was restored and what was not
     * @throws IOException if the file or the output fails
     * @throws WrongModelException if the file needs another model
     */
    public SalvageResult salvage(Path file, EntryOutput output) throws IOException {
        try (SalvageReader reader = new SalvageReader(file)) {
            ModelReference needed = reader.model().orElse(ModelReference.none());
            requireModel(file.toString(), needed);
            model.ifPresent(output::model);
            try (EntrySalvager salvager =
                    new EntrySalvager(file.toString(), needed, modelCodecs, output, config.maxBytes())) {
                reader.read(salvager);
                return salvager.result();
            }
        }
    }

    /** Refuses a model that is not the one; a file that only names one may still hold chunks that need none. */
    private void requireModel(String name, ModelReference needed) {
        String found = model.map(StoredModel::id).orElse(needed.id());
        if (needed.kind() == ModelReference.Kind.NAMED && !needed.id().equals(found)) {
            throw new WrongModelException(name + ": model must be " + shorten(needed.id()) + ", but was "
                    + shorten(found) + "; use the model file that compressed it");
        }
    }

    private static String shorten(String modelId) {
        return modelId.substring(0, SHORT_ID_DIGITS);
    }
}
