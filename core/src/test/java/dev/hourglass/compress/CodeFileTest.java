package dev.hourglass.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hourglass.error.CorruptArtifactException;
import dev.hourglass.error.UnsupportedVersionException;
import dev.hourglass.error.WrongModelException;
import dev.hourglass.file.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CodeFileTest {
    private static final String MODEL = "0123456789abcdef".repeat(4);
    /** Two live dimensions of 3 bits and a constant one: rows of 6 bits. */
    private static final Quantizer QUANTIZER = new Quantizer(3, new float[] {0, 5, -1}, new float[] {7, 5, 1});

    private static final CodeHeader HEADER =
            CodeHeader.defaults(MODEL, QUANTIZER).withChunkRows(4).withMetadata("{\"schema\":\"\u00e9\"}");

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = directory.resolve("codes.hgz");
    }

    @ParameterizedTest(name = "{0} rows")
    @ValueSource(ints = {0, 1, 3, 4, 5, 8, 11})
    void roundTripGivesTheQuantisedCodes(int rows) throws IOException {
        float[] codes = codes(rows);
        CompressedSize size = write(HEADER, codes, rows, 3);
        assertThat(size).isEqualTo(new CompressedSize(Files.size(file), rows));
        try (CodeFileReader reader = CodeFileReader.open(file)) {
            assertThat(reader.rows()).isEqualTo(rows);
            assertThat(reader.size()).isEqualTo(size);
            assertThat(reader.header().metadata()).isEqualTo(HEADER.metadata());
            assertThat(reader.header().modelId()).isEqualTo(MODEL);
            assertThat(reader.header().quantizer().max(0)).isEqualTo(7);
        }
        assertThat(readAll(2)).isEqualTo(quantised(codes));
    }

    @Test
    void sizeIsWhatTheFormatSays() throws IOException {
        int chunks = 2 * 24 + 3 + 2; // 4 rows of 6 bits in 3 bytes, 2 rows in 2
        assertThat(write(HEADER, codes(6), 6, 6).fileBytes())
                .isEqualTo(68 + 3 * 8 + HEADER.metadata().length() + 1 + chunks + 36);
    }

    @Test
    void bytesDoNotDependOnHowRowsCome() throws IOException {
        assertThat(write(HEADER, codes(11), 11, 11).rows()).isEqualTo(11);
        byte[] first = Files.readAllBytes(file);
        assertThat(write(HEADER, codes(11), 11, 1).rows()).isEqualTo(11);
        assertThat(file).hasBinaryContent(first);
    }

    @Test
    void bytesArePinned() throws IOException {
        assertThat(write(HEADER, codes(11), 11, 11).rows()).isEqualTo(11);
        assertThat(Sha256.of(file)).isEqualTo("685226c4424af78016aa097f5ebae466ce695bb05bf95864a013b6f002dbd1ab");
    }

    @Test
    void roundTripKeepsManyDimensionsOf16Bits() throws IOException {
        int latentSize = 37;
        SplittableRandom random = new SplittableRandom(7);
        float[] codes = new float[1000 * latentSize];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = (float) random.nextDouble(-4, 4);
        }
        CodeRange range = new CodeRange(latentSize);
        range.add(codes, 1000);
        assertThat(write(CodeHeader.defaults(MODEL, range.quantizer(16)), codes, 1000, 64)
                        .fileBytes())
                .isBetween(74_000L, 74_600L);
        float[] back = readAll(128);
        assertThat(back).hasSize(codes.length);
        for (int i = 0; i < codes.length; i++) {
            assertThat(Math.abs(back[i] - codes[i])).isLessThan(7e-5f);
        }
    }

    @Test
    void refusesEveryFlippedByte() throws IOException {
        assertThat(write(HEADER, codes(6), 6, 6).rows()).isEqualTo(6);
        byte[] bytes = Files.readAllBytes(file);
        for (int i = 0; i < bytes.length; i++) {
            for (int mask : new int[] {1, 0x20, 0x80, 0xff}) {
                byte[] flipped = bytes.clone();
                flipped[i] ^= (byte) mask;
                Files.write(file, flipped);
                assertThatThrownBy(() -> readAll(8))
                        .as("byte %d ^ %d", i, mask)
                        .isInstanceOf(CorruptArtifactException.class)
                        .hasMessageStartingWith(file + " at byte ");
            }
        }
    }

    @Test
    void refusesEveryTruncationAndAnExtraByte() throws IOException {
        assertThat(write(HEADER, codes(6), 6, 6).rows()).isEqualTo(6);
        byte[] bytes = Files.readAllBytes(file);
        for (int length = 0; length <= bytes.length + 1; length++) {
            if (length == bytes.length) {
                continue;
            }
            Files.write(file, Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> readAll(8))
                    .as("%d bytes", length)
                    .isInstanceOf(CorruptArtifactException.class)
                    .hasMessageStartingWith(file + " at byte ");
        }
    }

    @Test
    void refusesChunksInAnotherOrder() throws IOException {
        assertThat(write(HEADER, codes(8), 8, 8).rows()).isEqualTo(8);
        byte[] bytes = Files.readAllBytes(file);
        int start = bytes.length - 36 - 2 * 27;
        byte[] swapped = bytes.clone();
        System.arraycopy(bytes, start, swapped, start + 27, 27);
        System.arraycopy(bytes, start + 27, swapped, start, 27);
        Files.write(file, swapped);
        assertThatThrownBy(() -> readAll(8))
                .isInstanceOf(CorruptArtifactException.class)
                .hasMessage(file + " at byte " + start + ": chunk 0 must hold 4 rows and match its CRC-32C, "
                        + "but does not; the file was altered or damaged");
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(delimiter = '|', textBlock = """
            14 | 1          | at byte 14: mode must be 0, but was 1; a newer Hourglass may have written it
            15 | 2          | at byte 15: entropy coder must be 0, but was 2; a newer Hourglass may have written it
            51 | 127        | at byte 48: number of dimensions must be in [1, 1048576], but was 2130706435
            52 | 0          | at byte 52: bits must be in [1, 16], but was 0
            53 | 1          | at byte 52: bits must be in [1, 16], but was 259
            59 | -1         | at byte 56: rows of a chunk must be in [1, 1398101], but was 4278190084
            63 | 9          | at byte 60: length of the metadata must be in [0, 1048576], but was 150994959
            60 | 0          | at byte 10: length of the header must be 92, but was 107
            67 | 127        | at byte 64: range of dimension 0 must be finite and not empty, but was [1.7014118E38, 7.0]
            88 | -1         | at byte 88: metadata must be UTF-8, but are not
            """)
    void refusesASoundHeaderOfNonsense(int offset, byte value, String problem) throws IOException {
        rewriteHeader(offset, value);
        assertThatThrownBy(() -> readAll(8))
                .isInstanceOf(CorruptArtifactException.class)
                .hasMessage(file + " " + problem);
    }

    @Test
    void tellsANewerFileFromADamagedOne() throws IOException {
        rewriteHeader(8, (byte) 2);
        assertThatThrownBy(() -> readAll(8))
                .isInstanceOf(UnsupportedVersionException.class)
                .hasMessage(file + ": format version must be in [1, 1], but was 2; "
                        + "a newer Hourglass wrote it, so update to read it");
    }

    @Test
    void refusesAHeaderTooShortForItsFields() throws IOException {
        rewriteHeader(10, (byte) 18);
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(file, bytes.putInt(14, CodeFormat.crc(bytes.array(), 14)).array());
        assertThatThrownBy(() -> readAll(8))
                .isInstanceOf(CorruptArtifactException.class)
                .hasMessage(file + " at byte 10: length of the header must be 68, but was 18");
    }

    @Test
    void refusesAnotherKindOfFile() throws IOException {
        Files.writeString(file, "not a compressed file, but long enough to be one");
        assertThatThrownBy(() -> readAll(8))
                .isInstanceOf(CorruptArtifactException.class)
                .hasMessage(file + " at byte 0: file must start with the magic of a compressed file; "
                        + "this is another kind of file");
    }

    @Test
    void refusesAWrongModelByBothNames() throws IOException {
        assertThat(write(HEADER, codes(1), 1, 1).rows()).isEqualTo(1);
        try (CodeFileReader reader = CodeFileReader.open(file)) {
            reader.requireModel(MODEL);
            assertThatThrownBy(() -> reader.requireModel("f".repeat(64)))
                    .isInstanceOf(WrongModelException.class)
                    .hasMessage(file + ": model must be 0123456789ab, but was ffffffffffff; "
                            + "use the model file that compressed it");
        }
    }

    @Test
    void leavesNothingWhereItIsNotFinished() throws IOException {
        try (CodeFileWriter writer = new CodeFileWriter(file, HEADER)) {
            writer.write(codes(9), 9);
            assertThatThrownBy(() -> writer.write(new float[] {0, Float.NaN, 0}, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("code of dimension 1 must be finite, but was NaN");
            assertThatThrownBy(writer::finish)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("file must be open, but was finished or a write to it failed");
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void refusesAHeaderThatCannotBe() {
        assertThatThrownBy(() -> CodeHeader.defaults("ABC", QUANTIZER))
                .hasMessage("modelId must be 64 lower-case hexadecimal digits, but was \"ABC\"");
        assertThatThrownBy(() -> HEADER.withChunkRows(0))
                .hasMessage("chunkRows must be in [1, 1398101] for 3 dimensions, but was 0");
        assertThatThrownBy(() -> HEADER.withMetadata("x".repeat(1048577)))
                .hasMessage("metadata must take at most 1048576 bytes, but takes 1048577");
    }

    /** Changes a byte of the header and makes its checksum fit again. */
    private void rewriteHeader(int offset, byte value) throws IOException {
        assertThat(write(HEADER, codes(6), 6, 6).rows()).isEqualTo(6);
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int crcOffset = bytes.getInt(10) - 4;
        bytes.put(offset, value).putInt(crcOffset, CodeFormat.crc(bytes.array(), crcOffset));
        Files.write(file, bytes.array());
    }

    private CompressedSize write(CodeHeader header, float[] codes, int rows, int rowsAtOnce) throws IOException {
        int latentSize = header.quantizer().latentSize();
        try (CodeFileWriter writer = new CodeFileWriter(file, header)) {
            for (int row = 0; row < rows; row += rowsAtOnce) {
                writer.write(
                        Arrays.copyOfRange(codes, row * latentSize, codes.length), Math.min(rowsAtOnce, rows - row));
            }
            return writer.finish();
        }
    }

    private float[] readAll(int rowsAtOnce) throws IOException {
        try (CodeFileReader reader = CodeFileReader.open(file)) {
            int latentSize = reader.header().quantizer().latentSize();
            float[] all = new float[(int) reader.rows() * latentSize];
            float[] part = new float[rowsAtOnce * latentSize];
            int at = 0;
            for (int count = reader.read(part); count > 0; count = reader.read(part)) {
                System.arraycopy(part, 0, all, at, count * latentSize);
                at += count * latentSize;
            }
            assertThat(at).isEqualTo(all.length);
            return all;
        }
    }

    private static float[] codes(int rows) {
        float[] codes = new float[3 * rows];
        for (int row = 0; row < rows; row++) {
            codes[3 * row] = row % 8 + 0.3f;
            codes[3 * row + 1] = 5;
            codes[3 * row + 2] = row * 0.37f % 1;
        }
        return codes;
    }

    private static float[] quantised(float[] codes) {
        float[] quantised = new float[codes.length];
        for (int i = 0; i < codes.length; i++) {
            quantised[i] = QUANTIZER.value(i % 3, QUANTIZER.index(i % 3, codes[i]));
        }
        return quantised;
    }
}
