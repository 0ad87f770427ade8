package dev.hourglass.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hourglass.error.MalformedDataException;
import dev.hourglass.file.NpyFile;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NpyReaderTest {
    private static final Tensor SAMPLE = Tensor.of(Shape.of(2, 3), new float[] {1, 2, 3, 4, 5, 6});

    @TempDir
    private Path folder;

    /** Returns an NPY file of version 1.0 with a header as given and a body of {@code bytes} zeros after one 7. */
    private static byte[] npy(int version, String dictionary, byte[] body) {
        byte[] text = (dictionary + "\n").getBytes(StandardCharsets.US_ASCII);
        ByteBuffer file = ByteBuffer.allocate(12 + text.length + body.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
        if (version == 1) {
            file.putShort((short) text.length);
        } else {
            file.putInt(text.length);
        }
        file.put(text).put(body);
        return java.util.Arrays.copyOf(file.array(), file.position());
    }

    private static String header(String descr, String order, String shape) {
        return "{'descr': '" + descr + "', 'fortran_order': " + order + ", 'shape': " + shape + ", }";
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(folder.resolve("a.npy"), content);
    }

    @Test
    void readsBackWhatItWrote() throws IOException {
        Path file = folder.resolve("a.npy");
        NpyFile.write(file, SAMPLE);

        Dataset data = TestFiles.load(NpyReader.open(file));

        assertThat(data.schema()).isEqualTo(new VectorSchema(Shape.of(3)));
        assertThat(data.values()).containsExactly(SAMPLE.values());
        assertThat(Files.size(file)).isEqualTo(128 + 24);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "<f4, 0000c03f, 1.5",
        ">f4, 3fc00000, 1.5",
        "<f8, 000000000000f83f, 1.5",
        "|u1, ff, 255",
        "|i1, ff, -1",
        "<i2, feff, -2",
        "<u2, feff, 65534",
        "<i4, ffffffff, -1",
        "<u4, ffffffff, 4294967296",
        "<i8, 0500000000000000, 5"
    })
    void readsEveryNumberType(String descr, String hex, float expected) throws IOException {
        byte[] body = java.util.HexFormat.of().parseHex(hex);

        for (int version = 1; version <= 3; version++) {
            Path file = file(npy(version, header(descr, "False", "(1,)"), body));
            assertThat(TestFiles.load(NpyReader.open(file)).values()).containsExactly(expected);
        }
    }

    @Test
    void refusesFortranOrder() throws IOException {
        Path file = file(npy(1, header("<f4", "True", "(1, 1)"), new byte[4]));

        assertThatThrownBy(() -> NpyReader.open(file))
                .isInstanceOf(MalformedDataException.class)
                .hasMessage(file + ": the array must lie in C order, but lies in Fortran order; save it again with"
                        + " numpy.ascontiguousarray(array)");
    }

    @Test
    void refusesOtherTypes() throws IOException {
        Path file = file(npy(1, header("<c8", "False", "(1,)"), new byte[8]));

        assertThatThrownBy(() -> NpyReader.open(file))
                .isInstanceOf(MalformedDataException.class)
                .hasMessage(file + ": the array's type must be one of b1, u1, i1, u2, i2, u4, i4, i8, f4, f8, but was"
                        + " \"<c8\"; save it again with array.astype(\"float32\")");
    }

    @Test
    void refusesWrongMagicVersionAndEmptyArrays() throws IOException {
        Path magic = Files.writeString(folder.resolve("magic.npy"), "hello, world");
        Path version = Files.write(folder.resolve("version.npy"), npy(9, "", new byte[0]));
        Path empty = file(npy(1, header("<f4", "False", "(0, 3)"), new byte[0]));

        assertThatThrownBy(() -> NpyReader.open(magic))
                .hasMessage(magic + " at byte 0: an NPY file must start with 93 4e 55 4d 50 59, but this starts with"
                        + " 68 65 6c 6c 6f 2c 20 77");
        assertThatThrownBy(() -> NpyReader.open(version))
                .hasMessage(version + " at byte 6: the NPY version must be 1, 2 or 3, but was 9");
        assertThatThrownBy(() -> NpyReader.open(empty))
                .hasMessage(empty + ": the array must have at least one row and no empty dimension, but has shape"
                        + " [0, 3]");
    }

    @Test
    void refusesEveryTruncation() throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        NpyFile.write(whole, SAMPLE);

        for (int length = 1; length < whole.size(); length++) {
            Path file = file(java.util.Arrays.copyOf(whole.toByteArray(), length));
            assertThatThrownBy(() -> TestFiles.load(NpyReader.open(file))).isInstanceOf(MalformedDataException.class);
        }
    }

    @Test
    void refusesInfinitiesWithTheirPlace() throws IOException {
        byte[] body = {0, 0, 0, 0, 0, 0, (byte) 0x80, 0x7f};
        Path file = file(npy(1, header("<f4", "False", "(1, 2)"), body));

        assertThatThrownBy(() -> TestFiles.load(NpyReader.open(file)))
                .isInstanceOf(MalformedDataException.class)
                .hasMessage(file + ": feature 2 of row 1 must be a finite number, but was Infinity");
    }

    @Test
    void choosesAnArrayOfAnArchive() throws IOException {
        Path file = folder.resolve("a.npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("x.npy"));
            NpyFile.write(zip, SAMPLE);
            zip.putNextEntry(new ZipEntry("y.npy"));
            NpyFile.write(zip, Tensor.of(Shape.of(1), new float[] {7}));
        }

        assertThat(TestFiles.load(NpyReader.openNpz(file, "y")).values()).containsExactly(7);
        assertThat(TestFiles.load(NpyReader.openNpz(file, "x")).rows()).isEqualTo(2);
        assertThatThrownBy(() -> NpyReader.openNpz(file, ""))
                .hasMessage(file + ": the archive must hold one array, or its name be given, but holds x, y");
        assertThatThrownBy(() -> NpyReader.openNpz(file, "z"))
                .hasMessage(file + ": the archive must hold \"z\", but holds x, y");
    }

    @Test
    void refusesAnArchiveThatIsNone() throws IOException {
        Path file = Files.writeString(folder.resolve("a.npz"), "no zip at all");

        assertThatThrownBy(() -> NpyReader.openNpz(file, ""))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageStartingWith(file + ": an NPZ file must be a whole zip archive, but was not (");
    }
}
