package dev.hourglass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hourglass.data.DataOptions;
import dev.hourglass.data.Dataset;
import dev.hourglass.data.Datasets;
import dev.hourglass.data.DigitsDemo;
import dev.hourglass.data.ImageSchema;
import dev.hourglass.data.RowReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Makes samples with a variational model, a plain one and a quantised one of small digits. */
final class GenerationTest {
    private static final int FEATURES = 14 * 14;

    @TempDir
    private static Path directory;

    private static Path folder;
    private static Path variational;
    private static Path plain;
    private static Path quantized;

    @BeforeAll
    static void train() throws IOException {
        folder = directory.resolve("digits");
        try (PngFolderSink sink = new PngFolderSink(folder, new ImageSchema(1, 28, 28))) {
            sink.write(DigitsDemo.draw(60, 3).values(), 60);
            sink.finish();
        }
        variational = train("variational", 4, "--objective", "elbo");
        plain = train("plain", 4);
        quantized = train("quantized", 4, "--objective", "vq", "--codebook", "8", "--code-dimension", "2");
    }

    private static Path train(String name, int latentSize, String... more) {
        Path run = directory.resolve(name);
        Stream<String> arguments = Stream.of(
                "train",
                "--data",
                folder.toString(),
                "--image-size",
                "14x14",
                "--hidden",
                "24",
                "--latent",
                String.valueOf(latentSize),
                "--epochs",
                "3",
                "--batch",
                "16",
                "--out",
                run.toString(),
                "--quiet");
        CommandRun training =
                CommandRun.of(Stream.concat(arguments, Arrays.stream(more)).toArray());
        assertThat(training).isEqualTo(new CommandRun(0, "", ""));
        return run.resolve("model.safetensors");
    }

    @Test
    void equalSeedsWriteEqualFiles() throws IOException {
        Path first = directory.resolve("first.npy");
        Path second = directory.resolve("second.npy");
        Path third = directory.resolve("third.npy");

        CommandRun generated = CommandRun.of("generate", variational, "-o", first, "--count", "100");
        CommandRun.of("generate", variational, "-o", second, "--count", "100", "--threads", "2");
        CommandRun.of("generate", variational, "-o", third, "--count", "100", "--seed", "2");

        assertThat(generated.out().strip()).isEqualTo("100 samples written to " + first);
        assertThat(second).hasSameBinaryContentAs(first);
        assertThat(load(third).values()).isNotEqualTo(load(first).values());
        assertThat(load(first).rows()).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource({"mixture", "aggregate"})
    void plainModelsGenerateByTheCodesOfData(String source) throws IOException {
        Path out = directory.resolve(source + ".npy");

        CommandRun generated =
                CommandRun.of("generate", plain, "-o", out, "--count", "30", "--from", source, "--data", folder);

        assertThat(generated.err()).isEmpty();
        assertThat(load(out).rows()).isEqualTo(30);
        for (float value : load(out).values()) {
            assertThat(value).isBetween(0f, 1f);
        }
    }

    @Test
    void samplesBecomeAPictureOrAFolder() throws IOException {
        Path picture = directory.resolve("samples.png");
        Path images = directory.resolve("samples");

        assertThat(CommandRun.of("generate", variational, "-o", picture).code()).isZero();
        assertThat(CommandRun.of("generate", variational, "-o", images, "--count", "5")
                        .code())
                .isZero();

        assertThat(picture).isNotEmptyFile();
        try (Stream<Path> files = Files.list(images)) {
            assertThat(files).hasSize(5);
        }
    }

    @Test
    void plainCodesThatTrainingHeldToThePriorAreDrawnFromIt() throws IOException {
        Path model = train("held", 4, "--objective", "wae", "--batch", "20");
        Path samples = directory.resolve("held.npy");

        assertThat(CommandRun.of("generate", model, "-o", samples, "--count", "3")
                        .code())
                .isZero();
        assertThat(samples).isNotEmptyFile();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "P|--from prior needs a variational model, or one trained by wae, aae or gan, but the latent"
                        + " variable of this one is point; give --from"
                        + " mixture or --from aggregate, with --data",
                "Q|--from prior needs a variational model, or one trained by wae, aae or gan, but the latent"
                        + " variable of this one is quantized; give --from"
                        + " aggregate, with --data",
                "V --from normal|--from must be one of prior, mixture, aggregate, but was \"normal\"",
                "V --from mixture|--data must be given with --from mixture, but is not",
                "V --data D|--data must be left out with --from prior, which needs no data",
                "V --components 3|--components must be left out with --from prior, which has none",
                "V --count 0|--count must be at least 1, but was 0",
                "V --from mixture --data D --components 61|a mixture of 61 components needs at least as many codes, but"
                        + " had 60"
            })
    void wrongUseOfGenerateEndsWithTwo(String command, String sentence) {
        assertRefused("generate " + command, 2, sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "interpolate V D 0 60|rows must be below 60, the number of rows of \"D\", but one was 60",
                "interpolate V D -1 3|I must be a row counted from 0, but was -1",
                "interpolate V D 0 3 --steps 1|steps must be at least 2, but were 1",
                "arithmetic V D 1, 2 3|A must be rows counted from 0, as in 3 or 3,8,12, but was \"1,\"",
                "denoise V D --noise fog:1|corruption must be one of gaussian:SIGMA, masking:RATE, salt-and-pepper:RATE,"
                        + " blur:SIGMA, but was \"fog:1\"",
                "denoise V D --noisy-out N|--noisy-out must be left out without --noise, since nothing is damaged",
                "denoise V D --noise blur:1 --noisy-out O|--noisy-out must be another file than --out, but was the same"
            })
    void wrongUseOfTheOthersEndsWithTwo(String command, String sentence) {
        assertRefused(command, 2, sentence);
    }

    @Test
    void codesOfACodebookEndWithFour() {
        assertRefused(
                "interpolate Q D 0 1",
                4,
                "interpolation needs codes that may lie between others, but those of this model are entries of a"
                        + " codebook; use a model with a point or gaussian latent variable");
    }

    @ParameterizedTest
    @CsvSource({"--spherical", "--quiet"})
    void interpolationEndsAtReconstructions(String flag) throws IOException {
        Path out = directory.resolve("way" + flag + ".npy");
        Path restored = directory.resolve("restored" + flag + ".npy");
        CommandRun.of("reconstruct", variational, folder, "-o", restored);

        CommandRun.of("interpolate", variational, folder, "7", "59", "-o", out, "--steps", "5", flag);

        float[] way = load(out).values();
        float[] all = load(restored).values();
        assertThat(way).hasSize(5 * FEATURES);
        assertThat(row(way, 0)).isEqualTo(row(all, 7));
        assertThat(row(way, 4)).isEqualTo(row(all, 59));
    }

    @Test
    void arithmeticWritesItsTermsAndItsResult() throws IOException {
        Path out = directory.resolve("sum.npy");
        Path restored = directory.resolve("terms.npy");
        CommandRun.of("reconstruct", plain, folder, "-o", restored);

        CommandRun computed = CommandRun.of("arithmetic", plain, folder, "3", "4", "4,5", "-o", out);

        float[] samples = load(out).values();
        assertThat(computed.out().strip()).isEqualTo("4 samples written to " + out);
        assertThat(row(samples, 0)).isEqualTo(row(load(restored).values(), 3));
        assertThat(row(samples, 1)).isEqualTo(row(load(restored).values(), 4));
        assertThat(row(samples, 2)).isNotEqualTo(row(load(restored).values(), 4));
    }

    @Test
    void denoisingPrintsErrorsBeforeAndAfter() throws IOException {
        Path out = directory.resolve("clean.npy");
        Path noisy = directory.resolve("noisy.npy");

        CommandRun people =
                CommandRun.of("denoise", plain, folder, "-o", out, "--noise", "gaussian:0.3", "--noisy-out", noisy);
        CommandRun json = CommandRun.of("denoise", plain, folder, "-o", out, "--noise", "gaussian:0.3", "--json");

        assertThat(people.err()).isEmpty();
        assertThat(people.out())
                .startsWith("error to the clean samples  damaged  restored")
                .containsPattern("MSE +0\\.0\\d+ +0\\.\\d+\\R")
                .containsPattern("PSNR \\(dB\\) +10\\.\\d+ +\\d+\\.\\d+\\R")
                .contains("60 restored samples written to " + out);
        assertThat(json.out()).contains("\"mseBefore\":0.0", "\"psnrAfter\":").hasLineCount(1);
        assertThat(load(noisy).rows()).isEqualTo(60);
        Path again = directory.resolve("again.npy");
        CommandRun.of("denoise", plain, noisy, "-o", again);
        assertThat(row(load(again).values(), 30)).isEqualTo(row(load(out).values(), 30));
    }

    @Test
    void evaluateAndInspectTellOfTheCode() {
        assertThat(CommandRun.of("evaluate", variational, folder).out())
                .containsPattern("codes: KL \\S+ nats a sample, [0-4] of 4 values active\\R");
        assertThat(CommandRun.of("evaluate", variational, folder, "--json").out())
                .contains("\"klNats\":", "\"activeUnits\":", "\"klNatsByDimension\":[");
        assertThat(CommandRun.of("inspect", variational).out())
                .containsPattern("KL +\\S+\\R")
                .containsPattern("active units +\\S+\\R");
        assertThat(CommandRun.of("evaluate", plain, folder).out()).doesNotContain("codes: KL");
    }

    @Test
    void reportsShowWhatCodesSay() throws IOException {
        assertThat(report(variational))
                .contains("codes drawn from the prior.", "id=\"ways\"", "id=\"walks\"", "id=\"use\"", "id=\"map\"")
                .doesNotContain("id=\"grid\"");
        assertThat(report(plain))
                .contains(
                        "codes drawn from a normal distribution fitted to codes of data, since a point latent",
                        "id=\"walks\"",
                        "id=\"map\"")
                .doesNotContain("id=\"use\"");
        assertThat(report(quantized)).doesNotContain("id=\"drawn\"", "id=\"walks\"", "id=\"use\"", "id=\"map\"");
    }

    @ParameterizedTest
    @CsvSource({"mse,the codes of the data", "elbo,the prior"})
    void reportsShowThePlaneOfTwoValues(String objective, String what) throws IOException {
        Path model = train("plane-" + objective, 2, "--objective", objective);

        assertThat(report(model)).contains("id=\"grid\"", "at equal shares of " + what);
    }

    private static String report(Path model) throws IOException {
        return Files.readString(model.resolveSibling("report.html"));
    }

    private static void assertRefused(String command, int code, String sentence) {
        Path out = directory.resolve("never.npy");
        Object[] arguments = Stream.concat(Stream.of(command.split(" ")), Stream.of("-o", "O"))
                .map(word -> switch (word) {
                    case "V" -> variational;
                    case "P" -> plain;
                    case "Q" -> quantized;
                    case "D" -> folder;
                    case "O" -> out;
                    case "N" -> directory.resolve("noise.npy");
                    default -> word;
                })
                .toArray();

        CommandRun refused = CommandRun.of(arguments);

        assertThat(refused.err().strip()).isEqualTo("hourglass: " + sentence.replace("\"D\"", "\"" + folder + "\""));
        assertThat(refused.code()).isEqualTo(code);
        assertThat(out).doesNotExist();
    }

    private static float[] row(float[] values, int index) {
        return Arrays.copyOfRange(values, index * FEATURES, (index + 1) * FEATURES);
    }

    private static Dataset load(Path file) throws IOException {
        try (RowReader reader = Datasets.open(file, DataOptions.defaults())) {
            return Datasets.load(reader, "test");
        }
    }
}
