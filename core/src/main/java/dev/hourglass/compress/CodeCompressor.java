package dev.hourglass.compress;

import dev.hourglass.artifact.SchemaJson;
import dev.hourglass.artifact.StoredModel;
import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.data.Batch;
import dev.hourglass.data.RowReader;
import dev.hourglass.error.CorruptArtifactException;
import dev.hourglass.error.MalformedDataException;
import dev.hourglass.error.WrongModelException;
import dev.hourglass.file.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Squeezes samples into quantised codes and restores them. Streams: memory does not grow with the number of rows.
 * Stateless and safe for concurrent use.
 */
public final class CodeCompressor {
    /** Bits a code value takes where nothing else is asked for. */
    public static final int DEFAULT_BITS = 8;

    private static final int BLOCK_ROWS = 4096;

    private CodeCompressor() {}

    /** Opens the samples; called once for each pass over them. */
    @FunctionalInterface
    public interface Source {
        /** Opens a reader at the first row; the caller closes it. */
        RowReader open() throws IOException;
    }

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
     */
    public record Result(long rows, long sampleBytes, long fileBytes) {
        /** Returns how many times smaller the file is; the model's own size is not counted. */
        public double ratio() {
            return (double) sampleBytes / fileBytes;
        }
    }

    /**
     * Compresses: one pass finds the range of each code dimension, a second one writes.
     *
     * @param stored the model, whose identity the file will name
     * @param source the samples
     * @param target the file; written to a temporary name and renamed
     * @param bits bits of a code value, in [1, 16]
     * @return the sizes
     * @throws IOException if samples cannot be read or the file cannot be written; nothing is left behind then
     */
    public static Result compress(StoredModel stored, Source source, Path target, int bits) throws IOException {
        TrainedModel model = stored.model();
        CodeRange range = new CodeRange(model.latentSize());
        long rows = encode(model, source, range::add);
        if (rows == 0) {
            throw new MalformedDataException("the data", "must have at least one row to compress, but had none");
        }
        CodeHeader header = CodeHeader.defaults(stored.id(), range.quantizer(bits))
                .withMetadata(Json.print(SchemaJson.print(model.schema())));
        try (CodeFileWriter writer = new CodeFileWriter(target, header)) {
            encode(model, source, writer::write);
            CompressedSize size = writer.finish();
            return new Result(rows, rows * model.schema().sampleBytes(), size.fileBytes());
        }
    }

    /**
     * Restores samples.
     *
     * @param stored the model the file was made with
     * @param file the compressed file
     * @param sink takes the samples in order
     * @return the number of samples
     * @throws WrongModelException if the file needs another model
     * @throws CorruptArtifactException if the file is damaged; the sink may have taken rows before that
     */
    public static long decompress(StoredModel stored, Path file, Sink sink) throws IOException {
        try (CodeFileReader reader = CodeFileReader.open(file)) {
            reader.requireModel(stored.id());
            TrainedModel model = stored.model();
            float[] codes = new float[BLOCK_ROWS * model.latentSize()];
            long total = 0;
            for (int rows = reader.read(codes); rows > 0; rows = reader.read(codes)) {
                sink.accept(model.decode(codes, rows), rows);
                total += rows;
            }
            return total;
        }
    }

    /**
     * Reads a compressed file back and compares every code with a fresh encoding of the samples, bit for bit.
     *
     * @param stored the model
     * @param source the samples that were compressed
     * @param file the compressed file
     * @throws CorruptArtifactException if a code differs
     */
    public static void verify(StoredModel stored, Source source, Path file) throws IOException {
        try (CodeFileReader reader = CodeFileReader.open(file)) {
            reader.requireModel(stored.id());
            Quantizer quantizer = reader.header().quantizer();
            int latentSize = quantizer.latentSize();
            CodeStream stream = new CodeStream(reader, latentSize);
            long rows = encode(stored.model(), source, (codes, count) -> {
                for (int i = 0; i < count * latentSize; i++) {
                    int dimension = i % latentSize;
                    float expected = quantizer.value(dimension, quantizer.index(dimension, codes[i]));
                    if (Float.floatToRawIntBits(stream.next()) != Float.floatToRawIntBits(expected)) {
                        throw new CorruptArtifactException(
                                file.toString(), 0, "codes must be those of the samples, but differ; compress again");
                    }
                }
            });
            if (rows != reader.rows()) {
                throw new CorruptArtifactException(
                        file.toString(), 0, "must hold " + rows + " rows, but holds " + reader.rows());
            }
        }
    }

    /** Hands out the codes of a file one by one. */
    private static final class CodeStream {
        private final CodeFileReader reader;
        private final float[] codes;
        private int size;
        private int at;

        CodeStream(CodeFileReader reader, int latentSize) {
            this.reader = reader;
            this.codes = new float[BLOCK_ROWS * latentSize];
        }

        float next() throws IOException {
            if (at == size) {
                size = reader.read(codes) * reader.header().quantizer().latentSize();
                at = 0;
            }
            return size == 0 ? Float.NaN : codes[at++];
        }
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
