package dev.hourglass.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hourglass.error.HourglassException;
import dev.hourglass.file.NpyFile;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damages files at random: each one is read, or refused in our words, and nothing else happens. */
final class DamagedDataTest {
    private static final int DAMAGES = 300;

    @TempDir
    private Path folder;

    private void survives(String name, byte[] content) throws IOException {
        for (int seed = 0; seed < DAMAGES; seed++) {
            byte[] damaged = damage(content, new SplittableRandom(seed));
            Path file = Files.write(folder.resolve(name), damaged);
            Path source = name.endsWith(".png") ? folder : file;
            try (RowReader reader = Datasets.open(source, DataOptions.defaults())) {
                assertThat(Datasets.load(reader, "damaged").rows()).isPositive();
            } catch (HourglassException refused) {
                assertThat(refused).hasMessageMatching("(?s).+: .+");
            }
        }
    }

    private static byte[] damage(byte[] content, SplittableRandom random) {
        int length = random.nextInt(3) == 0 ? random.nextInt(content.length) : content.length;
        byte[] damaged = java.util.Arrays.copyOf(content, length);
        for (int i = 0; i < 1 + random.nextInt(3) && length > 0; i++) {
            damaged[random.nextInt(Math.min(length, 200))] = (byte) random.nextInt(256);
        }
        return damaged;
    }

    private static byte[] npy() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        NpyFile.write(bytes, Tensor.of(Shape.of(3, 4), new float[12]));
        return bytes.toByteArray();
    }

    @Test
    void survivesDamagedTables() throws IOException {
        byte[] table = "a,b,\"c\"\n1,x,3\n4,\"y \"\"z\"\"\",6\n7,x,9e3\n".getBytes(StandardCharsets.UTF_8);

        survives("a.csv", table);
        survives("b.csv.gz", TestFiles.gzip(table));
    }

    @Test
    void survivesDamagedArrays() throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(zipped)) {
            zip.putNextEntry(new ZipEntry("x.npy"));
            zip.write(npy());
        }

        survives("a.npy", npy());
        survives("a.npz", zipped.toByteArray());
        survives("a.idx3", TestFiles.idx(3, 5, 5));
        survives("a.idx3.gz", TestFiles.gzip(TestFiles.idx(3, 5, 5)));
    }

    @Test
    void survivesDamagedImages() throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(9, 9, BufferedImage.TYPE_INT_RGB), "png", png);

        survives("a.png", png.toByteArray());
    }
}
