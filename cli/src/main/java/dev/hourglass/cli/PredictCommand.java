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

/** Turns samples into probabilities of classes. */
@Command(
        name = "predict",
        sortOptions = false,
        description = "Turns samples into probabilities of classes, a column each; streams, so that any number fits.")
final class PredictCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "MODEL", description = "A model file that finetune wrote.")
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
            long rows = RowPipe.run(reader, trained::classify, out, RowFormat.classes(trained.classes()));
            console.written(out, rows, "predictions");
        }
        return 0;
    }
}
