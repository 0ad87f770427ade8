package dev.hourglass.data;

import dev.hourglass.error.MalformedDataException;
import dev.hourglass.file.NumberType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads IDX files, plain or gzip, with the labels that lie beside them.
 *
 * <p>Bytes of rank 3 are grey images: shape [N, 1, H, W], pixels divided by 255 into [0, 1]. Everything else is taken
 * as plain numbers. For {@code train-images-idx3-ubyte[.gz]} the labels are looked for in
 * {@code train-labels-idx1-ubyte[.gz]}.
 */
public final class IdxReader implements RowReader {
    private static final float WHITE = 255f;

    private final IdxFile samples;
    private final @Nullable IdxFile labels;
    private final DataSchema schema;

    private IdxReader(IdxFile samples, @Nullable IdxFile labels) {
        this.samples = samples;
        this.labels = labels;
        boolean isImages = samples.type() == NumberType.U8 && samples.rank() == 3;
        this.schema = isImages
                ? new ImageSchema(
                        1,
                        samples.sampleShape().dimension(0),
                        samples.sampleShape().dimension(1))
                : new VectorSchema(samples.sampleShape());
    }

    /**
     * Opens a file, and its labels where they lie beside it.
     *
     * @param path the IDX file
     * @return the reader; the caller closes it
     * @throws MalformedDataException if a file is no IDX file, or there are not as many labels as samples
     * @throws IOException if a file cannot be read
     */
    public static IdxReader open(Path path) throws IOException {
        for (String name : labelNames(path)) {
            Path beside = path.resolveSibling(name);
            if (Files.isRegularFile(beside)) {
                return open(path, beside);
            }
        }
        return new IdxReader(IdxFile.open(path), null);
    }

    /**
     * Opens a file of samples and a file of labels.
     *
     * @param path the samples
     * @param labelPath the labels: whole numbers, one a sample
     * @return the reader; the caller closes it
     * @throws MalformedDataException if a file is no IDX file, or there are not as many labels as samples
     * @throws IOException if a file cannot be read
     */
    public static IdxReader open(Path path, Path labelPath) throws IOException {
        IdxFile samples = IdxFile.open(path);
        try {
            IdxFile labels = IdxFile.open(labelPath);
            var reader = new IdxReader(samples, labels);
            requireLabels(labels, samples, labelPath, path);
            return reader;
        } catch (IOException | RuntimeException e) {
            samples.rows().close();
            throw e;
        }
    }

    private static void requireLabels(IdxFile labels, IdxFile samples, Path labelPath, Path path) throws IOException {
        long found = labels.rows().layout().rows();
        long expected = samples.rows().layout().rows();
        if (labels.rank() == 1 && !labels.type().isFloating() && found == expected) {
            return;
        }
        labels.rows().close();
        throw new MalformedDataException(
                labelPath.toString(),
                "labels must be one whole number a sample of " + path + " (" + expected + "), but were " + found
                        + " of rank " + labels.rank());
    }

    private static List<String> labelNames(Path path) {
        String name = String.valueOf(path.getFileName());
        if (!name.contains("images")) {
            return List.of();
        }
        String plain = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
        String labels = plain.replace("images", "labels").replace("idx3", "idx1");
        return name.endsWith(".gz") ? List.of(labels + ".gz", labels) : List.of(labels, labels + ".gz");
    }

    @Override
    public DataSchema schema() {
        return schema;
    }

    @Override
    public long knownRows() {
        return samples.rows().layout().rows();
    }

    @Override
    public int read(Batch batch) throws IOException {
        batch.requireFitsTo(schema);
        int count = samples.rows().read(batch.values(), batch.capacity());
        if (schema instanceof ImageSchema) {
            float[] values = batch.values();
            for (int i = 0; i < count * batch.features(); i++) {
                values[i] = values[i] / WHITE;
            }
        }
        readLabels(batch, count);
        batch.rows(count);
        return count;
    }

    private void readLabels(Batch batch, int count) throws IOException {
        float[] numbers = new float[count];
        if (labels != null && count > 0) {
            int read = labels.rows().read(numbers, count);
            if (read != count) {
                throw new AssertionError("as many labels as samples, checked at opening");
            }
        }
        for (int row = 0; row < count; row++) {
            batch.label(row, labels == null ? null : String.valueOf((long) numbers[row]));
        }
    }

    @Override
    public void close() throws IOException {
        samples.rows().close();
        if (labels != null) {
            labels.rows().close();
        }
    }
}
