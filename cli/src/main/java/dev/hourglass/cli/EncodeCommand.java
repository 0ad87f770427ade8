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

/** Turns samples into codes. */
@Command(
        name = "encode",
        sortOptions = false,
        description = "Turns samples into codes; streams, so that any number of rows fits.")
final class EncodeCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "MODEL", description = "The model file.")
    private Path model = Path.of("");

    @Parameters(index = "1", paramLabel = "DATA", description = InputFlags.DATA)
    private String data = "";

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "OUT",
            description = "Where to: .npy or .csv.")
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
            long rows = RowPipe.run(reader, trained::encode, out, RowFormat.codes(trained.latentSize()));
            console.written(out, rows, "codes");
        }
        return 0;
    }
}
