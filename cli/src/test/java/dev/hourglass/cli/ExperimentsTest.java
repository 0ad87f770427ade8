package dev.hourglass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hourglass.artifact.ModelFile;
import dev.hourglass.cli.TrainRun.Finished;
import dev.hourglass.data.Dataset;
import dev.hourglass.data.DigitsDemo;
import dev.hourglass.data.ImageSchema;
import dev.hourglass.train.TrainingListener;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the set-ups of {@code experiments/} to what they say: each trains, is kept and is shown. */
final class ExperimentsTest {
    private static final Path FOLDER = Path.of("..", "experiments");
    private static final int ROWS = 130;
    private static final Set<String> WITH_PRIOR = Set.of("elbo", "iwae", "wae", "aae", "gan", "vae-gan");
    private static final Set<String> WITH_DIVERGENCE = Set.of("elbo", "vae-gan");

    @TempDir
    private static Path shared;

    private static Path digits;

    @TempDir
    private Path directory;

    @BeforeAll
    static void drawDigits() throws IOException {
        digits = shared.resolve("digits");
        try (PngFolderSink sink = new PngFolderSink(digits, new ImageSchema(1, 28, 28))) {
            sink.write(DigitsDemo.draw(ROWS, 3).values(), ROWS);
            sink.finish();
        }
    }

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void trainsAndIsKeptAndIsShown(Path file) throws IOException {
        Settings settings = new Settings();
        ExperimentFile.read(file, settings);
        settings.with(Setting.SOURCE, digits.toString()).with(Setting.EPOCHS, "1");
        if (settings.has(Setting.PATCHES)) {
            settings.with(Setting.PATCHES, "1").with(Setting.IMAGE_SIZE, "16x16");
        }
        if (settings.has(Setting.PRETRAINING)) {
            settings.with(Setting.PRETRAINING_EPOCHS, "1");
        }
        StringWriter said = new StringWriter();
        TrainRun run =
                new TrainRun(settings, Optional.of(directory), false, new Messages(new PrintWriter(said), false));

        Finished finished = run.run(TrainingListener.SILENT);
        run.writeReport(finished, "hourglass train", List.of(), List.of());

        // What a game of one epoch has come to is worth a warning; gradients that are not the loss's never are.
        assertThat(said.toString()).doesNotContain("is not that of the loss");
        Dataset seen = finished.outcome().measured();
        assertThat(ModelFile.read(run.folder().model())
                        .model()
                        .reconstruct(seen.tensor())
                        .values())
                .isEqualTo(finished.outcome().model().reconstruct(seen.tensor()).values())
                .isNotEqualTo(seen.values());
        String page = Files.readString(run.folder().report());
        assertThat(page).contains("<title>" + settings.text(Setting.NAME, ""));
        assertThat(page.contains("decoded from codes drawn from the prior."))
                .isEqualTo(WITH_PRIOR.contains(settings.text(Setting.OBJECTIVE, "mse")));
        assertThat(page.contains("<h3>Divergence</h3>"))
                .isEqualTo(WITH_DIVERGENCE.contains(settings.text(Setting.OBJECTIVE, "mse")));
    }

    @ParameterizedTest
    @MethodSource("files")
    void isNamedAndListed(Path file) throws IOException {
        String name = FOLDER.relativize(file).toString();

        assertThat(Files.readString(FOLDER.resolve("README.md"))).contains("| `" + name + "` |");
        assertThat(Files.readString(file)).contains("name: " + name.substring(0, name.length() - 5) + "\n");
    }

    @Test
    void everyObjectiveHasOne() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path file : files()) {
            all.append(Files.readString(file));
        }

        assertThat(List.of(
                        "mse",
                        "bce",
                        "elbo",
                        "iwae",
                        "vq",
                        "wae",
                        "code-matching",
                        "aae",
                        "gan",
                        "vae-gan",
                        "pcd",
                        "rate-distortion"))
                .allSatisfy(objective -> assertThat(all).contains("objective: " + objective + "\n"));
    }
}
