package dev.hourglass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Boltzmann machines, layers one by one, and classifiers, from the command line. */
final class PretrainingTest {
    @TempDir
    private Path directory;

    @Test
    void layersAreTrainedOneByOne() throws IOException {
        Path run = directory.resolve("run");
        CommandRun trained = CommandRun.of(
                "train",
                "--data",
                TinyData.vectors(directory),
                "--normalization",
                "none",
                "--hidden",
                "8",
                "--latent",
                "3",
                "--activation",
                "sigmoid",
                "--output-activation",
                "sigmoid",
                "--pretraining",
                "rbm",
                "--pretraining-epochs",
                "2",
                "--epochs",
                "2",
                "--out",
                run);

        assertThat(trained.err()).isEmpty();
        assertThat(trained.out()).contains("layer 1/2 epoch 1  loss ", "layer 2/2 epoch 2  loss ", "free energy gap ");
        assertThat(run.resolve("experiment.yaml")).content().contains("pretraining: rbm", "pretraining-epochs: 2");
    }

    @Test
    void machinesAreTiedAndBinaryUnlessAskedOtherwise() throws IOException {
        Path run = directory.resolve("machine");
        CommandRun trained = CommandRun.of(
                "train",
                "--data",
                TinyData.vectors(directory),
                "--objective",
                "pcd",
                "--gibbs-steps",
                "2",
                "--normalization",
                "min-max",
                "--validation",
                "0",
                "--epochs",
                "2",
                "--out",
                run);

        assertThat(trained.err()).isEmpty();
        assertThat(Files.readString(run.resolve("history.csv")))
                .startsWith("epoch,")
                .contains(",squared_error\n");
        assertThat(run.resolve("experiment.yaml")).content().contains("tied: true", "code-activation: sigmoid");
    }

    @Test
    void modelsBecomeClassifiers() throws IOException {
        Path table = TinyData.table(directory);
        Path run = directory.resolve("table");
        CommandRun.of("train", TinyData.experiment(directory, table), "--out", run, "--quiet");
        Path model = directory.resolve("classifier.safetensors");

        CommandRun tuned = CommandRun.of(
                "finetune", run.resolve("model.safetensors"), table, "--labels", "label", "--epochs", "3", "-o", model);

        assertThat(tuned.err()).isEmpty();
        assertThat(tuned.code()).isZero();
        assertThat(tuned.out()).contains("accuracy ", "class  samples  precision  recall", "model   " + model);
        Path predictions = directory.resolve("predictions.csv");
        assertThat(CommandRun.of("predict", model, table, "-o", predictions).err())
                .isEmpty();
        assertThat(Files.readAllLines(predictions)).hasSize(121).first().isEqualTo("0,1");
        assertThat(CommandRun.of("evaluate", model, table).out()).contains("MSE", "accuracy ");
    }

    @Test
    void autoencodersPredictNothing() throws IOException {
        Path table = TinyData.table(directory);
        Path run = directory.resolve("table");
        CommandRun.of("train", TinyData.experiment(directory, table), "--out", run, "--quiet");

        CommandRun failed =
                CommandRun.of("predict", run.resolve("model.safetensors"), table, "-o", directory.resolve("p.csv"));

        assertThat(failed.err())
                .contains("the model must have a classifier, but is an autoencoder alone; make one with \"hourglass"
                        + " finetune\"");
    }
}
