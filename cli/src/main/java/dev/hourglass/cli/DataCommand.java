package dev.hourglass.cli;

import dev.hourglass.data.Batch;
import dev.hourglass.data.DataOptions;
import dev.hourglass.data.NamedDatasets;
import dev.hourglass.data.RowReader;
import dev.hourglass.file.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Describes data. */
@Command(
        name = "data",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Describes data: rows, shape, ranges, missing and constant columns, labels.",
        subcommands = DataCleanCommand.class)
final class DataCommand implements Callable<Integer> {
    private static final int BLOCK_VALUES = 1 << 18;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Parameters(arity = "0..1", paramLabel = "DATA", description = InputFlags.DATA)
    private @Nullable String data;

    @Option(names = "--list", description = "Lists the named sets instead.")
    private boolean lists;

    @Option(
            names = "--export",
            paramLabel = "OUT",
            description = "Also writes the values as they are read: .npy, .csv, .png or a new folder for PNG files.")
    private @Nullable Path export;

    @Mixin
    private Console console = new Console();

    @Override
    public Integer call() throws IOException {
        if (lists) {
            NamedDatasets.names().forEach(console.out()::println);
            return 0;
        }
        if (data == null) {
            throw new IllegalArgumentException("data needs a file, a folder or a named set; --list prints the latter");
        }
        Settings settings = new Settings();
        SettingFlags.take(command.commandLine().getParseResult(), settings);
        DataSettings reading = new DataSettings(settings, console.messages());
        DataSource source = reading.source(data);
        DataOptions options = reading.options(source);
        settings.requireAllRead();
        DataSummary summary = summarize(source, options);
        if (export != null) {
            export(source, options, export);
        }
        print(summary);
        return 0;
    }

    private static DataSummary summarize(DataSource source, DataOptions options) throws IOException {
        try (RowReader reader = source.open(options)) {
            DataSummary summary = new DataSummary(source.text(), reader.schema());
            int features = reader.schema().features();
            Batch batch = new Batch(Math.max(1, BLOCK_VALUES / features), features);
            while (reader.read(batch) > 0) {
                summary.add(batch);
            }
            return summary;
        }
    }

    private static void export(DataSource source, DataOptions options, Path out) throws IOException {
        try (RowReader reader = source.open(options)) {
            RowPipe.run(reader, (values, rows) -> values, out, RowFormat.samples(reader.schema()));
        }
    }

    private void print(DataSummary summary) {
        if (console.isJson()) {
            console.out().println(Json.print(summary.json()));
        } else if (console.isForPeople()) {
            console.out().print(summary.print());
        }
    }
}
