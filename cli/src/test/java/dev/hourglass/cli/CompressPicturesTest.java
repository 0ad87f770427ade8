package dev.hourglass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hourglass.data.Picture;
import dev.hourglass.data.PictureReader;
import dev.hourglass.testkit.CosineModels;
import dev.hourglass.testkit.DrawnPictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compresses pictures with loss; the cosine transform stands for a model. */
final class CompressPicturesTest {
    @TempDir
    private Path directory;

    private Path model;
    private Path photo;
    private Path file;

    @BeforeEach
    void makeAPhoto() throws IOException {
        model = CosineModels.write(3, directory.resolve("cosine.safetensors")).file();
        photo = Files.write(directory.resolve("photo.ppm"), DrawnPictures.portable(DrawnPictures.draw(3, 200, 130)));
        file = directory.resolve("photo.hgz");
    }

    @Test
    void aPhotoComesBackSimilar() throws IOException {
        CommandRun compressed = CommandRun.of("compress", photo, "--quality", "50", "-m", model, "-o", file);
        CommandRun list = CommandRun.of("list", file);
        CommandRun verified = CommandRun.of("verify", file, "-m", model);
        CommandRun restored = CommandRun.of("decompress", file, "-m", model, "-o", directory.resolve("back"));

        assertThat(compressed.err()).isEmpty();
        assertThat(compressed.out())
                .contains("1 file: ", ", pictures with loss, verified: ")
                .containsPattern("pictures  PSNR [34][0-9.]+ dB, [0-9.]+ bits per pixel, quality 50[.]00\\R");
        assertThat(list.out())
                .containsPattern("photo.png +78,015 .* lossy, quality 50[.]00, [0-9.]+ bits per pixel +1? ?");
        assertThat(list.out()).contains(" tiles", "(needed)");
        assertThat(verified.code()).isZero();
        assertThat(restored.err()).isEmpty();
        Picture back = PictureReader.read(Files.readAllBytes(directory.resolve("back/photo.png")), "photo")
                .orElseThrow();
        assertThat(back.width()).isEqualTo(200);
        assertThat(back.height()).isEqualTo(130);
    }

    @Test
    void theRateIsKeptAndTheQualitySaid() {
        CommandRun compressed = CommandRun.of(
                "compress", photo, "--bits-per-pixel", "3", "-m", model, "-o", file, "--json", "--embed-model");
        CommandRun list = CommandRun.of("list", file, "--json");
        CommandRun verified = CommandRun.of("verify", file);

        assertThat(compressed.err()).isEmpty();
        assertThat(compressed.out())
                .contains("\"pictures\":1,\"psnr\":")
                .containsPattern("\"bitsPerPixel\":2\\.[89][0-9]*,\"quality\":[1-9][0-9.]*,");
        assertThat(list.out())
                .contains("\"kind\":\"lossy\",\"width\":200,\"height\":130,\"channels\":3,\"quality\":")
                .contains("\"bytesBefore\":78015,");
        assertThat(verified.code()).isZero();
    }

    @Test
    void otherFilesComeBackExactly() throws IOException {
        Path folder = Files.createDirectory(directory.resolve("folder"));
        Files.copy(photo, folder.resolve("photo.ppm"));
        Files.copy(photo, folder.resolve("same.ppm"));
        Path text = Files.writeString(folder.resolve("text.png"), "no picture");

        CommandRun both = CommandRun.of("compress", folder, "--quality", "20", "-m", model, "-o", file);
        CommandRun one =
                CommandRun.of("compress", text, "--quality", "20", "-m", model, "-o", directory.resolve("text.hgz"));
        CommandRun restored = CommandRun.of("decompress", file, "-m", model, "-o", directory.resolve("back"));

        assertThat(both.out())
                .contains("3 files: ", "pictures with loss in 2 of them, the others lossless: no pictures, or not");
        assertThat(one.out()).contains("lossless, for no file is a picture that would be smaller with loss");
        assertThat(restored.err()).isEmpty();
        assertThat(directory.resolve("back/folder/text.png")).hasSameBinaryContentAs(text);
        assertThat(directory.resolve("back/folder/photo.png")).isRegularFile();
    }

    @Test
    void whatIsLostIsSaid() throws IOException {
        CommandRun.of("compress", photo, "--quality", "50", "-m", model, "-o", file);
        byte[] bytes = Files.readAllBytes(file);
        bytes[300] ^= 1;
        Files.write(file, bytes);

        CommandRun restored =
                CommandRun.of("decompress", file, "-m", model, "-o", directory.resolve("back"), "--keep-going");

        assertThat(restored.code()).isEqualTo(4);
        assertThat(restored.err()).contains("lost: photo.png: tiles 0 to 3 of 12 are grey: chunks 0 to 0 are damaged");
        assertThat(directory.resolve("back/photo.png")).isRegularFile();
    }

    @Test
    void aModelOfSomethingElseIsRefused() throws IOException {
        Path other = CosineModels.write(3, directory.resolve("other.safetensors"), "digits")
                .file();

        CommandRun run = CommandRun.of("compress", photo, "--quality", "50", "-m", other, "-o", file);

        assertThat(run.code()).isEqualTo(4);
        assertThat(run.err())
                .contains("pictures must have a model that codes pictures to be coded with loss, but this one does not;"
                        + " name one with -m, or leave --quality and --bits-per-pixel out");
    }

    @Test
    void whatCannotBeIsRefusedAndNothingIsWritten() {
        assertThat(CommandRun.of("compress", photo, "--quality", "50", "-o", file)
                        .err())
                .contains("--quality and --bits-per-pixel must have a model of pictures, but have none; name it with");
        assertThat(CommandRun.of("compress", photo, "-m", model, "-o", file).err())
                .contains("a model that codes pictures must have a quality to code them with, but none was given");
        assertThat(CommandRun.of("compress", photo, "--quality", "101", "-m", model, "-o", file)
                        .err())
                .contains("quality must be in [0, 100.0], but was 101.0");
        for (String[] flags : new String[][] {{"--lossless"}, {"--max-error", "1"}, {"--codes"}}) {
            Object[] arguments = {"compress", photo, "--quality", "5", "-m", model, "-o", file, flags[0], null};
            arguments[9] = flags.length > 1 ? flags[1] : "--quiet";
            assertThat(CommandRun.of(arguments).err())
                    .contains("--quality and --bits-per-pixel must stand without --lossless, --max-error, --codes and");
        }
        assertThat(CommandRun.of("compress", photo, "--quality", "5", "--bits-per-pixel", "1", "-m", model, "-o", file)
                        .err())
                .contains("--quality and --bits-per-pixel must not stand together, but do; choose one");
        assertThat(file).doesNotExist();
    }
}
