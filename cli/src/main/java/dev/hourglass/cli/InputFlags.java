package dev.hourglass.cli;

import dev.hourglass.artifact.ModelFile;
import dev.hourglass.artifact.StoredModel;
import dev.hourglass.data.DataLocator;
import dev.hourglass.train.RunOptions;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags of commands that run data through a model. */
final class InputFlags {
    /** What DATA is, for help. */
    static final String DATA = "A file or folder, or a named set such as mnist:test (the part may be left out).";

    @Option(names = "--data-dir", paramLabel = "DIR", description = "Where named sets lie, searched first.")
    private @Nullable Path dataDir;

    @Option(names = "--threads", paramLabel = "N", description = "Workers; default all processors.")
    private @Nullable Integer threads;

    DataSource source(String text, Console console) {
        DataLocator locator = dataDir == null ? DataLocator.standard() : DataLocator.standard(dataDir);
        return new DataSource(text, locator, console.messages());
    }

    StoredModel model(Path file) throws IOException {
        return ModelFile.read(file).withThreads(threads());
    }

    /** Returns the number of workers that was asked for, or one for each processor. */
    int threads() {
        int count = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        return RunOptions.defaults(0).withThreads(count).threads();
    }
}
