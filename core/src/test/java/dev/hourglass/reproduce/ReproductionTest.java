package dev.hourglass.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.hourglass.data.DataLocator;
import dev.hourglass.data.Dataset;
import dev.hourglass.data.DigitsDemo;
import dev.hourglass.data.DownloadProgress;
import dev.hourglass.train.TrainingListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

final class ReproductionTest {
    @TempDir
    Path folder;

    @BeforeEach
    void drawDigitsInPlaceOfMnist() throws IOException {
        Files.createDirectory(folder.resolve("mnist"));
        write("train", DigitsDemo.draw(600, 1));
        write("t10k", DigitsDemo.draw(100, 2));
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

    private List<Finding> quick(String name, int threads) throws IOException {
        var options = new ReproduceOptions(7, threads, true, DataLocator.of(List.of(folder), Map.of(), folder));
        Recipe recipe = Recipes.find(name).orElseThrow();
        return new Reproduction(options, DownloadProgress.none()).run(recipe, TrainingListener.SILENT);
    }

    @Test
    void listsRecipesByName() {
        assertThat(Recipes.names())
                .containsExactly(
                        "keras-dense-32",
                        "keras-dense-100",
                        "keras-sparse",
                        "keras-conv",
                        "pca",
                        "hinton-30",
                        "sda",
                        "pytorch-vae",
                        "iwae",
                        "generative",
                        "bits-back-binary",
                        "bits-back-raw",
                        "bit-swap-raw",
                        "causal-raw",
                        "bounded-error",
                        "kodak",
                        "tabular-anomaly",
                        "ecg5000",
                        "server-machines",
                        "nab");
        assertThat(Recipes.all()).allMatch(recipe -> !recipe.description().isEmpty());
        assertThat(Recipes.find("keras-dense")).isEmpty();
    }

    @Test
    void setsObtainedBesidePublished() throws IOException {
        Finding finding = quick("keras-dense-32", 1).get(0);

        assertThat(finding.name()).isEqualTo("keras-dense-32");
        assertThat(finding.figure().metric()).isEqualTo("test BCE, nats per pixel");
        assertThat(finding.figure().published()).isEqualTo(0.0916);
        assertThat(finding.obtained()).isBetween(0.1, 0.7);
        assertThat(finding.seconds()).isPositive();
        assertThat(finding.seed()).isEqualTo(7);
        assertThat(finding.device())
                .startsWith("CPU ")
                .endsWith("Java " + Runtime.version().feature());
        assertThat(finding.isMissed()).isFalse();
    }

    @Test
    void findsTheSameWithAnyNumberOfThreads() throws IOException {
        assertThat(quick("keras-dense-32", 2).get(0).obtained())
                .isEqualTo(quick("keras-dense-32", 1).get(0).obtained());
    }

    @Test
    void penaltiesMakeCodesSparser() throws IOException {
        List<Finding> findings = quick("keras-sparse", 2);

        assertThat(findings).extracting(finding -> finding.figure().published()).containsExactly(0.10, 3.33, 7.30);
        assertThat(findings.get(0).obtained()).isBetween(0.1, 0.7);
        assertThat(findings.get(1).obtained())
                .isPositive()
                .isLessThan(findings.get(2).obtained());
    }

    @Test
    void holdsTheAutoencoderAgainstPcaOfTheSameData() throws IOException {
        Finding finding = quick("keras-dense-100", 2).get(0);

        assertThat(finding.figure().published()).isBetween(0.0001, 0.02);
        assertThat(finding.figure().isReachedBy(finding.figure().published())).isFalse();
    }

    @Test
    void setsDeepAutoencodersBesidePca() throws IOException {
        List<Finding> findings = quick("hinton-30", 2);

        assertThat(findings).extracting(finding -> finding.figure().published()).containsExactly(13.87, 3.00, 2.86);
        assertThat(findings).allMatch(finding -> finding.obtained() > 0.1 && finding.obtained() < 200);
        assertThat(findings.get(0).obtained()).isCloseTo(quick("pca", 2).get(4).obtained(), offset(1e-3));
    }

    @Test
    void tellsDigitsApartWithAndWithoutPretraining() throws IOException {
        List<Finding> findings = quick("sda", 2);

        assertThat(findings).extracting(finding -> finding.figure().published()).containsExactly(1.3, 1.65);
        assertThat(findings)
                .extracting(Finding::obtained)
                .isEqualTo(quick("sda", 1).stream().map(Finding::obtained).toList())
                .allMatch(error -> error > 0 && error < 100);
    }

    @Test
    void setsFamiliesBesideTheVariationalAutoencoder() throws IOException {
        List<Finding> findings = quick("generative", 2);

        assertThat(findings)
                .extracting(finding -> finding.figure().metric())
                .filteredOn(metric -> metric.endsWith(": test MSE"))
                .containsExactly(
                        "VAE: test MSE",
                        "WAE: test MSE",
                        "VQ-VAE: test MSE",
                        "AAE: test MSE",
                        "GAN: test MSE",
                        "VAE-GAN: test MSE");
        assertThat(findings).allMatch(finding -> Double.isFinite(finding.obtained()));
        assertThat(findings.get(0).deviation()).isZero();
        assertThat(findings.get(3).deviation()).isNotZero();
    }

    @Test
    void codesImagesInTheBytesThatAreCounted() throws IOException {
        List<Finding> binary = quick("bits-back-binary", 2);

        assertThat(binary)
                .extracting(finding -> finding.figure().published())
                .containsExactly(0.19409, 0.278, 0.328, 0.278, 0.19, 0.278, 0.328, 0.278);
        assertThat(binary)
                .extracting(Finding::obtained)
                .isEqualTo(quick("bits-back-binary", 1).stream()
                        .map(Finding::obtained)
                        .toList())
                .allMatch(bits -> bits > 0.05);
        assertThat(binary.get(4).obtained()).isLessThan(1);
        List<Finding> raw = quick("bits-back-raw", 2);
        assertThat(raw).extracting(finding -> finding.figure().published()).containsExactly(1.41, 1.382, 1.635, 1.382);
        assertThat(raw.get(0).obtained())
                .isBetween(0.1, 8.0)
                .isLessThan(raw.get(3).obtained());
    }

    @Test
    void codesImagesLevelByLevel() throws IOException {
        List<Finding> findings = quick("bit-swap-raw", 2);

        assertThat(findings)
                .extracting(finding -> finding.figure().published())
                .containsExactly(1.29, 1.41, 1.382, 1.382);
        assertThat(findings)
                .extracting(Finding::obtained)
                .isEqualTo(
                        quick("bit-swap-raw", 1).stream().map(Finding::obtained).toList());
        assertThat(findings.get(0).obtained())
                .isBetween(0.1, 8.0)
                .isEqualTo(findings.get(2).obtained())
                .isLessThan(findings.get(3).obtained());
    }

    @Test
    void codesImagesByPixel() throws IOException {
        List<Finding> findings = quick("causal-raw", 2);

        assertThat(findings).extracting(finding -> finding.figure().published()).containsExactly(1.29, 1.382, 1.382);
        assertThat(findings.get(0).obtained())
                .isBetween(0.1, 8.0)
                .isEqualTo(findings.get(1).obtained())
                .isLessThan(findings.get(2).obtained());
    }

    @Test
    void countsTheBytesOfTablesWithinABound() throws IOException {
        String csv = "timestamp,value,label\n"
                + IntStream.range(0, 500)
                        .mapToObj(i -> i + "," + i % 7 + ".5,0\n")
                        .collect(Collectors.joining());
        String text = "1 2.5 3  \n1 2.25 4  \n".repeat(100);
        writeText("smd/machine-1_train.csv", csv);
        writeText("asd/omi-1_test.csv", csv);
        writeText("ecg5000/ecg5000_train.csv", csv);
        writeText("nab/data/some/series.csv", csv);
        writeText("cmapss-fd001/train_FD001.txt", text);

        List<Finding> findings = quick("bounded-error", 2);

        assertThat(findings).hasSize(15).extracting(Finding::obtained).allMatch(obtained -> obtained > 1);
        assertThat(findings.subList(0, 5)).allMatch(finding -> finding.obtained() > 220 && finding.obtained() < 820);
        assertThat(findings.subList(5, 7))
                .extracting(finding -> finding.figure().published())
                .containsExactly(1.5, 1.5);
        assertThat(findings)
                .extracting(Finding::obtained)
                .isEqualTo(quick("bounded-error", 1).stream()
                        .map(Finding::obtained)
                        .toList());
    }

    private void writeText(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    @Test
    void measuresPcaWithFewerAndMoreComponents() throws IOException {
        List<Finding> findings = quick("pca", 1);

        assertThat(findings)
                .extracting(finding -> finding.figure().published())
                .containsExactly(43.645, 26.714, 21.059, 18.454, 13.866, 13.193, 7.093);
        assertThat(findings).extracting(Finding::obtained).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }

    @Test
    @EnabledIfEnvironmentVariable(named = DataLocator.VARIABLE, matches = ".+")
    void matchesThePublishedErrorsOfPca() throws IOException {
        Recipe recipe = Recipes.find("pca").orElseThrow();

        List<Finding> findings = new Reproduction(ReproduceOptions.defaults(), DownloadProgress.none())
                .run(recipe, TrainingListener.SILENT);

        assertThat(findings).hasSize(7).allMatch(Finding::isReached);
    }
}
