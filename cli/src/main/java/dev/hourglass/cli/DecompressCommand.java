package dev.hourglass.cli;

import dev.hourglass.artifact.StoredModel;
import dev.hourglass.compress.CodeCompressor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Restores the samples of a compressed file. */
@Command(name = "decompress", sortOptions = false, description = "Restores the samples of a compressed file.")
final class DecompressCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FILE.hgz", description = "A file that compress wrote.")
    private Path file = Path.of("");

    @Option(
            names = {"-m", "--model"},
            required = true,
            paramLabel = "MODEL",
            description = "The model file it was compressed with.")
    private Path model = Path.of("");

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
        try (RowSink sink = RowSink.open(out, RowFormat.samples(stored.model().schema()))) {
            long rows = CodeCompressor.decompress(stored, file, sink::write);
            sink.finish();
            console.written(out, rows, "samples");
        }
        return 0;
    }
}
