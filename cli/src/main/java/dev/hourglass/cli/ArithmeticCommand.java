package dev.hourglass.cli;

import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.generate.LatentArithmetic;
import dev.hourglass.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Adds and subtracts codes. */
@Command(
        name = "arithmetic",
        sortOptions = false,
        description = {
            "Adds and subtracts codes: what A has and B has not, put on C.",
            "",
            "Writes four samples: what the codes of A, B and C decode to, then the result A - B + C. Each is a row of"
                    + " the data, counted from 0, or several with commas between, whose mean code is taken."
        })
final class ArithmeticCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "MODEL", description = "The model file.")
    private Path model = Path.of("");

    @Parameters(index = "1", paramLabel = "DATA", description = InputFlags.DATA)
    private String data = "";

    @Parameters(index = "2", paramLabel = "A", description = "Rows that have something, as in 3 or 3,8,12.")
    private String a = "";

    @Parameters(index = "3", paramLabel = "B", description = "Rows that have it not.")
    private String b = "";

    @Parameters(index = "4", paramLabel = "C", description = "Rows to put it on.")
    private String c = "";

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
        RowSink.requireFolder(out);
        List<Integer> rowsOfA = rows(a, "A");
        List<Integer> rowsOfB = rows(b, "B");
        List<Integer> rowsOfC = rows(c, "C");
        TrainedModel trained = input.model(model).model();
        DataSource source = input.source(data, console);
        Tensor result = LatentArithmetic.compute(
                trained,
                SampleRows.read(source, trained, rowsOfA),
                SampleRows.read(source, trained, rowsOfB),
                SampleRows.read(source, trained, rowsOfC));
        console.written(out, SampleRows.write(result, out, trained), "samples");
        return 0;
    }

    private static List<Integer> rows(String text, String name) {
        List<Integer> rows = new ArrayList<>();
        for (String row : text.split(",", -1)) {
            if (!row.matches("\\d{1,9}")) {
                throw new IllegalArgumentException(
                        name + " must be rows counted from 0, as in 3 or 3,8,12, but was \"" + text + "\"");
            }
            rows.add(Integer.parseInt(row));
        }
        return rows;
    }
}
