package dev.hourglass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the set-ups of {@code experiments/} to what they say. */
final class ExperimentsTest {
    private static final Path FOLDER = Path.of("..", "experiments");

    @TempDir
    private Path directory;

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void trainsOnDrawnDigits(Path file) throws IOException {
        CommandRun run = CommandRun.of(
                "train", file, "--data", "digits-demo", "--epochs", 1, "--out", directory, "--no-report", "--quiet");

        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(directory.resolve("model.safetensors")).isNotEmptyFile();
        String name = FOLDER.relativize(file).toString();
        assertThat(Files.readString(FOLDER.resolve("README.md"))).contains("| `" + name + "` |");
        assertThat(Files.readString(file)).contains("name: " + name.substring(0, name.length() - 5) + "\n");
    }

    @Test
    void thereAreTheClassicOnes() throws IOException {
        assertThat(files()).hasSize(14);
    }
}
