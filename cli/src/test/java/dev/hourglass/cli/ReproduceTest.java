package dev.hourglass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hourglass.data.Dataset;
import dev.hourglass.data.DigitsDemo;
import dev.hourglass.file.Json;
import dev.hourglass.reproduce.Recipes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReproduceTest {
    @TempDir
    private Path folder;

    /** Drawn digits in the place of MNIST: the files are found and read alike, and the figures differ for sure. */
    @BeforeEach
    void drawDigitsInPlaceOfMnist() throws IOException {
        Files.createDirectory(folder.resolve("mnist"));
        write("train", DigitsDemo.draw(500, 1));
        write("t10k", DigitsDemo.draw(50, 2));
    }

    private void write(String part, Dataset data) throws IOException {
        ByteBuffer images = ByteBuffer.allocate(16 + data.values().length);
        images.putInt(0x803).putInt(data.rows()).putInt(28).putInt(28);
        for (float value : data.values()) {
            images.put((byte) Math.round(value * 255));
        }
        ByteBuffer labels = ByteBuffer.allocate(8 + data.rows());
        labels.putInt(0x801).putInt(data.rows());
        data.labels().forEach(label -> labels.put(Byte.parseByte(label)));
        Files.write(folder.resolve("mnist").resolve(part + "-images-idx3-ubyte"), images.array());
        Files.write(folder.resolve("mnist").resolve(part + "-labels-idx1-ubyte"), labels.array());
    }

    @Test
    void listsWhatCanBeReproduced() {
        CommandRun run = CommandRun.of("reproduce", "--list");

        assertThat(run.code()).isZero();
        assertThat(run.out().lines())
                .hasSize(Recipes.names().size())
                .first()
                .asString()
                .isEqualTo("keras-dense-32   MNIST, 784-32-784, binary cross-entropy, Adam 1e-3, batch 256, 50 epochs"
                        + " (Keras tutorial)");
    }

    @Test
    void setsPublishedBesideObtainedAndSaysThatItIsQuick() {
        CommandRun run = CommandRun.of("reproduce", "keras-dense-32", "--quick", "--data-dir", folder, "--seed", 3);

        assertThat(run.code()).isZero();
        List<String> lines = run.out().lines().toList();
        assertThat(lines.get(0)).matches("name +metric +published +obtained +deviation +seed +time *");
        assertThat(lines.get(1))
                .matches("keras-dense-32 +test BCE, nats per pixel +0\\.09160 +0\\.\\d{5} +\\+0\\.\\d{5} +3 +[\\d.]+ s"
                        + " +quick");
        assertThat(lines.get(3)).startsWith("This was a quick run: ");
        assertThat(run.err()).contains("keras-dense-32: epoch 2 of 2, training loss 0.");
    }

    @Test
    void printsOneObjectAMetric() {
        CommandRun run = CommandRun.of("reproduce", "pca", "--quick", "--json", "--data-dir", folder, "--threads", 1);

        assertThat(run.code()).isZero();
        List<String> lines = run.out().lines().toList();
        assertThat(lines).hasSize(7);
        Map<String, ?> first = Json.parse(lines.get(0));
        assertThat(first.keySet().toString())
                .isEqualTo("[name, metric, published, obtained, better, seconds, seed, device]");
        assertThat(first.get("name")).isEqualTo("pca");
        assertThat(first.get("metric")).isEqualTo("squared error per test image, k = 2");
        assertThat(first.get("published")).isEqualTo(43.645);
        assertThat(first.get("better")).isEqualTo("lower");
        assertThat(first.get("seed")).isEqualTo(1L);
    }

    @Test
    void saysThatThereAreNoCurvesToDraw() {
        Path page = folder.resolve("curves.html");
        CommandRun run = CommandRun.of("reproduce", "pca", "--quick", "--data-dir", folder, "--report", page);

        assertThat(run.code()).isZero();
        assertThat(run.err()).contains("no result has curves to draw, so there is no " + page);
        assertThat(page).doesNotExist();
    }

    @Test
    void failsWhereAFullRunMissesItsFigure() {
        CommandRun run = CommandRun.of("reproduce", "pca", "--data-dir", folder);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("MISSED, must be from 43.64300 to 43.64700");
    }

    @Test
    void suggestsTheNearestName() {
        CommandRun run = CommandRun.of("reproduce", "keras-dens-32");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err().strip())
                .isEqualTo("hourglass: NAME must be a published result, but was \"keras-dens-32\"; did you mean"
                        + " \"keras-dense-32\"?; see \"hourglass reproduce --help\"");
    }

    @Test
    void needsAName() {
        CommandRun run = CommandRun.of("reproduce", "--quick");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err().strip())
                .isEqualTo("hourglass: NAME must be given at least once, or --all; known are "
                        + String.join(", ", Recipes.names()) + "; see \"hourglass reproduce --help\"");
    }

    @Test
    void refusesNoThreads() {
        CommandRun run = CommandRun.of("reproduce", "pca", "--threads", 0);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("threads must be at least 1, but was 0");
    }
}
