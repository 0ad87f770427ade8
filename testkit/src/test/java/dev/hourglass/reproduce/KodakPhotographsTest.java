package dev.hourglass.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.hourglass.artifact.StoredModel;
import dev.hourglass.data.DataLocator;
import dev.hourglass.data.DownloadProgress;
import dev.hourglass.data.Picture;
import dev.hourglass.error.DataNotFoundException;
import dev.hourglass.evaluate.RateCurve;
import dev.hourglass.evaluate.RateDistortion;
import dev.hourglass.file.PngWriter;
import dev.hourglass.testkit.CosineModels;
import dev.hourglass.testkit.DrawnPictures;
import dev.hourglass.train.TrainingListener;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recipe, with drawn pictures in place of photographs and the cosine transform in place of a model. */
final class KodakPhotographsTest {
    @TempDir
    private Path directory;

    private final KodakPhotographs recipe = new KodakPhotographs((run, listener, file) -> CosineModels.write(3, file));

    private Reproduction reproduction() {
        return reproduction(true);
    }

    private Reproduction reproduction(boolean isQuick) {
        DataLocator locator = DataLocator.of(List.of(directory), Map.of(), directory);
        return new Reproduction(new ReproduceOptions(1, 2, isQuick, locator), DownloadProgress.none());
    }

    private void drawPictures() throws IOException {
        Path folder = Files.createDirectory(directory.resolve("kodak"));
        for (int i = 0; i < 3; i++) {
            Picture picture = DrawnPictures.draw(3, 250 + 10 * i, 200);
            try (OutputStream out = Files.newOutputStream(folder.resolve("kodim0" + i + ".png"))) {
                PngWriter.write(3, picture.height(), picture.width(), picture.samples(), out);
            }
        }
    }

    @Test
    void setsPicturesBesideJpegAndWebp() throws IOException {
        drawPictures();
        Reproduction run = reproduction();

        List<Finding> findings = run.run(recipe, TrainingListener.SILENT);

        assertThat(findings).extracting(Finding::obtained).doesNotContain(Double.NaN);
        assertThat(findings.get(findings.size() - 1).obtained()).isBetween(0.0005, 0.1);
        RateDistortion rates = run.rates().orElseThrow();
        assertThat(rates.data()).isEqualTo("2 photographs of Kodak's suite, small crops");
        assertThat(rates.own().points()).hasSize(3);
        assertThat(rates.others()).extracting(RateCurve::name).containsExactly("JPEG", "WebP");
        for (RateCurve curve : List.of(rates.own(), rates.others().get(0))) {
            assertThat(curve.points()).extracting(RateCurve.Point::psnr).isSorted();
            assertThat(curve.points())
                    .extracting(RateCurve.Point::multiScaleSimilarity)
                    .isSorted();
            assertThat(curve.points())
                    .allMatch(point -> point.psnr() > 15 && point.psnr() < 60)
                    .allMatch(point -> point.multiScaleSimilarity() > 0.5 && point.multiScaleSimilarity() < 1);
        }
    }

    @Test
    void fullRunsMustBeAboveJpeg() throws IOException {
        drawPictures();

        List<Finding> findings = reproduction(false).run(recipe, TrainingListener.SILENT);

        Figure margin = findings.get(0).figure();
        assertThat(margin.metric()).isEqualTo("least PSNR above JPEG, 0.2 to 1.0 bpp, dB");
        assertThat(margin.isDemanded()).isTrue();
        assertThat(margin.isReachedBy(0)).isFalse();
        assertThat(margin.isReachedBy(0.01)).isTrue();
        assertThat(margin.isReachedBy(Double.NaN)).isFalse();
        assertThat(findings.get(1).figure().metric()).isEqualTo("least PSNR above WebP, 0.2 to 1.0 bpp, dB");
    }

    @Test
    void quickRunsSayOverWhichRatesTheyCompare() {
        RateCurve own = curve("Hourglass", 0.25, 0.7, 30);

        assertThat(recipe.margin(reproduction(), own, curve("JPEG", 0.3, 2, 29), 0))
                .hasValueSatisfying(finding -> {
                    assertThat(finding.figure().metric()).isEqualTo("least PSNR above JPEG, 0.300 to 0.700 bpp, dB");
                    assertThat(finding.obtained()).isPositive();
                });
        assertThat(recipe.margin(reproduction(), own, curve("JPEG", 0.8, 2, 29), 0))
                .isEmpty();
    }

    private static RateCurve curve(String name, double from, double to, double psnr) {
        return new RateCurve(
                name, List.of(new RateCurve.Point(from, psnr, 0.9), new RateCurve.Point(to, psnr + 5, 0.95)));
    }

    @Test
    void ratesAreThoseOfWholeFiles() throws IOException {
        Picture picture = DrawnPictures.draw(3, 192, 192);
        StoredModel model = CosineModels.write(3, directory.resolve("m.safetensors"));
        PhotographCoder coder = PhotographCoder.of(model, 1);
        PhotographCoder.Coded coded = coder.code(picture, 30).orElseThrow();
        RateCurve curve = RateMeasurement.curve(
                "a", coder, new PhotographFiles(List.of(picture, picture), 1), List.of(30.0, 10.0));

        assertThat(curve.largest()).isEqualTo(8.0 * coded.bytes() / (192 * 192), offset(1e-12));
        assertThat(curve.points()).hasSize(2);
        assertThat(coder.code(DrawnPictures.draw(3, 2, 2), 10)).isEmpty();
        RateCurve none = RateMeasurement.curve(
                "b",
                (before, quality) -> quality < 1 ? Optional.empty() : coder.code(before, quality),
                new PhotographFiles(List.of(picture), 1),
                List.of(0.0, 10.0));
        assertThat(none.points()).hasSize(1);
    }

    @Test
    void jpegIsSmallerWithItsOwnTablesAndWithFewerColours() throws IOException {
        Picture picture = DrawnPictures.draw(3, 192, 192);

        PhotographCoder.Coded low = PhotographCoder.jpeg().code(picture, 0.1).orElseThrow();
        PhotographCoder.Coded high = PhotographCoder.jpeg().code(picture, 0.9).orElseThrow();

        assertThat(low.bytes()).isLessThan(high.bytes()).isBetween(500L, 10_000L);
        assertThat(high.picture().width()).isEqualTo(192);
        byte[] file = PhotographCoder.jpegFile(picture, 0.5);
        int frame = 0;
        while (file[frame] != (byte) 0xff || file[frame + 1] != (byte) 0xc0) {
            frame++;
        }
        assertThat(file[frame + 9]).as("components").isEqualTo((byte) 3);
        assertThat(new byte[] {file[frame + 11], file[frame + 14], file[frame + 17]})
                .as("4:2:0")
                .isEqualTo(new byte[] {0x22, 0x11, 0x11});
    }

    @Test
    void photographsThatAreNowhereAreAskedFor() {
        assertThatThrownBy(() -> reproduction().run(recipe, TrainingListener.SILENT))
                .isInstanceOf(DataNotFoundException.class)
                .hasMessageStartingWith("data set \"kodak\": its folder must be one of ")
                .hasMessageContaining("but there is none; put its files into a folder of that name");
    }
}
