package dev.hourglass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hourglass.data.Picture;
import dev.hourglass.file.PngWriter;
import dev.hourglass.testkit.DrawnPictures;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trains codecs of pictures, and says what they come to. */
final class CodecTrainingTest {
    @TempDir
    private Path directory;

    private Path pictures;

    @BeforeEach
    void drawPictures() throws IOException {
        pictures = Files.createDirectory(directory.resolve("pictures"));
        for (int i = 0; i < 3; i++) {
            Picture picture = DrawnPictures.draw(3, 60 + i, 50);
            try (OutputStream out = Files.newOutputStream(pictures.resolve(i + ".png"))) {
                PngWriter.write(3, picture.height(), picture.width(), picture.samples(), out);
            }
        }
    }

    private CommandRun train(String... more) {
        List<Object> line = new ArrayList<>(List.of("train", "--data", pictures, "--out", directory.resolve("run")));
        line.addAll(List.of("--image-size", "24x16", "--patches", "8", "--family", "conv", "--no-report"));
        line.addAll(List.of("--encoder", "conv:6:5:stride=4", "--tradeoffs", "0.0025,0.04"));
        line.addAll(List.of("--decoder", "deconv:3:5:stride=4:padding=2:output-padding=3"));
        line.addAll(List.of("--objective", "rate-distortion", "--epochs", "2", "--batch", "8"));
        line.addAll(List.of(more));
        return CommandRun.of(line.toArray());
    }

    @Test
    void printsRateAndDistortionAtEachTradeoff() {
        CommandRun run = train("--distortion", "ms-ssim");
        CommandRun inspected = CommandRun.of("inspect", directory.resolve("run/model.safetensors"));

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .containsPattern("coded, as the model estimates +bits per pixel +PSNR \\(dB\\) +MS-SSIM\\R")
                .containsPattern("tradeoff 0.0025 +[0-9.]+ +[0-9.]+ +[0-9.e-]+\\R")
                .containsPattern("tradeoff 0.04 +[0-9.]+ +[0-9.]+ +[0-9.e-]+\\R")
                .doesNotContain("bytes to");
        assertThat(inspected.out()).containsPattern("objective +rate-distortion\\Rdistortion +ms-ssim\\R");
    }

    @Test
    void saysTheSameInJson() {
        CommandRun run = train("--json");
        CommandRun inspected = CommandRun.of("inspect", directory.resolve("run/model.safetensors"), "--json");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .containsPattern("\"rates\":\\[\\{\"tradeoff\":0.0025,\"estimatedBitsPerPixel\":[0-9.]+,\"psnr\":")
                .containsPattern("\"tradeoff\":0.04,")
                .doesNotContain("codeBytes");
        assertThat(inspected.out()).contains("\"distortion\":\"squared-error\"");
    }

    @Test
    void otherDistortionsAreRefused() {
        CommandRun run = train("--distortion", "ssim");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("distortion must be one of squared-error, ms-ssim, but was \"ssim\"");
        assertThat(directory.resolve("run")).doesNotExist();
    }
}
