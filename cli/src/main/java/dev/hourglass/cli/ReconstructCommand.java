package dev.hourglass.cli;

import dev.hourglass.artifact.StoredModel;
import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.data.RowReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs samples through a model and back. */
@Command(
        name = "reconstruct",
        sortOptions = false,
        description = "Encodes and decodes samples, and writes what comes back.")
final class ReconstructCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "MODEL", description = "The model file.")
    private Path model = Path.of("");

    @Parameters(index = "1", paramLabel = "DATA", description = InputFlags.DATA)
    private String data = "";

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "OUT",
            description = "Where to: .npy, .csv, .png (a grid), or a new folder for PNG files.")
    private Path out = Path.of("");

    @Mixin
    private InputFlags input = new InputFlags();

    @Mixin
    private Console console = new Console();

    @Override
    public Integer call() throws IOException {
        StoredModel stored = input.model(model);
        TrainedModel trained = stored.model();
        try (RowReader reader = input.source(data, console).open(trained)) {
            long rows = RowPipe.run(
                    reader,
                    (samples, count) -> trained.decode(trained.encode(samples, count), count),
                    out,
                    RowFormat.samples(trained.schema()));
            console.written(out, rows, "reconstructions");
        }
        return 0;
    }
}
