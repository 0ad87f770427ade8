package dev.hourglass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hourglass.data.DataOptions;
import dev.hourglass.data.Dataset;
import dev.hourglass.data.Datasets;
import dev.hourglass.data.RowReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goes the whole way on a small table: train, evaluate, encode, decode, compress, decompress. */
final class PipelineTest {
    @TempDir
    private static Path directory;

    private static Path table;
    private static Path run;
    private static Path model;
    private static CommandRun training;

    @BeforeAll
    static void train() throws IOException {
        table = TinyData.table(directory);
        run = directory.resolve("run");
        model = run.resolve("model.safetensors");
        training = CommandRun.of("train", TinyData.experiment(directory, table), "--out", run);
    }

    @Test
    void trainingLeavesEveryFile() {
        assertThat(training.err()).isEmpty();
        assertThat(training.code()).isZero();
        assertThat(training.out())
                .contains(
                        " for weights, optimiser and batch, ",
                        "epoch 4/4  loss ",
                        "stopped: all 4 epochs are done",
                        "MSE",
                        "report  ");
        for (String name : List.of(
                "model.safetensors", "checkpoint.safetensors", "history.csv", "report.html", "experiment.yaml")) {
            assertThat(run.resolve(name)).isNotEmptyFile();
        }
        assertThat(run.resolve("events")).isDirectoryContaining("glob:**/events.out.tfevents.*");
        assertThat(run.resolve("reconstructions.png")).doesNotExist();
    }

    @Test
    void theKeptExperimentGivesTheSameModel() throws IOException {
        Path again = directory.resolve("again");

        CommandRun repeated = CommandRun.of("train", run.resolve("experiment.yaml"), "--out", again, "--quiet");

        assertThat(repeated).isEqualTo(new CommandRun(0, "", ""));
        assertThat(again.resolve("model.safetensors")).hasSameBinaryContentAs(model);
        assertThat(again.resolve("experiment.yaml")).hasSameTextualContentAs(run.resolve("experiment.yaml"));
    }

    @Test
    void aFlagWinsOverTheFile() {
        Path other = directory.resolve("other");

        CommandRun.of("train", run.resolve("experiment.yaml"), "--out", other, "--latent", "3", "--quiet");

        assertThat(CommandRun.of("inspect", other.resolve("model.safetensors"), "--json")
                        .out())
                .contains("\"latentSize\":3");
    }

    @Test
    void threadsDoNotChangeTheModel() {
        Path two = directory.resolve("two");

        CommandRun.of("train", run.resolve("experiment.yaml"), "--out", two, "--threads", "2", "--quiet");

        assertThat(two.resolve("model.safetensors")).hasSameBinaryContentAs(model);
    }

    @Test
    void evaluatePrintsFiguresBesidePca() {
        CommandRun people = CommandRun.of("evaluate", model, table);
        CommandRun json = CommandRun.of("evaluate", model, table, "--json");

        assertThat(people.out()).startsWith("on 120 samples").contains("model", "PCA", "R2", "5 values to 2");
        assertThat(json.out()).startsWith("{\"id\":\"").contains("\"rows\":120", "\"metric\":\"MSE\"");
        assertThat(json.out().lines()).hasSize(1);
    }

    @Test
    void inspectPrintsLayersAndProvenance() {
        CommandRun inspected = CommandRun.of("inspect", model);

        assertThat(inspected.out())
                .contains("family         dense", "encoder.0  Linear", "normalization  standardize", "dataName");
    }

    @Test
    void decodedCodesAreTheReconstructions() throws IOException {
        Path codes = directory.resolve("codes.npy");
        Path decoded = directory.resolve("decoded.npy");
        Path restored = directory.resolve("restored.npy");

        CommandRun encoded = CommandRun.of("encode", model, table, "-o", codes);
        CommandRun.of("decode", model, codes, "-o", decoded);
        CommandRun.of("reconstruct", model, table, "-o", restored, "--threads", "2");

        assertThat(encoded.out().strip()).isEqualTo("120 codes written to " + codes);
        assertThat(load(codes).features()).isEqualTo(2);
        assertThat(load(codes).rows()).isEqualTo(120);
        assertThat(decoded).hasSameBinaryContentAs(restored);
    }

    @Test
    void csvKeepsEveryBit() throws IOException {
        Path binary = directory.resolve("bits.npy");
        Path text = directory.resolve("bits.csv");

        CommandRun.of("reconstruct", model, table, "-o", binary);
        CommandRun.of("reconstruct", model, table, "-o", text);

        assertThat(Files.readAllLines(text).get(0)).isEqualTo("a,b,product,city=Bern,city=Chur");
        assertThat(load(text).values()).isEqualTo(load(binary).values());
    }

    @Test
    void compressedSamplesComeBack() throws IOException {
        Path file = directory.resolve("table.hgz");
        Path restored = directory.resolve("back.csv");

        CommandRun compressed = CommandRun.of("compress", table, "--codes", "-m", model, "-o", file, "--json");
        CommandRun back = CommandRun.of("decompress", file, "-m", model, "-o", restored);

        assertThat(compressed.out()).contains("\"rows\":120", "\"fileBytes\":" + Files.size(file), "\"verified\":true");
        assertThat(back.out().strip()).isEqualTo("120 samples written to " + restored);
        assertThat(load(restored).rows()).isEqualTo(120);
    }

    @Test
    void everyDamagedByteOfAFileIsRefusedAndNothingWritten() throws IOException {
        Path file = directory.resolve("whole.hgz");
        Path out = directory.resolve("damaged.csv");
        CommandRun.of("compress", table, "--codes", "-m", model, "-o", file);
        byte[] bytes = Files.readAllBytes(file);
        Path damaged = directory.resolve("damaged.hgz");
        for (int i = 0; i < bytes.length; i += 7) {
            byte[] altered = bytes.clone();
            altered[i] ^= 1;
            Files.write(damaged, altered);
            assertThat(CommandRun.of("decompress", damaged, "-m", model, "-o", out)
                            .code())
                    .as("byte " + i)
                    .isEqualTo(4);
            Files.write(damaged, Arrays.copyOf(bytes, i));
            assertThat(CommandRun.of("decompress", damaged, "-m", model, "-o", out)
                            .code())
                    .as("first " + i + " bytes")
                    .isEqualTo(4);
        }
        assertThat(out).doesNotExist();
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void anotherModelIsRefusedByName() {
        Path file = directory.resolve("named.hgz");
        Path other = directory.resolve("stranger");
        CommandRun.of("compress", table, "--codes", "-m", model, "-o", file);
        CommandRun.of("train", run.resolve("experiment.yaml"), "--seed", "8", "--out", other, "--quiet");

        CommandRun refused = CommandRun.of(
                "decompress", file, "-m", other.resolve("model.safetensors"), "-o", directory.resolve("no.csv"));

        assertThat(refused.code()).isEqualTo(4);
        assertThat(refused.err())
                .startsWith("hourglass: " + file + ": model must be ")
                .endsWith("; use the model file that compressed it" + System.lineSeparator());
    }

    @Test
    void truncatedModelIsRefused() throws IOException {
        Path cut = directory.resolve("cut.safetensors");
        Files.write(cut, Arrays.copyOf(Files.readAllBytes(model), 1000));

        CommandRun refused = CommandRun.of("inspect", cut);

        assertThat(refused.code()).isEqualTo(4);
        assertThat(refused.err()).startsWith("hourglass: " + cut + " at byte ");
    }

    @Test
    void codesOfAnotherSizeAreRefused() throws IOException {
        Path vectors = TinyData.vectors(directory);

        CommandRun refused = CommandRun.of("decode", model, vectors, "-o", directory.resolve("never.csv"));

        assertThat(refused.code()).isEqualTo(4);
        assertThat(refused.err().strip())
                .isEqualTo("hourglass: " + vectors + " must hold codes of 2 values, as the model makes them, but its"
                        + " rows have 12");
    }

    @Test
    void tablesAreNotDrawn() {
        CommandRun refused = CommandRun.of("compare", model, table, "-o", directory.resolve("never.png"));

        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err())
                .startsWith(
                        "hourglass: compare needs a model of images, but \"" + model + "\" takes samples of shape [5]");
    }

    @Test
    void missingFolderIsNamed() {
        Path folder = directory.resolve("nowhere");

        CommandRun refused = CommandRun.of("encode", model, table, "-o", folder.resolve("x.npy"));

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err().strip())
                .isEqualTo("hourglass: " + folder + " must exist, or the folder it is to be made in, but does not");
    }

    @Test
    void dataDescribesColumnsAndLabels() {
        CommandRun described = CommandRun.of("data", table, "--label", "label", "--ignore", "id", "--missing", "mean");

        assertThat(described.out())
                .startsWith(table + ": 120 samples of shape [5]")
                .containsPattern("product +\\S+ +\\S+ +\\S+ +12\\R")
                .containsPattern("city=Bern +0 +0.3333 +1.000 +-\\R")
                .containsPattern("1 +60\\R");
    }

    private static Dataset load(Path file) throws IOException {
        try (RowReader reader = Datasets.open(file, DataOptions.defaults())) {
            return Datasets.load(reader, "test");
        }
    }

    private static List<Path> leftovers() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(path -> path.toString().endsWith(".tmp")).toList();
        }
    }
}
