package dev.hourglass.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.hourglass.artifact.StoredModel;
import dev.hourglass.compress.CompressionResult;
import dev.hourglass.compress.Compressor;
import dev.hourglass.compress.CompressorConfig;
import dev.hourglass.compress.CompressorInput;
import dev.hourglass.compress.Decompressor;
import dev.hourglass.compress.DecompressorConfig;
import dev.hourglass.compress.EntryResult;
import dev.hourglass.compress.FolderOutput;
import dev.hourglass.compress.PictureQuality;
import dev.hourglass.compress.PictureResult;
import dev.hourglass.compress.SalvageResult;
import dev.hourglass.compress.StreamOutput;
import dev.hourglass.compress.codec.CodecId;
import dev.hourglass.compress.container.EntryKind;
import dev.hourglass.data.Picture;
import dev.hourglass.data.PictureReader;
import dev.hourglass.error.CorruptArtifactException;
import dev.hourglass.error.HourglassException;
import dev.hourglass.error.MalformedDataException;
import dev.hourglass.error.WrongModelException;
import dev.hourglass.file.PngWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures are compressed with loss and come back as PNG files; the model is the cosine transform. */
final class PictureCompressionTest {
    private static final Path GOLDEN =
            Path.of("src", "test", "resources", "dev", "hourglass", "testkit", "golden-picture.hgz");

    @TempDir
    private Path directory;

    private StoredModel grey;
    private StoredModel colour;

    @BeforeEach
    void writeModels() throws IOException {
        grey = CosineModels.write(1, directory.resolve("grey.safetensors"));
        colour = CosineModels.write(3, directory.resolve("colour.safetensors"));
    }

    @ParameterizedTest
    @CsvSource({"1, 40, 33", "3, 17, 33", "1, 200, 130", "3, 200, 130", "3, 64, 64", "3, 65, 300"})
    void picturesComeBackSimilar(int channels, int width, int height) throws IOException {
        Picture picture = DrawnPictures.draw(channels, width, height);
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        EntryResult entry = compressor(channels == 1 ? grey : colour, 50)
                .compress(List.of(input("a/b.ppm", DrawnPictures.portable(picture))), out)
                .entries()
                .get(0);
        Picture back = picture(restore(out.toByteArray(), colour, grey));

        PictureResult result = entry.picture().orElseThrow();
        assertThat(entry.name()).isEqualTo("a/b.png");
        assertThat(entry.kind()).isEqualTo(EntryKind.PICTURE);
        assertThat(entry.chunks()).containsOnlyKeys(CodecId.TILES);
        assertThat(result.width()).isEqualTo(back.width()).isEqualTo(width);
        assertThat(result.height()).isEqualTo(back.height()).isEqualTo(height);
        assertThat(back.channels()).isEqualTo(channels);
        assertThat(result.quality()).isEqualTo(50);
        assertThat(result.psnr()).isBetween(28.0, 60.0).isEqualTo(psnr(picture, back), offset(1e-9));
        assertThat(result.bitsPerPixel()).isEqualTo(8.0 * entry.storedBytes() / (width * height));
        assertThat(entry.contentBytes()).isEqualTo(DrawnPictures.portable(picture).length);
        assertThat(entry.storedBytes()).isLessThan(entry.contentBytes());
    }

    @Test
    void moreQualityTakesMoreRoomAndIsNearer() throws IOException {
        byte[] file = DrawnPictures.portable(DrawnPictures.draw(3, 200, 130));
        double bits = 0;
        double psnr = 0;
        for (double quality : new double[] {0, 12.5, 40, 75, 100}) {
            PictureResult result = result(colour, PictureQuality.of(quality), file);
            assertThat(result.bitsPerPixel()).isGreaterThan(bits);
            assertThat(result.psnr()).isGreaterThan(psnr);
            bits = result.bitsPerPixel();
            psnr = result.psnr();
        }
        assertThat(psnr).isGreaterThan(50);
    }

    @Test
    void theBestQualityOfARateIsFound() throws IOException {
        byte[] file = DrawnPictures.portable(DrawnPictures.draw(3, 200, 130));
        for (double rate : new double[] {2, 3, 5}) {
            PictureResult found = result(colour, PictureQuality.bitsPerPixel(rate), file);
            PictureResult next = result(colour, PictureQuality.of(found.quality() + 100 / 1536.0), file);
            assertThat(found.bitsPerPixel()).isLessThanOrEqualTo(rate).isGreaterThan(0.9 * rate);
            assertThat(next.bitsPerPixel()).isGreaterThan(rate);
        }
        assertThatThrownBy(() -> result(colour, PictureQuality.bitsPerPixel(0.01), file))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageStartingWith("a.ppm: bits per pixel must be at least 1.69")
                .hasMessageEndingWith(" for this picture and model, but 0.01 were asked for; ask for more");
    }

    @Test
    void pngJpegAndPgmAreReadAndGreyOnesStayGrey() throws IOException {
        Picture rgb = DrawnPictures.draw(3, 190, 170);
        Picture one = DrawnPictures.draw(1, 190, 170);
        for (Picture picture : List.of(rgb, one)) {
            byte[] png = png(picture);
            byte[] pnm = DrawnPictures.portable(picture);
            assertThat(PictureReader.read(png, "a").orElseThrow().samples()).isEqualTo(picture.samples());
            assertThat(restore(compress(colour, 20, "a.png", png), colour))
                    .isEqualTo(restore(compress(colour, 20, "a.ppm", pnm), colour));
            assertThat(picture(restore(compress(colour, 20, "a.ppm", pnm), colour))
                            .channels())
                    .isEqualTo(picture.channels());
        }
        byte[] jpeg = PictureFiles.jpeg(rgb);
        Picture back = picture(restore(compress(colour, 0, "a.jpg", jpeg), colour));
        assertThat(psnr(rgb, back)).isGreaterThan(20);
    }

    @Test
    void theFileDoesNotDependOnThreads() throws IOException {
        byte[] file = DrawnPictures.portable(DrawnPictures.draw(3, 500, 300));
        byte[] one = compress(colour, 30, "a.ppm", file);
        byte[] back = restore(one, colour);
        for (int threads : new int[] {2, 3, 8}) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            Compressor.of(CompressorConfig.defaults().withThreads(threads))
                    .withQuality(PictureQuality.of(30))
                    .withModel(colour)
                    .compress(List.of(input("a.ppm", file)), out);
            assertThat(out.toByteArray()).isEqualTo(one);
            ByteArrayOutputStream restored = new ByteArrayOutputStream();
            Decompressor.of(DecompressorConfig.defaults().withThreads(threads))
                    .withModel(colour)
                    .decompress(new ByteArrayInputStream(one), "a", new StreamOutput(restored));
            assertThat(restored.toByteArray()).isEqualTo(back);
        }
    }

    @Test
    void whatIsNoPictureOrWouldNotBeSmallerComesBackExactly() throws IOException {
        byte[] text = "no picture".getBytes(StandardCharsets.US_ASCII);
        byte[] dot = DrawnPictures.portable(DrawnPictures.draw(3, 1, 1));
        byte[] broken = Arrays.copyOf(png(DrawnPictures.draw(3, 90, 70)), 300);
        byte[] longer = Arrays.copyOf(DrawnPictures.portable(DrawnPictures.draw(3, 90, 70)), 90 * 70 * 3 + 50);
        for (byte[] file : List.of(text, dot, broken, longer, new byte[0])) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            CompressionResult result = compressor(colour, 10).compress(List.of(input("a.png", file)), out);
            assertThat(result.entries().get(0).kind()).isEqualTo(EntryKind.FILE);
            assertThat(result.entries().get(0).name()).isEqualTo("a.png");
            assertThat(result.entries().get(0).picture()).isEmpty();
            assertThat(restore(out.toByteArray(), colour)).isEqualTo(file);
        }
    }

    @Test
    void whatCannotBeIsRefused() {
        byte[] rgb = DrawnPictures.portable(DrawnPictures.draw(3, 90, 70));
        assertThatThrownBy(() -> compress(grey, 50, "a.ppm", rgb))
                .isInstanceOf(WrongModelException.class)
                .hasMessage("a.ppm: a picture must be grey for this model, but is RGB; use a model that was trained on"
                        + " RGB pictures");
        assertThatThrownBy(() -> compress(colour, 50, "a.png", PictureFiles.transparentPng()))
                .isInstanceOf(MalformedDataException.class)
                .hasMessage("a.png: a picture must be opaque to be coded with loss, but the pixel at column 3, row 2"
                        + " is not; leave it out, or compress it without --quality");
        assertThatThrownBy(() -> compress(colour, 50, "a.png", PictureFiles.deepPng()))
                .isInstanceOf(MalformedDataException.class)
                .hasMessage("a.png: a picture must have 8 bits a sample to be coded with loss, but has 16; leave it"
                        + " out, or compress it without --quality");
        assertThatThrownBy(() -> Compressor.of(CompressorConfig.defaults())
                        .withQuality(PictureQuality.of(1))
                        .compress(List.of(input("a.ppm", rgb)), new ByteArrayOutputStream()))
                .isInstanceOf(WrongModelException.class)
                .hasMessageContaining("but none was given; name one with -m");
        assertThatThrownBy(() -> Compressor.of(CompressorConfig.defaults())
                        .withModel(colour)
                        .compress(List.of(input("a.ppm", rgb)), new ByteArrayOutputStream()))
                .isInstanceOf(WrongModelException.class)
                .hasMessageContaining("must have a quality to code them with");
        assertThatThrownBy(() -> compressor(colour, 50)
                        .compress(List.of(input("a.ppm", rgb), input("a.png", rgb)), new ByteArrayOutputStream()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("names of entries must differ, but two are \"a.png\"; rename one of them");
        assertThatThrownBy(() -> PictureQuality.of(101)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PictureQuality.bitsPerPixel(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aNamedModelIsNeededAndAnEmbeddedOneIsNot() throws IOException {
        byte[] file = DrawnPictures.portable(DrawnPictures.draw(3, 90, 70));
        byte[] named = compress(colour, 50, "a.ppm", file);
        ByteArrayOutputStream embedded = new ByteArrayOutputStream();
        Compressor.of(CompressorConfig.defaults())
                .withEmbeddedModel(colour)
                .withQuality(PictureQuality.of(50))
                .compress(List.of(input("a.ppm", file)), embedded);

        assertThatThrownBy(() -> restore(named))
                .isInstanceOf(WrongModelException.class)
                .hasMessage(
                        "pipe: model must be " + colour.id() + " to decode a.png, but was none; name its file with -m");
        assertThat(restore(embedded.toByteArray())).isEqualTo(restore(named, colour));
    }

    @Test
    void everyAlteredByteAndEveryCutIsNoticed() throws IOException {
        byte[] whole = compress(grey, 20, "a.pgm", DrawnPictures.portable(DrawnPictures.draw(1, 60, 40)));
        for (int i = 0; i < whole.length; i++) {
            byte[] altered = whole.clone();
            altered[i] ^= (byte) (1 << i % Byte.SIZE);
            byte[] cut = Arrays.copyOf(whole, i);
            assertThatThrownBy(() -> restore(altered, grey)).as("byte %d", i).isInstanceOf(HourglassException.class);
            assertThatThrownBy(() -> restore(cut, grey)).as("cut at %d", i).isInstanceOf(HourglassException.class);
        }
    }

    /** Checksums that fit keep no one from lying; what is claimed is checked all the same. */
    @Test
    void impossibleParametersAreRefusedBeforeAnythingIsAllocated() throws IOException {
        byte[] whole = compress(grey, 20, "a.pgm", DrawnPictures.portable(DrawnPictures.draw(1, 60, 40)));
        // The last of the entry block's body.
        int end = 52 + 8 + ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getInt(52 + 4);
        int parameters = end - 32;
        int[][] lies = {
            {0, 0},
            {0, -1},
            {0, 1 << 16},
            {0, 1 << 17},
            {4, 1 << 16},
            {4, -5},
            {8, 2},
            {8, 0x03020101},
            {12, 32},
            {14, 1},
            {16, -1},
            {16, 1 << 20},
            {20, 0},
            {28, -1}
        };
        for (int[] lie : lies) {
            byte[] altered = whole.clone();
            ByteBuffer fields = ByteBuffer.wrap(altered).order(ByteOrder.LITTLE_ENDIAN);
            fields.putInt(parameters + lie[0], lie[1]);
            CRC32C crc = new CRC32C();
            crc.update(altered, 52, end - 52);
            fields.putInt(end, (int) crc.getValue());
            assertThatThrownBy(() -> restore(altered, grey))
                    .as("%d at %d", lie[1], lie[0])
                    .isInstanceOf(CorruptArtifactException.class);
        }
    }

    @Test
    void aLargePictureOfAFewBytesIsHeldAgainstTheLimit() throws IOException {
        Picture flat = Picture.of(1, 1000, 1000, new byte[1_000_000]);
        byte[] small = compress(grey, 0, "a.pgm", DrawnPictures.portable(flat));
        Decompressor strict = Decompressor.of(DecompressorConfig.defaults().withMaxBytes(1_000_000))
                .withModel(grey);

        assertThat(small).hasSizeLessThan(50_000);
        assertThatThrownBy(() -> strict.verify(new ByteArrayInputStream(small), "a.hgz"))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("the content must take at most 1000000 bytes, but takes more");
        Path file = Files.write(directory.resolve("a.hgz"), small);
        assertThatThrownBy(() -> strict.salvage(file, new FolderOutput(directory.resolve("out"), true)))
                .isInstanceOf(MalformedDataException.class);
    }

    @Test
    void tilesOfALostChunkAreGreyAndTheOthersAsTheyWere() throws IOException {
        Picture picture = DrawnPictures.draw(3, 64 * 4, 64 * 3);
        byte[] whole = compress(colour, 40, "a.ppm", DrawnPictures.portable(picture));
        Picture sound = picture(restore(whole, colour));
        for (int chunk = 0; chunk < 3; chunk++) {
            byte[] damaged = whole.clone();
            damaged[chunkOffset(damaged, chunk) + 40] ^= 1;
            Path file = Files.write(directory.resolve("damaged.hgz"), damaged);

            SalvageResult result = Decompressor.of(DecompressorConfig.defaults())
                    .withModel(colour)
                    .salvage(file, new FolderOutput(directory.resolve("out"), true));

            assertThat(result.losses().get(result.losses().size() - 1).reason())
                    .startsWith("tiles " + 4 * chunk + " to " + (4 * chunk + 3) + " of 12 are grey: ");
            Picture back = picture(Files.readAllBytes(directory.resolve("out/a.png")));
            assertThat(back.level(0, 64 * chunk + 20, 100)).isEqualTo(128);
            for (int y = 0; y < 192; y++) {
                // Two lines beside the gap are smoothed with what is not there any more.
                boolean isNearGap = y >= 64 * chunk - 1 && y <= 64 * chunk + 64;
                int line = 3 * 256 * y;
                byte[] expected = Arrays.copyOfRange(sound.samples(), line, line + 3 * 256);
                if (!isNearGap) {
                    assertThat(Arrays.copyOfRange(back.samples(), line, line + 3 * 256))
                            .isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void aCutFileGivesThePictureUpToThere() throws IOException {
        byte[] whole = compress(grey, 40, "a.pgm", DrawnPictures.portable(DrawnPictures.draw(1, 256, 192)));
        Path file = Files.write(directory.resolve("cut.hgz"), Arrays.copyOf(whole, chunkOffset(whole, 2) + 20));

        SalvageResult result = Decompressor.of(DecompressorConfig.defaults())
                .withModel(grey)
                .salvage(file, new FolderOutput(directory.resolve("out"), true));

        assertThat(result.entries()).isEqualTo(1);
        assertThat(result.losses()).anyMatch(loss -> loss.reason().equals("the end is lost"));
        Picture back = picture(Files.readAllBytes(directory.resolve("out/a.png")));
        assertThat(back.level(0, 150, 10)).isEqualTo(128);
        assertThat(back.level(0, 10, 10)).isNotEqualTo(128);
    }

    /** Made by this class with -Dgolden.update=true; every later version must read it. */
    @Test
    void aFileOfAnEarlierVersionGivesTheSameBytes() throws IOException {
        byte[] file = DrawnPictures.portable(DrawnPictures.draw(3, 100, 70));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Compressor.of(CompressorConfig.defaults())
                .withQuality(PictureQuality.of(35))
                .withEmbeddedModel(colour)
                .compress(List.of(input("a.ppm", file)), out);
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(GOLDEN.getParent());
            Files.write(GOLDEN, out.toByteArray());
        }
        byte[] golden = Files.readAllBytes(GOLDEN);
        assertThat(restore(golden)).isEqualTo(restore(out.toByteArray()));
    }

    /** Returns where the block of a chunk starts. */
    private static int chunkOffset(byte[] file, int chunk) {
        int found = -1;
        for (int i = 0; i + 4 <= file.length; i++) {
            boolean isChunk = file[i] == 'H' && file[i + 1] == 'G' && file[i + 2] == 'Z' && file[i + 3] == 'C';
            found += isChunk ? 1 : 0;
            if (isChunk && found == chunk) {
                return i;
            }
        }
        throw new AssertionError("no chunk " + chunk);
    }

    private static double psnr(Picture before, Picture after) {
        double sum = 0;
        for (int i = 0; i < before.samples().length; i++) {
            double difference = (before.samples()[i] & 0xff) - (after.samples()[i] & 0xff);
            sum += difference * difference;
        }
        return 10 * Math.log10(255 * 255.0 / (sum / before.samples().length));
    }

    private static byte[] png(Picture picture) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PngWriter.write(picture.channels(), picture.height(), picture.width(), picture.samples(), out);
        assertThat((long) out.size())
                .isEqualTo(PngWriter.sizeBytes(picture.channels(), picture.height(), picture.width()));
        return out.toByteArray();
    }

    private static Picture picture(byte[] png) {
        return PictureReader.read(png, "restored").orElseThrow();
    }

    private static CompressorInput input(String name, byte[] content) {
        return new CompressorInput(name, () -> new ByteArrayInputStream(content));
    }

    private static Compressor compressor(StoredModel model, double quality) {
        return Compressor.of(CompressorConfig.defaults()).withModel(model).withQuality(PictureQuality.of(quality));
    }

    private static byte[] compress(StoredModel model, double quality, String name, byte[] file) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        compressor(model, quality).compress(List.of(input(name, file)), out);
        return out.toByteArray();
    }

    private static PictureResult result(StoredModel model, PictureQuality quality, byte[] file) throws IOException {
        return Compressor.of(CompressorConfig.defaults())
                .withModel(model)
                .withQuality(quality)
                .compress(List.of(input("a.ppm", file)), new ByteArrayOutputStream())
                .entries()
                .get(0)
                .picture()
                .orElseThrow();
    }

    /** Restores with the model that fits, of those at hand. */
    private static byte[] restore(byte[] compressed, StoredModel... models) throws IOException {
        Decompressor decompressor = Decompressor.of(DecompressorConfig.defaults());
        for (StoredModel model : models) {
            boolean fits = new String(compressed, StandardCharsets.ISO_8859_1)
                    .contains(new String(java.util.HexFormat.of().parseHex(model.id()), StandardCharsets.ISO_8859_1));
            decompressor = fits || models.length == 1 ? decompressor.withModel(model) : decompressor;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        decompressor.decompress(new ByteArrayInputStream(compressed), "pipe", new StreamOutput(out));
        return out.toByteArray();
    }
}
