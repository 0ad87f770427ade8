package dev.hourglass.compress;

import dev.hourglass.artifact.SchemaJson;
import dev.hourglass.artifact.StoredModel;
import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.compress.container.ContainerWriter;
import dev.hourglass.compress.container.EntryHeader;
import dev.hourglass.compress.container.EntryKind;
import dev.hourglass.compress.container.ModelReference;
import dev.hourglass.data.Batch;
import dev.hourglass.data.RowReader;
import dev.hourglass.error.CorruptArtifactException;
import dev.hourglass.error.MalformedDataException;
import dev.hourglass.error.WrongModelException;
import dev.hourglass.file.AtomicFile;
import dev.hourglass.file.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Squeezes samples into quantised codes and restores samples like them: lossy, and without a bound on the error.
 * Streams: memory does not grow with the number of rows. Stateless and safe for concurrent use.
 */
public final class CodeCompressor {
    static final int BLOCK_ROWS = 4096;
    private static final int CHUNK_VALUES = 1 << 18;

    private CodeCompressor() {}

    /** Opens the samples; called once for each pass over them. */
    @FunctionalInterface
    public interface Source {
        /** Opens a reader at the first row; the caller closes it. */
        RowReader open() throws IOException;
    }

    /**
     * Samples that become one entry.
     *
     * @param name the entry's name
     * @param source the samples
     */
    public record Input(String name, Source source) {}

    /** Takes restored samples. */
    @FunctionalInterface
    public interface Sink {
        /**
         * Takes some rows.
         *
         * @param samples [rows, D] in the units of the data; the sink may keep them
         * @param rows how many
         */
        void accept(float[] samples, int rows) throws IOException;
    }

    /**
     * What compression came to.
     *
     * @param rows samples written
     * @param sampleBytes the samples as they come: 1 byte a pixel, 4 a number
     * @param fileBytes the size of the file on disk
     * @param modelBytes what the model takes of that; 0 where it is not embedded
     */
    public record Result(long rows, long sampleBytes, long fileBytes, long modelBytes) {
        /** Returns how many times smaller the file is; a model that is not in it is not counted. */
        public double ratio() {
            return (double) sampleBytes / fileBytes;
        }
    }

    /**
     * Compresses one set of samples with {@link CodeConfig#defaults()}.
     *
     * @param stored the model, whose identity the file will name
     * @param source the samples
     * @param target the file to make or replace
     * @param bits bits of a code value, in [1, 16]
     * @return the sizes
     * @throws IOException if samples cannot be read or the file cannot be written; nothing is left behind then
     */
    public static Result compress(StoredModel stored, Source source, Path target, int bits) throws IOException {
        CodeConfig config = CodeConfig.defaults().withBits(bits);
        return compress(stored, List.of(new Input("samples", source)), target, config);
    }

    /**
     * Compresses: of each input one pass finds the range of each code dimension, a second one writes.
     *
     * @param stored the model
     * @param inputs the samples
     * @param target the file to make or replace; it appears when it is whole, and read back where the config says so
     * @param config how
     * @return the sizes
     * @throws IOException if samples cannot be read or the file cannot be written; nothing is left behind then
     */
    public static Result compress(StoredModel stored, List<Input> inputs, Path target, CodeConfig config)
            throws IOException {
        try (AtomicFile file = AtomicFile.create(target);
                OrderedTasks tasks = new OrderedTasks(config.compressor().threads())) {
            ModelReference reference =
                    config.isModelEmbedded() ? ModelReference.embedded(stored.id()) : ModelReference.named(stored.id());
            ContainerWriter container = new ContainerWriter(file.stream(), reference);
            long modelBytes = config.isModelEmbedded()
                    ? EmbeddedModel.write(stored, container, tasks, config.compressor())
                            .storedBytes()
                    : 0;
            List<EntryResult> entries = new ArrayList<>();
            for (Input input : inputs) {
                entries.add(write(stored.model(), input, container, tasks, config));
            }
            long fileBytes = container.finish();
            if (config.compressor().isVerified()) {
                verify(stored, file, target);
            }
            file.commit();
            long rows = entries.stream().mapToLong(EntryResult::rows).sum();
            return new Result(rows, rows * stored.model().schema().sampleBytes(), fileBytes, modelBytes);
        }
    }

    private static void verify(StoredModel stored, AtomicFile file, Path target) throws IOException {
        try (InputStream written = file.readBack()) {
            Decompressor.of(DecompressorConfig.defaults().unlimited())
                    .withModel(stored)
                    .verify(written, target.toString());
        }
    }

    private static EntryResult write(
            TrainedModel model, Input input, ContainerWriter container, OrderedTasks tasks, CodeConfig config)
            throws IOException {
        CodeRange range = new CodeRange(model.latentSize());
        long rows = encode(model, input.source(), range::add);
        if (rows == 0) {
            throw new MalformedDataException("the data", "must have at least one row to compress, but had none");
        }
        CodeParameters parameters = new CodeParameters(
                range.quantizer(config.bits()),
                Math.toIntExact(model.schema().sampleBytes()),
                Json.print(SchemaJson.print(model.schema())));
        int chunkRows = Math.max(1, CHUNK_VALUES / model.latentSize());
        EntryHeader header = EntryHeader.of(EntryKind.CODES, input.name(), parameters.layout(), chunkRows)
                .withParameters(parameters.print());
        int level = config.compressor().level();
        EntryWriter writer =
                new EntryWriter(container, tasks, header, EntryCodecs.of(header, ModelCodecs.NONE, level), level);
        CodeRows indices = new CodeRows(parameters);
        encode(model, input.source(), (codes, count) -> {
            byte[] bytes = indices.fromCodes(codes, count);
            writer.write(bytes, 0, bytes.length);
        });
        return writer.finish();
    }

    /**
     * Restores the samples of all entries of codes, one after the other.
     *
     * @param stored the model the file was made with
     * @param file the compressed file
     * @param sink takes the samples in order
     * @return the number of samples
     * @throws WrongModelException if the file needs another model
     * @throws CorruptArtifactException if the file is damaged; the sink may have taken rows before that
     */
    public static long decompress(StoredModel stored, Path file, Sink sink) throws IOException {
        CodeOutput output = new CodeOutput(file.toString(), header -> sink);
        try (InputStream in = Files.newInputStream(file)) {
            Decompressor.of(DecompressorConfig.defaults().unlimited())
                    .withModel(stored)
                    .decompress(in, file.toString(), output);
        }
        return output.rows();
    }

    /** Takes codes. */
    @FunctionalInterface
    private interface CodeSink {
        void accept(float[] codes, int rows) throws IOException;
    }

    private static long encode(TrainedModel model, Source source, CodeSink sink) throws IOException {
        try (RowReader reader = source.open()) {
            if (reader.schema().features() != model.features()) {
                throw new WrongModelException("the model takes samples of " + model.features()
                        + " values, but the data has " + reader.schema().features()
                        + "; use the model that was trained on this data");
            }
            Batch batch = new Batch(BLOCK_ROWS, model.features());
            long total = 0;
            for (int rows = reader.read(batch); rows > 0; rows = reader.read(batch)) {
                float[] codes = model.encode(batch.values(), rows);
                sink.accept(Arrays.copyOf(codes, rows * model.latentSize()), rows);
                total += rows;
            }
            return total;
        }
    }
}
