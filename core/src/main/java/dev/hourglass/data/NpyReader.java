package dev.hourglass.data;

import dev.hourglass.error.MalformedDataException;
import dev.hourglass.file.NpyFile;
import dev.hourglass.tensor.Shape;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Reads NumPy's NPY files (plain or gzip) and one array of an NPZ file; the first dimension counts the rows.
 *
 * <p>Whole numbers and float64 become the nearest float32; values are not scaled. NaN and infinities are refused.
 */
public final class NpyReader implements RowReader {
    private final NumberStream rows;
    private final VectorSchema schema;
    private final Closeable container;

    private NpyReader(NumberStream rows, VectorSchema schema, Closeable container) {
        this.rows = rows;
        this.schema = schema;
        this.container = container;
    }

    /**
     * Opens an NPY file.
     *
     * @param path the file, plain or gzip
     * @return the reader; the caller closes it
     * @throws MalformedDataException if it is no NPY file, or one of a type or order not read here
     * @throws IOException if the file cannot be read
     */
    public static NpyReader open(Path path) throws IOException {
        SourceStream in = SourceStream.open(path);
        try {
            NpyReader reader = open(in, path.toString(), in);
            reader.rows.requireSize(in.sizeBytes());
            return reader;
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /**
     * Opens one array of an NPZ file.
     *
     * @param path the file
     * @param arrayName the array, with or without {@code .npy}; empty for the only one
     * @return the reader; the caller closes it
     * @throws MalformedDataException if it is no NPZ file, has no such array, or several where none was named
     * @throws IOException if the file cannot be read
     */
    public static NpyReader openNpz(Path path, String arrayName) throws IOException {
        SourceStream.open(path).close(); // refuses a missing or empty file in our words
        try {
            return open(new ZipFile(path.toFile()), path, arrayName);
        } catch (EOFException | ZipException e) {
            throw new MalformedDataException(
                    path.toString(),
                    "an NPZ file must be a whole zip archive, but was not (" + e.getMessage() + ")",
                    e);
        }
    }

    private static NpyReader open(ZipFile zip, Path path, String arrayName) throws IOException {
        try {
            ZipEntry entry = choose(zip, path, arrayName);
            InputStream in = new ZipEntryStream(zip.getInputStream(entry), path + "!" + entry.getName());
            return open(new BufferedInputStream(in), path + "!" + entry.getName(), zip);
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    private static ZipEntry choose(ZipFile zip, Path path, String arrayName) {
        List<String> names = new ArrayList<>();
        ZipEntry chosen = null;
        for (ZipEntry entry : zip.stream().toList()) {
            if (!entry.getName().endsWith(".npy")) {
                continue;
            }
            String name = entry.getName().substring(0, entry.getName().length() - 4);
            names.add(name);
            if (arrayName.isEmpty() || arrayName.equals(name) || arrayName.equals(entry.getName())) {
                chosen = entry;
            }
        }
        if (chosen == null || (arrayName.isEmpty() && names.size() > 1)) {
            String wanted = arrayName.isEmpty() ? "hold one array, or its name be given" : "hold \"" + arrayName + "\"";
            throw new MalformedDataException(
                    path.toString(), "the archive must " + wanted + ", but holds " + String.join(", ", names));
        }
        return chosen;
    }

    private static NpyReader open(InputStream in, String where, Closeable container) throws IOException {
        NpyFile.Header header = NpyFile.readHeader(in, where);
        Shape sample = sampleShape(header.shape(), where);
        var layout = new NumberStream.Layout(
                header.type(), header.order(), header.shape().get(0), sample.size(), header.dataOffset());
        return new NpyReader(new NumberStream(in, where, layout), new VectorSchema(sample), container);
    }

    private static Shape sampleShape(List<Long> shape, String where) {
        if (shape.isEmpty() || shape.contains(0L)) {
            throw new MalformedDataException(
                    where, "the array must have at least one row and no empty dimension, but has shape " + shape);
        }
        try {
            return shape.size() == 1
                    ? Shape.of(1)
                    : Shape.of(shape.stream().skip(1).mapToInt(Math::toIntExact).toArray());
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new MalformedDataException(
                    where, "one row must hold fewer than 2^31 numbers, but the array has shape " + shape, e);
        }
    }

    @Override
    public DataSchema schema() {
        return schema;
    }

    @Override
    public long knownRows() {
        return rows.layout().rows();
    }

    @Override
    public int read(Batch batch) throws IOException {
        batch.requireFitsTo(schema);
        int count = rows.read(batch.values(), batch.capacity());
        for (int row = 0; row < count; row++) {
            batch.label(row, null);
        }
        batch.rows(count);
        return count;
    }

    @Override
    public void close() throws IOException {
        rows.close();
        container.close();
    }

    /** Turns the two ways a zip entry breaks into one sentence. */
    private static final class ZipEntryStream extends java.io.FilterInputStream {
        private final String where;

        ZipEntryStream(InputStream in, String where) {
            super(in);
            this.where = where;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                return in.read(bytes, offset, length);
            } catch (EOFException | ZipException e) {
                throw new MalformedDataException(
                        where, "the packed array must be whole, but is damaged (" + e.getMessage() + ")", e);
            }
        }
    }
}
