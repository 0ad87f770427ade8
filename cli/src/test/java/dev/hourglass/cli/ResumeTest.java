package dev.hourglass.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hourglass.train.EpochRecord;
import dev.hourglass.train.TrainingListener;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ResumeTest {
    @TempDir
    private Path directory;

    private Path experiment;
    private Path whole;
    private Path broken;

    @BeforeEach
    void trainWhole() throws IOException {
        experiment = TinyData.experiment(directory, TinyData.table(directory));
        whole = directory.resolve("whole");
        broken = directory.resolve("broken");
        CommandRun.of("train", experiment, "--out", whole, "--quiet");
    }

    @Test
    void aResumedRunGivesTheSameModelAndHistory() throws IOException {
        breakOffAfter(2);

        CommandRun resumed = CommandRun.of("train", experiment, "--out", broken, "--resume", "--threads", "2");

        assertThat(resumed.code()).isZero();
        assertThat(resumed.out()).doesNotContain("epoch 1/4").contains("epoch 4/4");
        assertThat(broken.resolve("model.safetensors")).hasSameBinaryContentAs(whole.resolve("model.safetensors"));
        assertThat(epochs(broken)).isEqualTo(epochs(whole));
    }

    @Test
    void anotherExperimentIsNotResumed() throws IOException {
        breakOffAfter(2);

        CommandRun refused = CommandRun.of("train", experiment, "--out", broken, "--resume", "--seed", "8");

        assertThat(refused.code()).isEqualTo(4);
        assertThat(refused.err()).contains("must be a checkpoint of the same model, data, settings and seed");
    }

    @Test
    void withoutACheckpointThereIsNothingToResume() {
        CommandRun refused = CommandRun.of("train", experiment, "--out", broken, "--resume");

        assertThat(refused.code()).isEqualTo(3);
        assertThat(refused.err().strip())
                .isEqualTo("hourglass: checkpoint " + broken.resolve("checkpoint.safetensors")
                        + " must exist to resume, but does not; start without --resume, or give the --out of that run");
        assertThat(broken).doesNotExist();
    }

    private void breakOffAfter(int epochs) throws IOException {
        Settings settings = new Settings();
        ExperimentFile.read(experiment, settings);
        TrainRun run = new TrainRun(
                settings, Optional.of(broken), false, new Messages(new PrintWriter(new StringWriter()), true));
        TrainingListener breaking = new TrainingListener() {
            @Override
            public void epochEnded(EpochRecord epoch) {
                if (epoch.epoch() > epochs) {
                    throw new IllegalStateException("power cut");
                }
            }
        };
        assertThatThrownBy(() -> run.run(breaking)).hasMessage("power cut");
    }

    /** Returns the history without its timings. */
    private static List<String> epochs(Path run) throws IOException {
        return Files.readAllLines(run.resolve("history.csv")).stream()
                .map(line -> line.replaceFirst("^((?:[^,]*,){5})[^,]*", "$1"))
                .toList();
    }
}
