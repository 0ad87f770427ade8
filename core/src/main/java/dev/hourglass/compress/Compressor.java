package dev.hourglass.compress;

import dev.hourglass.artifact.StoredModel;
import dev.hourglass.compress.container.ContainerWriter;
import dev.hourglass.compress.container.ModelReference;
import dev.hourglass.compress.lossy.TileCoderPool;
import dev.hourglass.error.WrongModelException;
import dev.hourglass.file.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/**
 * Compresses files, losslessly unless told otherwise. Memory holds a few chunks, however long the files are; the bytes
 * do not depend on the number of threads.
 *
 * <p>Immutable and safe for concurrent use.
 */
public final class Compressor {
    private final CompressorConfig config;
    private final ModelReference reference;
    private final Optional<StoredModel> embedded;
    private final ModelCodecs modelCodecs;
    private final Losses losses;
    private final LongConsumer progress;

    /** What may be lost of which files. */
    record Losses(Optional<ErrorBound> maxError, Optional<PictureQuality> quality) {
        static final Losses NONE = new Losses(Optional.empty(), Optional.empty());
    }

    private Compressor(
            CompressorConfig config,
            ModelReference reference,
            Optional<StoredModel> embedded,
            ModelCodecs modelCodecs,
            Losses losses,
            LongConsumer progress) {
        this.config = config;
        this.reference = reference;
        this.embedded = embedded;
        this.modelCodecs = modelCodecs;
        this.losses = losses;
        this.progress = progress;
    }

    /** Makes a compressor that needs no model. */
    public static Compressor of(CompressorConfig config) {
        return new Compressor(
                config, ModelReference.none(), Optional.empty(), ModelCodecs.NONE, Losses.NONE, bytes -> {});
    }

    /**
     * Returns a copy that uses a model where that helps; whoever decompresses must have it.
     *
     * @throws WrongModelException if it codes nothing without loss, unless a quality was set before
     */
    public Compressor withModel(StoredModel stored) {
        ModelReference named = ModelReference.named(stored.id());
        return new Compressor(config, named, Optional.empty(), require(stored), losses, progress);
    }

    /** Where a quality was asked for, whether the model codes pictures is checked when all is known. */
    private ModelCodecs require(StoredModel stored) {
        return losses.quality().isPresent() ? ModelCodecs.of(stored) : ModelCodecs.require(stored);
    }

    /**
     * Returns a copy that uses a model where that helps, and puts it into the file.
     *
     * @throws WrongModelException if it codes nothing without loss, unless a quality was set before
     */
    public Compressor withEmbeddedModel(StoredModel stored) {
        ModelReference inside = ModelReference.embedded(stored.id());
        return new Compressor(config, inside, Optional.of(stored), require(stored), losses, progress);
    }

    /**
     * Returns a copy that lets each float of float arrays (NPY, IDX), and each number in columns of decimals of tables
     * (CSV, also compressed by gzip, which comes back as its text), come back as far as this from what it was; NaN and
     * infinities come back exactly, and so does all else. A relative bound reads each such file twice.
     */
    public Compressor withMaxError(ErrorBound bound) {
        Losses changed = new Losses(Optional.of(bound), losses.quality());
        return new Compressor(config, reference, embedded, modelCodecs, changed, progress);
    }

    /**
     * Returns a copy that codes pictures (PNG, JPEG, PGM, PPM) with loss, by the model, which must be one of pictures.
     * They come back as PNG files; one that would not be smaller so, and all other files, come back exactly.
     */
    public Compressor withQuality(PictureQuality quality) {
        Losses changed = new Losses(losses.maxError(), Optional.of(quality));
        return new Compressor(config, reference, embedded, modelCodecs, changed, progress);
    }

    /** Returns a copy with these codecs, whatever the model. */
    Compressor withCodecs(ModelCodecs codecs) {
        return new Compressor(config, reference, embedded, codecs, losses, progress);
    }

    /** Returns a copy that tells of each part of the input that it has read, in bytes. */
    public Compressor withProgress(LongConsumer listener) {
        return new Compressor(config, reference, embedded, modelCodecs, losses, listener);
    }

    /**
     * Compresses to a file, which appears under its name only when it is whole and, unless the config says otherwise,
     * was read back and decoded.
     *
     * @param inputs the files, with different names
     * @param target the file to make or replace
     * @return the sizes
     * @throws IOException if an input or the disk fails; nothing is left behind then
     */
    public CompressionResult compress(List<CompressorInput> inputs, Path target) throws IOException {
        try (AtomicFile file = AtomicFile.create(target)) {
            CompressionResult result = compress(inputs, file.stream());
            if (config.isVerified()) {
                try (InputStream written = file.readBack()) {
                    decompressor().verify(written, target.toString());
                }
            }
            file.commit();
            return new CompressionResult(result.entries(), result.fileBytes(), config.isVerified());
        }
    }

    /**
     * Compresses to a stream, which cannot be read back.
     *
     * @param inputs the files, with different names
     * @param out takes the bytes; flushed, not closed
     * @return the sizes
     * @throws IOException if an input or the stream fails
     */
    public CompressionResult compress(List<CompressorInput> inputs, OutputStream out) throws IOException {
        Optional<TileCoderPool> coders = tileCoders();
        try (OrderedTasks tasks = new OrderedTasks(config.threads())) {
            ContainerWriter container = new ContainerWriter(out, reference);
            List<EntryResult> results = new ArrayList<>();
            if (embedded.isPresent()) {
                results.add(EmbeddedModel.write(embedded.get(), container, tasks, config));
            }
            Set<String> names = inputs.stream().map(CompressorInput::name).collect(Collectors.toSet());
            FileCompressor files =
                    new FileCompressor(config, losses, modelCodecs, coders, names, container, tasks, progress);
            for (CompressorInput input : inputs) {
                results.add(files.compress(input));
            }
            return new CompressionResult(results, container.finish(), false);
        }
    }

    /**
     * Compresses to a channel, which cannot be read back.
     *
     * @param inputs the files, with different names
     * @param out takes the bytes, in blocking mode; not closed
     * @return the sizes
     * @throws IOException if an input or the channel fails
     */
    public CompressionResult compress(List<CompressorInput> inputs, WritableByteChannel out) throws IOException {
        return compress(inputs, Channels.newOutputStream(out));
    }

    private Decompressor decompressor() {
        return Decompressor.of(DecompressorConfig.defaults()
                        .withThreads(config.threads())
                        .unlimited())
                .withCodecs(modelCodecs);
    }

    /** Returns what codes pictures, where that is wanted. */
    private Optional<TileCoderPool> tileCoders() {
        Optional<TileCoderPool> coders = modelCodecs.tileCoders();
        if (losses.quality().isPresent() && coders.isEmpty()) {
            throw new WrongModelException("pictures must have a model that codes pictures to be coded with loss, but"
                    + (reference.kind() == ModelReference.Kind.NONE ? " none was given" : " this one does not")
                    + "; name one with -m, or leave --quality and --bits-per-pixel out");
        }
        if (losses.quality().isEmpty() && coders.isPresent()) {
            throw new WrongModelException("a model that codes pictures must have a quality to code them with, but none"
                    + " was given; say --quality or --bits-per-pixel, or leave the model out");
        }
        return coders;
    }
}
