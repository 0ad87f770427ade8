package dev.hourglass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hourglass.data.DataOptions;
import dev.hourglass.data.Datasets;
import dev.hourglass.data.DigitsDemo;
import dev.hourglass.data.ImageSchema;
import dev.hourglass.data.RowReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goes the way of images: a folder of PNG files in and out, pictures, named sets. */
final class ImagesTest {
    @TempDir
    private static Path directory;

    private static Path folder;
    private static Path run;
    private static Path model;

    @BeforeAll
    static void train() throws IOException {
        folder = directory.resolve("digits");
        try (PngFolderSink sink = new PngFolderSink(folder, new ImageSchema(1, 28, 28))) {
            sink.write(DigitsDemo.draw(60, 3).values(), 60);
            sink.finish();
        }
        run = directory.resolve("run");
        model = run.resolve("model.safetensors");
        CommandRun training = CommandRun.of(
                "train",
                "--data",
                folder,
                "--image-size",
                "14x14",
                "--encoder",
                "24:gelu,6:linear",
                "--tied",
                "--epochs",
                "2",
                "--batch",
                "16",
                "--out",
                run,
                "--objective",
                "bce",
                "--quiet");
        assertThat(training).isEqualTo(new CommandRun(0, "", ""));
    }

    @Test
    void trainingDrawsReconstructions() {
        assertThat(run.resolve("reconstructions.png")).isNotEmptyFile();
        assertThat(CommandRun.of("inspect", model, "--json").out())
                .contains("\"inputShape\":[1,14,14]", "\"normalization\":\"none\"", "\"kind\":\"sigmoid\"");
    }

    @Test
    void reconstructionsBecomeAFolderOfImages() throws IOException {
        Path out = directory.resolve("restored");

        CommandRun reconstructed = CommandRun.of("reconstruct", model, folder, "-o", out);

        assertThat(reconstructed.code()).isZero();
        try (Stream<Path> files = Files.list(out)) {
            assertThat(files).hasSize(60).contains(out.resolve("000060.png"));
        }
        assertThat(CommandRun.of("data", out).out()).contains("60 samples of shape [1, 14, 14]");
        assertThat(CommandRun.of("reconstruct", model, folder, "-o", out).err().strip())
                .isEqualTo("hourglass: folder " + out + " must be new or empty, but is not");
    }

    @Test
    void writtenImagesReadBackToTheNearestLevel() throws IOException {
        Path out = directory.resolve("levels");
        float[] pixels = {0, 0.25f, 0.5f, 1, 0.1f, 0.9f, 0, 1, 0.3f, 0.6f, 0.7f, 0.2f};
        try (PngFolderSink sink = new PngFolderSink(out, new ImageSchema(3, 2, 2))) {
            sink.write(pixels, 1);
            sink.finish();
        }

        try (RowReader reader = Datasets.open(out, DataOptions.defaults())) {
            float[] read = Datasets.load(reader, "levels").values();
            assertThat(read).containsExactly(pixels, Offset.offset(0.5f / 255 + 1e-6f));
        }
    }

    @Test
    void compareDrawsAPicture() {
        Path picture = directory.resolve("compare.png");

        CommandRun compared = CommandRun.of("compare", model, folder, "-o", picture, "--count", "5");

        assertThat(compared.out().strip()).isEqualTo("5 images written to " + picture);
        assertThat(picture).isNotEmptyFile();
    }

    @Test
    void reconstructionsBecomeOnePicture() {
        Path picture = directory.resolve("grid.png");

        assertThat(CommandRun.of("reconstruct", model, folder, "-o", picture).code())
                .isZero();
        assertThat(picture).isNotEmptyFile();
    }

    @Test
    void aNamedSetOfAnotherSizeIsRefused() {
        CommandRun refused = CommandRun.of("encode", model, "digits-demo", "-o", directory.resolve("x.npy"));

        assertThat(refused.code()).isEqualTo(4);
        assertThat(refused.err().strip())
                .isEqualTo("hourglass: the model takes samples of shape [1, 14, 14], but those of \"digits-demo\" have"
                        + " shape [1, 28, 28]; use the model that was trained on this data");
    }

    @Test
    void namedSetsAreListed() {
        assertThat(CommandRun.of("data", "--list").out().lines()).contains("digits-demo", "mnist", "fashion-mnist");
    }
}
