package dev.hourglass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hourglass.data.DigitsDemo;
import dev.hourglass.data.ImageSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be trained is refused in one sentence: the rule, what was found, and the nearest thing that works. */
final class RefusalTest {
    @TempDir
    private static Path directory;

    private static Path digits;

    @BeforeAll
    static void drawDigits() throws IOException {
        digits = directory.resolve("digits");
        try (PngFolderSink sink = new PngFolderSink(digits, new ImageSchema(1, 28, 28))) {
            sink.write(DigitsDemo.draw(40, 3).values(), 40);
            sink.finish();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--family conv --encoder conv:8:31:padding=valid --decoder conv:1:3"
                        + "|a convolution of 31 x 31 taps spans 31 pixels, but the padded height is 28; use a smaller"
                        + " kernel or more padding",
                "--family conv --encoder conv:8:4,relu --decoder conv:1:3,sigmoid"
                        + "|\"same\" padding needs an odd kernel, but it was 4; use 5, or give the padding as a number",
                "--family conv --encoder conv:8:3:stride=2 --decoder deconv:1:3:stride=2:padding=1"
                        + "|the decoder must end in images of shape [1, 28, 28], but ends in [1, 27, 27]; make layer 0"
                        + " of the decoder deconv:1:3:stride=2:padding=1:output-padding=1",
                "--family conv --encoder conv:8:3:stride=3 --decoder deconv:1:3:stride=2"
                        + "|the decoder must end in images of shape [1, 28, 28], but ends in [1, 21, 21]; undo each"
                        + " stride and each pooling of the encoder by one of the same size",
                "--family conv --encoder conv:8:3 --decoder deconv:1:3:stride=2:output-padding=2"
                        + "|outputPadding must be in [0, 2), below the stride, but was 2; use 1 or less",
                "--objective code-matching --latent 20"
                        + "|objective code-matching compares codes with samples value by value, so the code must have"
                        + " the 784 values of a sample, but has 20; set latent to 784",
                "--objective elbo --latent-kind point"
                        + "|objective elbo needs a gaussian latent variable, but the model's is point; choose latent"
                        + " kind gaussian",
                "--objective vq --latent 30 --code-dimension 8"
                        + "|--code-dimension must divide the 30 values of the code, but was 8; use 6",
                "--objective bce --output-activation linear"
                        + "|binary cross-entropy needs a decoder that ends in a sigmoid, but its last layer is another;"
                        + " end it in sigmoid, or use mse"
            })
    void impossibleModels(String flags, String sentence) {
        assertThat(train(flags)).isEqualTo(new CommandRun(2, "", "hourglass: " + sentence + System.lineSeparator()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--objective bce|binary cross-entropy needs values in [0, 1]|use mse, or min-max normalisation",
                "--objective gan --reconstruction bce|binary cross-entropy needs values in [0, 1]"
                        + "|use mse, or min-max normalisation",
                "--objective elbo --likelihood bernoulli|a bernoulli likelihood needs values in [0, 1]"
                        + "|use likelihood gaussian, or min-max normalisation",
                "--objective elbo --likelihood logistic-mixture"
                        + "|a logistic-mixture likelihood needs values k / 255 for whole k"
                        + "|use likelihood gaussian, or images without normalisation",
                "--objective elbo --likelihood beta-binomial"
                        + "|a beta-binomial likelihood needs values k / 255 for whole k"
                        + "|use likelihood gaussian, or images without normalisation",
                "--objective elbo --likelihood categorical"
                        + "|a categorical likelihood needs values k / 255 for whole k"
                        + "|use likelihood gaussian, or images without normalisation"
            })
    void valuesOutOfRange(String flags, String rule, String way) {
        CommandRun run = train("--normalization standardize " + flags);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("hourglass: " + rule + ", but row ")
                .contains(", feature ", " is ")
                .endsWith("; " + way + System.lineSeparator());
        assertThat(run.err().lines()).hasSize(1);
        assertThat(directory.resolve("run")).doesNotExist();
    }

    @Test
    void eightBitPixelsInFewerClasses() {
        assertThat(train("--objective elbo --likelihood categorical --classes 10")
                        .err())
                .startsWith("hourglass: a categorical likelihood needs values k / 9 for whole k, but row ")
                .endsWith("; use classes 256, likelihood gaussian, or images without normalisation"
                        + System.lineSeparator());
    }

    private static CommandRun train(String flags) {
        List<Object> arguments = new ArrayList<>(
                List.of("train", "--data", digits, "--out", directory.resolve("run"), "--epochs", "1", "--quiet"));
        arguments.addAll(List.of(flags.split(" ", -1)));
        return CommandRun.of(arguments.toArray());
    }
}
