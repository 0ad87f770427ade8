package dev.hourglass.cli;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** Takes rows as they come and writes them to a file or a folder that appears when all are there. */
sealed interface RowSink extends Closeable permits NpySink, CsvSink, PngSink, PngFolderSink {
    /** Takes rows, row-major; not kept. */
    void write(float[] values, int rows) throws IOException;

    /** Ends the output and gives it its name. */
    void finish() throws IOException;

    /**
     * Opens an output by the ending of its name: {@code .npy}, {@code .csv}, {@code .png}, or none for a folder of PNG.
     *
     * @throws IllegalArgumentException if there is no such kind, or rows are no images where they must be
     */
    static RowSink open(Path out, RowFormat format) throws IOException {
        requireFolder(out);
        String name = String.valueOf(out.getFileName()).toLowerCase(Locale.ROOT);
        if (name.endsWith(".npy")) {
            return new NpySink(out, format);
        }
        if (name.endsWith(".csv")) {
            return new CsvSink(out, format);
        }
        if (!name.endsWith(".png") && name.indexOf('.') >= 0 && !Files.isDirectory(out)) {
            throw new IllegalArgumentException("output must end in .npy, .csv or .png, or be a folder for PNG files,"
                    + " but was \"" + out + "\"");
        }
        var image = format.image()
                .orElseThrow(() -> new IllegalArgumentException("output must end in .npy or .csv, since rows of shape "
                        + format.shape() + " are no images, but was \"" + out + "\""));
        return name.endsWith(".png") ? new PngSink(out, image) : new PngFolderSink(out, image);
    }

    /** Refuses an output whose folder is not there, before any work is done. */
    static void requireFolder(Path out) throws IOException {
        Path folder = out.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new NoSuchFileException(folder.toString());
        }
    }
}
