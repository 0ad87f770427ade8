package dev.hourglass.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Names the files of a run.
 *
 * @param directory the run's folder
 */
record RunFolder(Path directory) {
    private static final String EVENT_FILES = "events.out.tfevents.*";

    Path model() {
        return directory.resolve("model.safetensors");
    }

    Path checkpoint() {
        return directory.resolve("checkpoint.safetensors");
    }

    Path history() {
        return directory.resolve("history.csv");
    }

    /** Returns the folder that TensorBoard reads. */
    Path events() {
        return directory.resolve("events");
    }

    Path experiment() {
        return directory.resolve("experiment.yaml");
    }

    Path pictures() {
        return directory.resolve("reconstructions.png");
    }

    Path report() {
        return directory.resolve("report.html");
    }

    /** Makes the folder; for a fresh run, removes the curves of an earlier one, which would be drawn into the new. */
    void prepare(boolean isFresh) throws IOException {
        Files.createDirectories(events());
        if (isFresh) {
            try (DirectoryStream<Path> old = Files.newDirectoryStream(events(), EVENT_FILES)) {
                for (Path file : old) {
                    Files.delete(file);
                }
            }
        }
    }
}
