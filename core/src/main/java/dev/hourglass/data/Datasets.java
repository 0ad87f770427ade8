package dev.hourglass.data;

import dev.hourglass.error.MalformedDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;

/** Opens data of any known kind, and reads it into memory. */
public final class Datasets {
    private static final String NPY_MAGIC = "934e554d5059";
    private static final String ZIP_MAGIC = "504b0304";

    private Datasets() {}

    /**
     * Opens a file or a folder by its name's ending, or by its first bytes where that says nothing.
     *
     * @param path CSV, TSV, NPY or IDX (each plain or gzip), NPZ, or a folder of PNG or JPEG images
     * @param options what each kind needs to know
     * @return the reader; the caller closes it
     * @throws dev.hourglass.error.DataNotFoundException if there is no such file
     * @throws MalformedDataException if it is of no known kind, or breaks its format
     * @throws IOException if it cannot be read
     */
    public static RowReader open(Path path, DataOptions options) throws IOException {
        if (Files.isDirectory(path)) {
            return ImageFolderReader.open(path, options.images());
        }
        return switch (kind(path)) {
            case CSV -> CsvReader.open(path, options.csv());
            case TSV -> CsvReader.open(path, tabs(options.csv()));
            case NPY -> NpyReader.open(path);
            case NPZ -> NpyReader.openNpz(path, options.arrayName());
            case IDX -> IdxReader.open(path);
        };
    }

    /**
     * Opens data that must mean what a model was trained on.
     *
     * <p>Columns of a table are found by name and encoded as they were in training. Images keep their own size unless
     * the options give one. Anything else must have as many values a sample.
     *
     * @param path as above
     * @param options as above
     * @param expected what the model was trained on
     * @return the reader; the caller closes it
     * @throws MalformedDataException if the data does not fit
     * @throws IOException if it cannot be read
     */
    public static RowReader open(Path path, DataOptions options, DataSchema expected) throws IOException {
        if (expected instanceof TableSchema table && !Files.isDirectory(path)) {
            Kind kind = kind(path);
            if (kind == Kind.CSV || kind == Kind.TSV) {
                return CsvReader.open(path, table, kind == Kind.TSV ? tabs(options.csv()) : options.csv());
            }
        }
        RowReader reader = open(path, forImages(options, expected));
        boolean isImageOfOtherShape = expected instanceof ImageSchema
                && reader.schema() instanceof ImageSchema
                && !reader.schema().equals(expected);
        if (isImageOfOtherShape || reader.schema().features() != expected.features()) {
            String found = String.valueOf(reader.schema().sampleShape());
            reader.close();
            throw new MalformedDataException(
                    path.toString(),
                    "a sample must have shape " + expected.sampleShape() + ", as in training, but has " + found);
        }
        return reader;
    }

    private static DataOptions forImages(DataOptions options, DataSchema expected) {
        if (expected instanceof ImageSchema image && options.images().channels() == 0) {
            return options.withImages(options.images().withChannels(image.channels()));
        }
        return options;
    }

    /**
     * Reads all rows into memory.
     *
     * @param reader read to its end; not closed
     * @param name a name for people
     * @return the data set, at least one row
     * @throws MalformedDataException if there are no rows, more than fit, or values that are not finite (a missing cell
     *     of a table stays NaN)
     * @throws IOException if the source cannot be read
     */
    public static Dataset load(RowReader reader, String name) throws IOException {
        return load(reader, name, Integer.MAX_VALUE);
    }

    /**
     * Reads all rows into memory, up to a limit.
     *
     * @param reader read to its end; not closed
     * @param name a name for people
     * @param maxRows the most rows allowed; more are refused
     * @return the data set, at least one row
     * @throws MalformedDataException as above, or if there are more rows than {@code maxRows}
     * @throws IOException if the source cannot be read
     */
    public static Dataset load(RowReader reader, String name, long maxRows) throws IOException {
        return new DatasetLoader(reader, name, maxRows).load();
    }

    private enum Kind {
        CSV,
        TSV,
        NPY,
        NPZ,
        IDX
    }

    private static Kind kind(Path path) throws IOException {
        String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
        String plain = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
        if (plain.endsWith(".csv")) {
            return Kind.CSV;
        }
        if (plain.endsWith(".tsv")) {
            return Kind.TSV;
        }
        if (plain.endsWith(".npy")) {
            return Kind.NPY;
        }
        if (plain.endsWith(".npz")) {
            return Kind.NPZ;
        }
        return plain.matches(".*[-.]idx\\d(-.*)?") ? Kind.IDX : kindOfBytes(path);
    }

    private static Kind kindOfBytes(Path path) throws IOException {
        String start;
        try (SourceStream in = SourceStream.open(path)) {
            start = HexFormat.of().formatHex(in.readNBytes(6));
        }
        if (start.equals(NPY_MAGIC)) {
            return Kind.NPY;
        }
        if (start.startsWith(ZIP_MAGIC)) {
            return Kind.NPZ;
        }
        if (start.matches("0000(08|09|0b|0c|0d|0e)0[1-9a-f].*")) {
            return Kind.IDX;
        }
        throw new MalformedDataException(
                path.toString(),
                "data must be CSV, TSV, NPY, NPZ, IDX or a folder of PNG or JPEG images, but this is none by name or"
                        + " content; give it the ending of what it is, such as .csv");
    }

    /** Returns the options with tabs, unless another delimiter than the default was asked for. */
    private static CsvOptions tabs(CsvOptions options) {
        boolean isDefault = options.delimiter() == CsvOptions.defaults().delimiter();
        return isDefault ? options.withDelimiter('\t') : options;
    }
}
