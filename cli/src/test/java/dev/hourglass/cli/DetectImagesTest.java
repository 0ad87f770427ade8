package dev.hourglass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hourglass.data.ImageSchema;
import dev.hourglass.report.ImageGrid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a folder of images to pictures of what is wrong with them. */
final class DetectImagesTest {
    private static final ImageSchema SCHEMA = new ImageSchema(1, 8, 8);
    private static final int SPOT = 6 * 8 + 1; // y 6 x 1

    @TempDir
    private static Path folder = Path.of("");

    private static Path detector = Path.of("");
    private static Path images = Path.of("");

    @BeforeAll
    static void fitOnce() throws IOException {
        detector = folder.resolve("images.detector");
        images = write("new", 40, 2, 17);
        CommandRun run = CommandRun.of(
                "detect", "fit", write("normal", 120, 1, -1), "-o", detector, "--seed", 3, "--threads", 2);
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("autoencoder, reconstruction").contains("images");
    }

    @Test
    void drawsTheWorstImagesAndNamesTheirPixels() throws IOException {
        Path maps = folder.resolve("maps");
        Path scores = folder.resolve("scores.csv");
        Path page = folder.resolve("page.html");
        CommandRun run =
                CommandRun.of("detect", "score", detector, images, "--heat-maps", maps, "-o", scores, "--report", page);
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("24 heat maps written to").contains("y 6 x 1");
        assertThat(Files.readAllLines(scores).get(18)).startsWith("18,").contains(",1,y 6 x 1,");
        assertThat(names(maps)).hasSize(24).startsWith("01-image-18.png");
        var worst = ImageIO.read(maps.resolve("01-image-18.png").toFile());
        assertThat(worst.getWidth()).isGreaterThan(3 * 8).isGreaterThan(2 * worst.getHeight());
        assertThat(page)
                .content()
                .contains("The most anomalous images", "data:image/png;base64,")
                .doesNotContain("What the alarms are about");
    }

    @Test
    void refusesAFolderThatHoldsSomething() throws IOException {
        CommandRun run = CommandRun.of("detect", "score", detector, images, "--heat-maps", images);
        assertThat(run.err()).contains("must be new or empty");
        assertThat(run.code()).isEqualTo(2);
        assertThat(names(images)).hasSize(40);
    }

    @Test
    void drawsNoTables() throws IOException {
        Path table = folder.resolve("table.csv");
        SplittableRandom random = new SplittableRandom(1);
        StringBuilder text = new StringBuilder("a,b\n");
        for (int i = 0; i < 40; i++) {
            text.append(String.format(Locale.ROOT, "%.3f,%.3f%n", random.nextDouble(), random.nextDouble()));
        }
        Files.writeString(table, text);
        Path other = folder.resolve("table.detector");
        assertThat(CommandRun.of("detect", "fit", table, "-o", other, "--quiet").code())
                .isZero();
        CommandRun run = CommandRun.of("detect", "score", other, table, "--heat-maps", folder.resolve("no maps"));
        assertThat(run.err()).contains("must judge images to draw heat maps");
        assertThat(run.code()).isNotZero();
    }

    private static List<String> names(Path path) throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** Writes images that fade from one side to the other; one of them has a spot. */
    private static Path write(String name, int count, long seed, int broken) throws IOException {
        Path target = Files.createDirectory(folder.resolve(name));
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < count; i++) {
            float[] pixels = new float[64];
            float slope = 0.03f + 0.08f * (float) random.nextDouble();
            for (int j = 0; j < 64; j++) {
                pixels[j] = slope * (j % 8) + 0.03f * (float) random.nextDouble();
            }
            if (i == broken) {
                pixels[SPOT] = 1;
            }
            ImageGrid.writePng(
                    target.resolve(String.format(Locale.ROOT, "%03d.png", i)), ImageGrid.single(pixels, 0, SCHEMA));
        }
        return target;
    }
}
