package dev.hourglass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** Compresses, lists, verifies and restores files and folders. */
final class CompressFilesTest {
    @TempDir
    private Path directory;

    private Path folder;
    private Path file;

    @BeforeEach
    void fillAFolder() throws IOException {
        folder = directory.resolve("data");
        Files.createDirectories(folder.resolve("inner"));
        Files.writeString(folder.resolve("b.csv"), "x,y\n1,2\n".repeat(500));
        Files.write(folder.resolve("inner/a.bin"), new byte[70_000]);
        Files.createFile(folder.resolve("empty"));
        file = directory.resolve("data.hgz");
    }

    @Test
    void foldersComeBackBitForBit() throws IOException {
        CommandRun compressed = CommandRun.of("compress", folder, "-o", file, "--threads", "2");
        CommandRun restored = CommandRun.of("decompress", file, "-o", directory.resolve("back"));

        assertThat(compressed.err()).isEmpty();
        assertThat(compressed.out())
                .startsWith("3 files: 74.00 kB to ")
                .contains("deflate alone ", "lossless, verified: " + file, "chunks  1 deflate, 1 table");
        assertThat(restored.out().strip()).isEqualTo("3 files written to " + directory.resolve("back"));
        for (String name : new String[] {"b.csv", "inner/a.bin", "empty"}) {
            assertThat(directory.resolve("back/data").resolve(name)).hasSameBinaryContentAs(folder.resolve(name));
        }
    }

    @Test
    void saysWhatIsCompressedAlready() throws IOException {
        Path packed = folder.resolve("b.csv.gz");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(Files.readAllBytes(folder.resolve("b.csv")));
        }

        CommandRun compressed = CommandRun.of("compress", packed, folder.resolve("b.csv"), "-o", file);

        assertThat(compressed.err().strip())
                .isEqualTo("b.csv.gz is compressed already (gzip), so little can be gained; decompress it first"
                        + " (gzip -d), for what is in it to be compressed");
    }

    @Test
    void floatsComeBackWithinABoundAndAllElseExactly() throws IOException {
        ByteBuffer npy = ByteBuffer.allocate(128 + 4 * 3000).order(ByteOrder.LITTLE_ENDIAN);
        npy.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}).putShort((short) 118);
        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (1000, 3), }";
        npy.put((header + " ".repeat(117 - header.length()) + "\n").getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < 3000; i++) {
            npy.putFloat((float) StrictMath.sin(i / 50.0));
        }
        Files.write(folder.resolve("sine.npy"), npy.array());

        CommandRun compressed = CommandRun.of("compress", folder, "-o", file, "--max-error", "1%");
        CommandRun listed = CommandRun.of("list", file);
        CommandRun.of("decompress", file, "-o", directory.resolve("back"));

        assertThat(compressed.err().strip())
                .isEqualTo("data/b.csv comes back exactly, for it is no table to be rounded: a column must have more"
                        + " decimals than the bound needs, but none has");
        assertThat(compressed.out())
                .contains("every number within 1% of a column's range in 1 of them, the others lossless, verified");
        assertThat(listed.out()).contains("within 1% of a column's range", "exact", "1 bounded");
        assertThat(directory.resolve("back/data/b.csv")).hasSameBinaryContentAs(folder.resolve("b.csv"));
        ByteBuffer back = ByteBuffer.wrap(Files.readAllBytes(directory.resolve("back/data/sine.npy")))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 128; at < npy.capacity(); at += 4) {
            assertThat((double) back.getFloat(at)).isBetween(npy.getFloat(at) - 0.02, npy.getFloat(at) + 0.02);
        }
    }

    @Test
    void decimalsOfTablesComeBackWithinABound() throws IOException {
        StringBuilder csv = new StringBuilder("time,level\n");
        for (int i = 0; i < 2000; i++) {
            csv.append("2020-01-02 ").append(i).append(',').append(i / 900.0).append('\n');
        }
        Path table = Files.writeString(folder.resolve("level.csv"), csv);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("packed.csv.gz")))) {
            out.write(Files.readAllBytes(table));
        }

        CommandRun compressed = CommandRun.of("compress", folder, "-o", file, "--max-error", "0.01");
        CommandRun listed = CommandRun.of("list", file);
        CommandRun.of("decompress", file, "-o", directory.resolve("back"));

        assertThat(compressed.out()).contains("every number within 0.01 in 2 of them, the others lossless, verified");
        assertThat(compressed.err())
                .contains("packed.csv.gz comes back as its text, without .gz")
                .contains("b.csv comes back exactly, for it is no table to be rounded: a column must have more");
        assertThat(listed.out()).contains("data/packed.csv ", "within 0.01", "1 numbers");
        assertThat(directory.resolve("back/data/b.csv")).hasSameBinaryContentAs(folder.resolve("b.csv"));
        String[] lines =
                Files.readString(directory.resolve("back/data/level.csv")).split("\n", -1);
        assertThat(lines[0]).isEqualTo("time,level");
        for (int i = 1; i <= 2000; i++) {
            assertThat(lines[i]).startsWith("2020-01-02 " + (i - 1) + ",").hasSizeLessThan(23);
            double back = Double.parseDouble(lines[i].substring(lines[i].indexOf(',') + 1));
            assertThat(Math.abs(back - (i - 1) / 900.0)).isLessThanOrEqualTo(0.01);
        }
    }

    @Test
    void impossibleBoundsAreRefused() {
        assertThat(CommandRun.of("compress", "-", "-o", file, "--max-error", "1%")
                        .err())
                .contains("--max-error of a range must have files, which are read twice, but has -");
        assertThat(CommandRun.of("compress", folder, "-o", file, "--max-error", "-1")
                        .err())
                .contains("the largest error must be in [0, ");
        assertThat(CommandRun.of("compress", folder, "-o", file, "--max-error", "1", "--lossless")
                        .err())
                .contains("--max-error must stand without --lossless, --codes and --train");
        assertThat(file).doesNotExist();
    }

    @Test
    void filesAreNotReplacedUnasked() {
        CommandRun.of("compress", folder, "-o", file);
        CommandRun.of("decompress", file, "-o", directory);
        assertThat(CommandRun.of("decompress", file, "-o", directory.resolve("x"))
                        .code())
                .isZero();

        CommandRun refused = CommandRun.of("decompress", file, "-o", directory.resolve("x"));
        CommandRun forced = CommandRun.of("decompress", file, "-o", directory.resolve("x"), "--overwrite");

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("b.csv").contains("--overwrite");
        assertThat(forced.code()).isZero();
    }

    @Test
    void listAndVerifyTellWhatIsInside() throws IOException {
        CommandRun.of("compress", folder, "-o", file);

        CommandRun list = CommandRun.of("list", file);
        CommandRun verify = CommandRun.of("verify", file);
        CommandRun json = CommandRun.of("list", file, "--json");

        assertThat(list.out())
                .containsPattern("data/inner/a.bin +70,000 +\\d+ +\\S+x +exact +1 deflate")
                .contains("3 in " + Files.size(file) + " bytes");
        assertThat(verify.out().strip()).isEqualTo("sound: 3 entries, 74.00 kB decoded: " + file);
        assertThat(json.out().lines()).hasSize(3).allMatch(line -> line.startsWith("{\"name\":\"data/"));
    }

    @Test
    void oneEntryCanBeTakenOut() throws IOException {
        CommandRun.of("compress", folder, "-o", file);

        CommandRun some = CommandRun.of("decompress", file, "-o", directory.resolve("one"), "--entry", "data/b.csv");
        CommandRun none = CommandRun.of("decompress", file, "-o", directory.resolve("one"), "--entry", "data/c.csv");

        assertThat(some.out()).startsWith("1 file written to ");
        try (Stream<Path> found = Files.list(directory.resolve("one/data"))) {
            assertThat(found).hasSize(1);
        }
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err()).contains("has no [data/c.csv]; see \"list\"");
    }

    @Test
    void damageIsRefusedAndTheRestSalvaged() throws IOException {
        CommandRun.of("compress", folder, "-o", file);
        byte[] bytes = Files.readAllBytes(file);
        bytes[52 + 8 + 12 + "data/b.csv".length() + 4 + 30] ^= 1; // within the only chunk of data/b.csv
        Files.write(file, bytes);

        CommandRun verify = CommandRun.of("verify", file);
        CommandRun salvage = CommandRun.of("decompress", file, "-o", directory.resolve("left"), "--keep-going");

        assertThat(verify.code()).isEqualTo(4);
        assertThat(verify.err()).startsWith("hourglass: " + file + " at byte 86: block must match its CRC-32C");
        assertThat(salvage.code()).isEqualTo(4);
        assertThat(salvage.err()).contains("lost: data/b.csv: 4000 bytes from byte 0 on (chunks 0 to 0 are damaged)");
        assertThat(directory.resolve("left/data/inner/a.bin")).hasBinaryContent(new byte[70_000]);
    }

    @Test
    void flagsThatDoNotFitAreRefused() {
        assertThat(CommandRun.of("compress", folder, "-o", file, "--codes").err())
                .startsWith("hourglass: --codes must have a model, but has none; name it with -m");
        assertThat(CommandRun.of("compress", folder, "-o", file, "--bits", "4").err())
                .startsWith("hourglass: --bits must stand with --codes, but does not");
        assertThat(CommandRun.of("compress", folder, "-o", file, "--level", "10")
                        .err())
                .startsWith("hourglass: level must be in [1, 9], but was 10");
        assertThat(CommandRun.of("compress", directory.resolve("none"), "-o", file)
                        .code())
                .isEqualTo(3);
        assertThat(file).doesNotExist();
    }

    @Test
    @ResourceLock(Resources.SYSTEM_OUT)
    @ResourceLock("java.lang.System.in")
    void pipesWork() {
        byte[] content = "through a pipe ".repeat(99).getBytes(StandardCharsets.UTF_8);

        byte[] compressed = pipe(content, "compress", "-", "-o", "-", "--name", "text");
        byte[] restored = pipe(compressed, "decompress", "-", "-o", "-");

        assertThat(compressed).hasSizeLessThan(content.length);
        assertThat(restored).isEqualTo(content);
    }

    private static byte[] pipe(byte[] input, Object... arguments) {
        InputStream standardIn = System.in;
        PrintStream standardOut = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PrintStream stream = new PrintStream(out, false, StandardCharsets.UTF_8)) {
            System.setIn(new ByteArrayInputStream(input));
            System.setOut(stream);
            assertThat(CommandRun.of(arguments).code()).isZero();
            stream.flush();
            return out.toByteArray();
        } finally {
            System.setIn(standardIn);
            System.setOut(standardOut);
        }
    }
}
