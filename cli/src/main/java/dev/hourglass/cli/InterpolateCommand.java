package dev.hourglass.cli;

import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.generate.Interpolation;
import dev.hourglass.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Walks from one sample to another. */
@Command(
        name = "interpolate",
        sortOptions = false,
        description = "Writes the samples on the way from one sample's code to another's.")
final class InterpolateCommand implements Callable<Integer> {
    private static final int DEFAULT_STEPS = 9;

    @Parameters(index = "0", paramLabel = "MODEL", description = "The model file.")
    private Path model = Path.of("");

    @Parameters(index = "1", paramLabel = "DATA", description = InputFlags.DATA)
    private String data = "";

    @Parameters(index = "2", paramLabel = "I", description = "The row to start from, counted from 0.")
    private int first;

    @Parameters(index = "3", paramLabel = "J", description = "The row to arrive at.")
    private int last;

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "OUT",
            description = "Where to: .npy, .csv, .png (a grid), or a new folder for PNG files.")
    private Path out = Path.of("");

    @Option(names = "--steps", paramLabel = "N", description = "Samples on the way, both ends counted; default 9.")
    private int steps = DEFAULT_STEPS;

    @Option(names = "--spherical", description = "Takes the arc about 0 instead of the straight line.")
    private boolean isSpherical;

    @Mixin
    private InputFlags input = new InputFlags();

    @Mixin
    private Console console = new Console();

    @Override
    public Integer call() throws IOException {
        RowSink.requireFolder(out);
        SampleRows.requireRow(first, "I");
        SampleRows.requireRow(last, "J");
        Interpolation.Path path = isSpherical ? Interpolation.Path.SPHERICAL : Interpolation.Path.LINEAR;
        Interpolation interpolation = new Interpolation(path, steps);
        TrainedModel trained = input.model(model).model();
        Tensor ends = SampleRows.read(input.source(data, console), trained, List.of(first, last));
        console.written(out, SampleRows.write(interpolation.between(trained, ends), out, trained), "samples");
        return 0;
    }
}
