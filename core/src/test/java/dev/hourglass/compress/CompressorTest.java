package dev.hourglass.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hourglass.compress.codec.CodecId;
import dev.hourglass.compress.codec.PackedCodec;
import dev.hourglass.error.CorruptArtifactException;
import dev.hourglass.error.MalformedDataException;
import dev.hourglass.error.UnsupportedVersionException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CompressorTest {
    private static final CompressorConfig SMALL = CompressorConfig.defaults().withChunkBytes(1024);
    private static final Path GOLDEN =
            Path.of("src", "test", "resources", "dev", "hourglass", "compress", "golden-v5.hgz");
    private static final Decompressor DECOMPRESSOR = Decompressor.of(DecompressorConfig.defaults());

    @TempDir
    private Path directory;

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {0, 1, 1023, 1024, 1025, 5000})
    void anyFileComesBack(int length) throws IOException {
        byte[] content = noise(length, 1);

        assertThat(restore(compress(SMALL, input("a", content)))).isEqualTo(content);
    }

    @Test
    void arraysComeBackWithTheirHeadersAndWhatFollowsThem() throws IOException {
        for (int extra : new int[] {0, 1, 5}) {
            byte[] idx = Arrays.copyOf(idx(40, 7, 9), 16 + 40 * 63 + extra);
            byte[] npy = Arrays.copyOf(npy("<u2", "(30, 8, 4)", 30 * 32 * 2), 128 + 1920 + extra);
            byte[] compressed = compress(SMALL, input("x.idx", idx), input("y/z.npy", npy));

            assertThat(restore(compressed)).isEqualTo(concatenated(idx, npy));
        }
    }

    @Test
    void theFileDoesNotDependOnThreads() throws IOException {
        byte[] content = idx(200, 10, 10);
        byte[] one = compress(SMALL, input("a", content), input("b", noise(3000, 2)));
        for (int threads : new int[] {2, 3, 8}) {
            assertThat(compress(SMALL.withThreads(threads), input("a", content), input("b", noise(3000, 2))))
                    .isEqualTo(one);
        }
    }

    @Test
    void noiseIsKeptRawAndTakesLessThan64BytesAChunkMore() throws IOException {
        byte[] content = noise(100 * 1024, 3);
        Path file = directory.resolve("noise.hgz");

        CompressionResult result = Compressor.of(SMALL).compress(List.of(input("noise", content)), file);

        assertThat(result.entries().get(0).chunks()).containsOnlyKeys(CodecId.RAW);
        assertThat(result.isVerified()).isTrue();
        assertThat(result.fileBytes()).isEqualTo(Files.size(file)).isLessThan(content.length + 100 * 64);
    }

    @Test
    void manySmallFilesTakeAboutAHundredBytesEachMore() throws IOException {
        List<CompressorInput> inputs = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            inputs.add(input("series-" + (10 + i), noise(100, i)));
        }

        CompressionResult result = Compressor.of(SMALL).compress(inputs, new ByteArrayOutputStream());

        assertThat(result.fileBytes()).isLessThanOrEqualTo(105 + 40 * (100 + "series-10".length() + 100));
    }

    @Test
    void filtersBeatDeflateWhereNeighboursAreAlike() throws IOException {
        SplittableRandom random = new SplittableRandom(4);
        ByteBuffer values = ByteBuffer.wrap(npy("<i4", "(5000, 3)", 60_000)).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0, walk = 0; i < 15_000; i++) {
            walk += random.nextInt(-9, 10);
            values.putInt(128 + 4 * i, i % 3 * 100_000 + walk);
        }

        CompressionResult result = Compressor.of(CompressorConfig.defaults())
                .compress(List.of(input("walk.npy", values.array())), new ByteArrayOutputStream());

        assertThat(result.fileBytes()).isLessThan(result.deflateBytes() / 2);
    }

    @Test
    void aCodecOfTheModelTakesTheChunksItMakesSmallest() throws IOException {
        ModelCodecs fourBits =
                layout -> List.of(new PackedCodec(layout, Collections.nCopies(layout.valuesPerRow(), 4)));
        byte[] content = noise(2048, 5);
        for (int i = 0; i < 1024; i++) {
            content[i] &= 15;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        CompressionResult result =
                Compressor.of(SMALL).withCodecs(fourBits).compress(List.of(input("a", content)), out);

        assertThat(result.entries().get(0).chunks()).containsOnlyKeys(CodecId.PACKED, CodecId.RAW);
        ByteArrayOutputStream back = new ByteArrayOutputStream();
        DECOMPRESSOR
                .withCodecs(fourBits)
                .decompress(new ByteArrayInputStream(out.toByteArray()), "a.hgz", new StreamOutput(back));
        assertThat(back.toByteArray()).isEqualTo(content);
        assertThatThrownBy(() -> restore(out.toByteArray()))
                .isInstanceOf(CorruptArtifactException.class)
                .hasMessageContaining("the codec must be one of [raw, table, deflate], but is number 2");
    }

    @Test
    void refusesEveryFlippedByteAndEveryCut() throws IOException {
        byte[] whole = compress(SMALL, input("one", idx(30, 7, 7)), input("two", noise(50, 6)));
        for (int i = 0; i < whole.length; i++) {
            for (int mask : new int[] {1, 0x20, 0x80}) {
                byte[] flipped = whole.clone();
                flipped[i] ^= (byte) mask;
                assertThatThrownBy(() -> restore(flipped))
                        .as("byte %d ^ %d", i, mask)
                        .isInstanceOf(CorruptArtifactException.class)
                        .hasMessageStartingWith("pipe at byte ");
            }
            byte[] cut = Arrays.copyOf(whole, i);
            assertThatThrownBy(() -> restore(cut))
                    .as("%d bytes", i)
                    .isInstanceOf(CorruptArtifactException.class)
                    .hasMessageStartingWith("pipe at byte ");
        }
        assertThatThrownBy(() -> restore(Arrays.copyOf(whole, whole.length + 1)))
                .hasMessage("pipe at byte " + whole.length + ": file must end here, but goes on");
    }

    @Test
    void tellsANewerFileFromADamagedOne() throws IOException {
        byte[] file = compress(SMALL, input("a", new byte[3]));
        file[8] = 6;
        CRC32C crc = new CRC32C();
        crc.update(file, 0, 48);
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(48, (int) crc.getValue());

        assertThatThrownBy(() -> restore(file))
                .isInstanceOf(UnsupportedVersionException.class)
                .hasMessage("pipe: format version must be in [5, 5], but was 6; "
                        + "a newer Hourglass wrote it, so update to read it");
    }

    @Test
    void chunksOfAnotherFileAreNoticed() throws IOException {
        byte[] first = compress(SMALL, input("a", noise(2048, 7)));
        byte[] second = compress(SMALL, input("a", noise(2048, 8)));
        byte[] spliced = second.clone();
        // Header, entry, and the first of two chunks, all of equal length in both files.
        int start = 52 + 8 + 11 + 1 + 4;
        System.arraycopy(first, start, spliced, start, 8 + 5 + 1024 + 4);

        assertThatThrownBy(() -> restore(spliced))
                .isInstanceOf(CorruptArtifactException.class)
                .hasMessageContaining("SHA-256 of \"a\" must be ");
    }

    @Test
    void aLimitHoldsBombsBack() throws IOException {
        byte[] bomb = compress(SMALL, input("zeros", new byte[100_000]));
        Decompressor careful = Decompressor.of(DecompressorConfig.defaults().withMaxBytes(99_999));

        assertThatThrownBy(() -> careful.verify(new ByteArrayInputStream(bomb), "bomb"))
                .isInstanceOf(MalformedDataException.class)
                .hasMessage("bomb: the content must take at most 99999 bytes, but takes more; "
                        + "raise the limit if you trust the file");
    }

    @Test
    void someEntriesAreReadByTheIndex() throws IOException {
        Path file = directory.resolve("some.hgz");
        byte[] wanted = noise(3000, 9);
        CompressionResult written = Compressor.of(SMALL)
                .compress(List.of(input("a", noise(5000, 10)), input("b", wanted), input("c", new byte[9])), file);
        assertThat(written.entries()).hasSize(3);
        byte[] bytes = Files.readAllBytes(file);
        bytes[500] ^= 1; // within "a", which nobody asks for
        Files.write(file, bytes);
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        DecompressionResult result =
                DECOMPRESSOR.decompress(file, header -> header.name().equals("b"), new StreamOutput(out));

        assertThat(result).isEqualTo(new DecompressionResult(1, 3000));
        assertThat(out.toByteArray()).isEqualTo(wanted);
    }

    @Test
    void oneDamagedChunkDoesNotHinderTheOthers() throws IOException {
        Path file = directory.resolve("damaged.hgz");
        byte[] a = noise(3000, 11);
        byte[] b = noise(10, 12);
        assertThat(Compressor.of(SMALL)
                        .compress(List.of(input("a", a), input("b", b)), file)
                        .fileBytes())
                .isPositive();
        byte[] bytes = Files.readAllBytes(file);
        int secondChunk = 52 + 24 + 8 + 5 + 1024 + 4;
        bytes[secondChunk + 100] ^= 1;
        Files.write(file, bytes);
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        SalvageResult result = DECOMPRESSOR.salvage(file, new StreamOutput(out));

        Arrays.fill(a, 1024, 2048, (byte) 0);
        assertThat(out.toByteArray()).isEqualTo(concatenated(a, b));
        assertThat(result.entries()).isEqualTo(2);
        assertThat(result.losses())
                .containsExactly(
                        new Loss("", 0, -1, "1041 bytes of the compressed file are damaged, from byte " + secondChunk),
                        new Loss("a", 1024, 1024, "chunks 1 to 1 are damaged"));
    }

    @Test
    void salvagingNeverFailsWhateverByteIsDamaged() throws IOException {
        Path file = directory.resolve("flipped.hgz");
        byte[] whole = compress(SMALL, input("a", noise(1500, 13)), input("b", noise(10, 14)));
        for (int i = 0; i < whole.length; i += 3) {
            byte[] flipped = whole.clone();
            flipped[i] ^= 4;
            Files.write(file, flipped);
            List<String> names = new ArrayList<>();
            SalvageResult result = DECOMPRESSOR.salvage(file, header -> {
                names.add(header.name());
                return EntryOutput.NOWHERE.open(header);
            });
            assertThat(names).as("byte %d", i).isNotEmpty();
            assertThat(result.entries()).isEqualTo(names.size());
        }
    }

    @Test
    void restoresFoldersAndRefusesToReplaceFiles() throws IOException {
        Path target = directory.resolve("target");
        byte[] file = compress(SMALL, input("deep/er/a", noise(10, 15)));

        DecompressionResult first = restore(file, new FolderOutput(target, false));

        assertThat(first.entries()).isEqualTo(1);
        assertThat(target.resolve("deep/er/a")).hasBinaryContent(noise(10, 15));
        assertThatThrownBy(() -> restore(file, new FolderOutput(target, false)))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(restore(file, new FolderOutput(target, true)).contentBytes()).isEqualTo(10);
    }

    @Test
    void linksInTheWayAreRefused() throws IOException {
        Path target = Files.createDirectory(directory.resolve("linked"));
        Path outside = Files.createDirectory(directory.resolve("outside"));
        Files.createSymbolicLink(target.resolve("deep"), outside);
        byte[] file = compress(SMALL, input("deep/a", noise(10, 16)));

        assertThatThrownBy(() -> restore(file, new FolderOutput(target, true)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("must be no link, but is one; nothing outside the folder is written");
        assertThat(outside).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/etc/passwd", "../a", "a/../b", "a//b", "./a", "a\\b", "a\nb", "a/"})
    void namesThatLeadElsewhereAreRefused(String name) {
        assertThatThrownBy(() -> input(name, new byte[1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("name of an entry must ");
    }

    /** Such a file cannot be written here, so its name is altered, and the checksum with it. */
    @Test
    void aNameInAFileIsCheckedToo() throws IOException {
        byte[] file = compress(SMALL, input("aa/b", new byte[1]));
        int block = 52;
        file[block + 8 + 11] = '.';
        file[block + 8 + 12] = '.';
        CRC32C crc = new CRC32C();
        crc.update(file, block, 8 + 15);
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(block + 8 + 15, (int) crc.getValue());

        assertThatThrownBy(() -> restore(file, new FolderOutput(directory.resolve("t"), true)))
                .isInstanceOf(CorruptArtifactException.class)
                .hasMessageContaining("name of an entry must be relative, with no empty part, \".\" or \"..\", "
                        + "but has the part \"..\": \"../b\"");
    }

    @Test
    void twoFilesOfOneNameAreRefusedAndNothingIsLeft() throws IOException {
        Path target = directory.resolve("twice.hgz");

        assertThatThrownBy(() -> Compressor.of(SMALL)
                        .compress(List.of(input("a", new byte[1]), input("a", new byte[2])), target))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("names of entries must differ, but two are \"a\"; rename one of them");
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).isEmpty();
        }
    }

    /** The file was written by this version with zlib 1.x; any build of Java must read it. */
    @Test
    void theGoldenFileDecodes() throws IOException {
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(GOLDEN.getParent());
            Files.write(
                    GOLDEN,
                    compress(
                            SMALL,
                            input("text", part(0)),
                            input("images", part(1)),
                            input("table.npy", part(2)),
                            input("noise", part(3))));
        }
        try (InputStream golden = Files.newInputStream(GOLDEN)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            assertThat(DECOMPRESSOR
                            .decompress(golden, "golden", new StreamOutput(out))
                            .entries())
                    .isEqualTo(4);
            assertThat(out.toByteArray()).isEqualTo(concatenated(part(0), part(1), part(2), part(3)));
        }
    }

    private static byte[] part(int number) {
        return switch (number) {
            case 0 -> "Hourglass ".repeat(300).getBytes(StandardCharsets.UTF_8);
            case 1 -> idx(30, 8, 8);
            case 2 -> npy("<u2", "(50, 6)", 600);
            default -> noise(1200, 17);
        };
    }

    private static byte[] compress(CompressorConfig config, CompressorInput... inputs) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CompressionResult result = Compressor.of(config).compress(List.of(inputs), out);
        assertThat(result.fileBytes()).isEqualTo(out.size());
        return out.toByteArray();
    }

    private static byte[] restore(byte[] file) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        restore(file, new StreamOutput(out));
        return out.toByteArray();
    }

    private static DecompressionResult restore(byte[] file, EntryOutput output) throws IOException {
        return DECOMPRESSOR.decompress(new ByteArrayInputStream(file), "pipe", output);
    }

    private static CompressorInput input(String name, byte[] content) {
        return new CompressorInput(name, () -> new ByteArrayInputStream(content));
    }

    private static byte[] noise(int length, long seed) {
        byte[] bytes = new byte[length];
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) random.nextInt();
        }
        return bytes;
    }

    private static byte[] idx(int rows, int height, int width) {
        ByteBuffer out = ByteBuffer.allocate(16 + rows * height * width);
        out.putInt(0x0803).putInt(rows).putInt(height).putInt(width);
        for (int i = 0; out.hasRemaining(); i++) {
            out.put((byte) (i % width * 5 + i / 50));
        }
        return out.array();
    }

    private static byte[] npy(String type, String shape, int dataBytes) {
        String text = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }";
        ByteBuffer out = ByteBuffer.allocate(128 + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        out.put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 1)
                .put((byte) 0);
        out.putShort((short) 118).put((text + " ".repeat(118 - text.length())).getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; out.hasRemaining(); i++) {
            out.put((byte) (i % 2 == 0 ? i / 8 : 0));
        }
        return out.array();
    }

    private static byte[] concatenated(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
