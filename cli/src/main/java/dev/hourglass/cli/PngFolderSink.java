package dev.hourglass.cli;

import dev.hourglass.data.ImageSchema;
import dev.hourglass.report.ImageGrid;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Writes images as PNG files {@code 000001.png} and so on, to a folder that appears when all are there. */
final class PngFolderSink implements RowSink {
    private final Path out;
    private final ImageSchema schema;
    private final Path temporary;
    private long written;

    PngFolderSink(Path out, ImageSchema schema) throws IOException {
        Path folder = out.toAbsolutePath().normalize();
        requireEmpty(folder);
        this.out = folder;
        this.schema = schema;
        this.temporary = Files.createTempDirectory(folder.getParent(), folder.getFileName() + ".");
    }

    /** Checks a folder before there is anything to write to it. */
    static void requireEmpty(Path folder) throws IOException {
        if (Files.exists(folder) && !isEmptyFolder(folder)) {
            throw new IllegalArgumentException("folder " + folder + " must be new or empty, but is not");
        }
    }

    @Override
    public void write(float[] values, int rows) throws IOException {
        for (int row = 0; row < rows; row++) {
            written++;
            ImageGrid.writePng(
                    temporary.resolve(String.format(Locale.ROOT, "%06d.png", written)),
                    ImageGrid.single(values, row, schema));
        }
    }

    @Override
    public void finish() throws IOException {
        try {
            Files.deleteIfExists(out);
        } catch (DirectoryNotEmptyException e) {
            throw new IOException("folder " + out + " must be new or empty, but is not", e);
        }
        Files.move(temporary, out);
    }

    /** Deletes what was written unless it was finished. */
    @Override
    public void close() throws IOException {
        if (Files.isDirectory(temporary)) {
            for (Path file : list(temporary)) {
                Files.delete(file);
            }
            Files.delete(temporary);
        }
    }

    private static boolean isEmptyFolder(Path folder) throws IOException {
        return Files.isDirectory(folder) && list(folder).isEmpty();
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
