package dev.hourglass.data;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;

/** Writes small files for tests. */
final class TestFiles {
    private TestFiles() {}

    static Path text(Path file, String content) throws IOException {
        return Files.writeString(file, content);
    }

    static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Returns an IDX file of bytes that count up from 0. */
    static byte[] idx(int... dimensions) {
        int size = Arrays.stream(dimensions).reduce(1, (a, b) -> a * b);
        ByteBuffer file = ByteBuffer.allocate(4 + 4 * dimensions.length + size);
        file.put((byte) 0).put((byte) 0).put((byte) 8).put((byte) dimensions.length);
        for (int dimension : dimensions) {
            file.putInt(dimension);
        }
        for (int i = 0; i < size; i++) {
            file.put((byte) i);
        }
        return file.array();
    }

    /** Writes a grey PNG whose pixels are given row by row. */
    static Path png(Path file, int width, int... grey) throws IOException {
        BufferedImage image = new BufferedImage(width, grey.length / width, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < grey.length; i++) {
            image.getRaster().setSample(i % width, i / width, 0, grey[i]);
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    static Dataset load(RowReader reader) throws IOException {
        try (reader) {
            return Datasets.load(reader, "data");
        }
    }
}
