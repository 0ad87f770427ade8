package dev.hourglass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FailureTest {
    @TempDir
    private Path directory;

    private Path table;

    @BeforeEach
    void writeTable() throws IOException {
        table = TinyData.table(directory);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "trian|Unmatched argument at index 0: 'trian'; did you mean train?; see \"hourglass --help\"",
                "train --epoch 3|Unknown option: '--epoch'; did you mean --epochs?; see \"hourglass train --help\"",
                "train|data must be given as --data or as data.source of an experiment, but is not",
                "train nope.yaml|experiment nope.yaml must be a file, but there is none",
                "train --data T --latent x|--latent must be a whole number, but was \"x\"",
                "train --data T --epochs 0|epochs must be at least 1, but was 0",
                "train --data T --objective foo|objective must be one of mse, bce, mae, huber, nll, elbo, iwae, vq,"
                        + " rate-distortion, wae, code-matching, aae, gan, vae-gan, cd, pcd, but was \"foo\"",
                "train --data T --normalization z|--normalization must be one of none, min-max, standardize, robust,"
                        + " but was \"z\"",
                "train --data T --delimiter ab|--delimiter must be one character or tab, but was \"ab\"",
                "train --data T --encoder 8:relu,x|--encoder must be layers such as 256:relu, but one was \"x\"",
                "train --data T --momentum 0.5|--momentum must fit the other settings, but has no effect with them;"
                        + " leave it out, or choose the data, model, optimizer or schedule it belongs to",
                "train --data digits-demo --test 0.1|--test must be left out for \"digits-demo\", which has a test"
                        + " part of its own",
                "data|data needs a file, a folder or a named set; --list prints the latter",
                "data digits-demo:foo|the part of a named set must be train or test, but was \"foo\" in"
                        + " \"digits-demo:foo\""
            })
    void wrongUseEndsWithTwo(String command, String sentence) {
        CommandRun run = run(command + (command.contains("--data T") ? " --ignore id --missing mean" : ""));

        assertThat(run.err()).isEqualTo("hourglass: " + sentence + System.lineSeparator());
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "train --data nope.csv|nope.csv: the file must exist, but there is none; check the path",
                "train --data T --ignore id|T:2: column 4 (\"product\") must not be missing, but was empty; choose mean"
                        + " or median to fill what is missing",
                "train --data T --ignore nope --missing mean|T: the ignored column \"nope\" must be in the header, but"
                        + " that has id, a, b, product, city, label",
                "encode nope.safetensors T -o x.csv|model nope.safetensors must be a file, but there is none; train one"
                        + " with \"hourglass train\""
            })
    void badDataEndsWithThree(String command, String sentence) {
        CommandRun run = run(command);

        assertThat(run.err())
                .isEqualTo("hourglass: " + sentence.replace("T", table.toString()) + System.lineSeparator());
        assertThat(run.code()).isEqualTo(3);
    }

    @Test
    void aFileThatIsNoModelEndsWithFour() {
        CommandRun run = run("encode T T -o x.csv");

        assertThat(run.code()).isEqualTo(4);
        assertThat(run.err()).startsWith("hourglass: " + table + " at byte 0: ").doesNotContain("\tat ");
    }

    @Test
    void divergedTrainingEndsWithFiveAndLeavesNoModel() {
        Path out = directory.resolve("run");

        CommandRun run = CommandRun.of(
                "train",
                "--data",
                table,
                "--ignore",
                "id",
                "--missing",
                "mean",
                "--optimizer",
                "sgd",
                "--learning-rate",
                "1e30",
                "--out",
                out,
                "--quiet");

        assertThat(run.code()).isEqualTo(5);
        assertThat(run.err()).startsWith("hourglass: loss must stay finite, but was ");
        assertThat(out.resolve("model.safetensors")).doesNotExist();
    }

    @Test
    void stackTraceIsPrintedOnRequest() {
        assertThat(run("train nope.yaml --stacktrace").err()).contains("\tat dev.hourglass.cli.TrainCommand.call");
    }

    @Test
    void refusedDataWritesNothing() throws IOException {
        Path out = directory.resolve("run");
        CommandRun.of("train", "--data", table, "--out", out);

        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.toList()).isEqualTo(List.of(table));
        }
    }

    @Test
    void failuresOfTheSystemAreOneSentence() {
        assertThat(report(new AccessDeniedException("/x")))
                .isEqualTo("1 hourglass: /x must be open to you, but its permissions forbid it");
        assertThat(report(
                        new UncheckedIOException("a.csv must be writable", new IOException("No space left on device"))))
                .isEqualTo("1 hourglass: a.csv must be writable, but: No space left on device");
        assertThat(report(new OutOfMemoryError("Java heap space")))
                .isEqualTo("1 hourglass: memory must suffice, but does not: start Java with a larger -Xmx"
                        + " (HOURGLASS_JAVA_OPTS=-Xmx8g), or take fewer rows or a smaller batch");
        assertThat(report(new IllegalStateException("odd")))
                .isEqualTo("1 hourglass: this is a fault of Hourglass (IllegalStateException: odd); run again with"
                        + " --stacktrace and report it");
    }

    private static String report(Throwable failure) {
        StringWriter err = new StringWriter();
        int code = Failures.report(failure, new PrintWriter(err), false);
        return code + " " + err.toString().strip();
    }

    private CommandRun run(String command) {
        Object[] arguments = Stream.of(command.split(" ", -1))
                .map(word -> word.equals("T") ? table.toString() : word)
                .toArray();
        return CommandRun.of(arguments);
    }
}
