package dev.hourglass.cli;

import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.data.DataOptions;
import dev.hourglass.data.Datasets;
import dev.hourglass.data.RowReader;
import dev.hourglass.error.WrongModelException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Turns codes into samples. */
@Command(name = "decode", sortOptions = false, description = "Turns codes into samples.")
final class DecodeCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "MODEL", description = "The model file.")
    private Path model = Path.of("");

    @Parameters(index = "1", paramLabel = "CODES", description = "Codes as encode writes them: .npy or .csv.")
    private Path codes = Path.of("");

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
        TrainedModel trained = input.model(model).model();
        try (RowReader reader = Datasets.open(codes, DataOptions.defaults())) {
            if (reader.schema().features() != trained.latentSize()) {
                throw new WrongModelException(codes + " must hold codes of " + trained.latentSize()
                        + " values, as the model makes them, but its rows have "
                        + reader.schema().features());
            }
            long rows = RowPipe.run(reader, trained::decode, out, RowFormat.samples(trained.schema()));
            console.written(out, rows, "samples");
        }
        return 0;
    }
}
