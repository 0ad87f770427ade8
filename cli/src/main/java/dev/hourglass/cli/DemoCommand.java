package dev.hourglass.cli;

import dev.hourglass.artifact.StoredModel;
import dev.hourglass.cli.TrainRun.Finished;
import dev.hourglass.compress.CodeCompressor;
import dev.hourglass.data.Dataset;
import dev.hourglass.data.DigitsDemo;
import dev.hourglass.error.CorruptArtifactException;
import dev.hourglass.file.Json;
import dev.hourglass.report.Figures;
import dev.hourglass.report.RunReport.Compression;
import dev.hourglass.report.RunReport.StageTiming;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows everything once, on drawn digits, without a network. */
@Command(
        name = "demo",
        sortOptions = false,
        description = "Trains on 6,000 drawn digits, compresses 1,000 others into a file, restores them, and writes a"
                + " report; under a minute, no network.")
final class DemoCommand implements Callable<Integer> {
    private static final double NANOS = 1e9;
    private static final int BITS = 8;

    @Option(names = "--out", paramLabel = "DIR", description = "The run's folder; default runs/demo.")
    private Path out = Path.of("runs", "demo");

    @Mixin
    private Console console = new Console();

    @Override
    public Integer call() throws IOException {
        Settings settings = settings();
        TrainRun run = new TrainRun(settings, Optional.of(out), false, console.messages());
        if (console.isForPeople()) {
            console.out().println("training on 6,000 drawn digits: 784-256-64-16-64-256-784");
        }
        Finished finished = run.run(console.progress());
        long started = System.nanoTime();
        Compression compression = compress(finished);
        double seconds = (System.nanoTime() - started) / NANOS;
        run.writeReport(
                finished,
                "hourglass demo",
                List.of(compression),
                List.of(new StageTiming("compress, restore and verify", seconds)));
        print(run, finished, compression);
        return 0;
    }

    private static Settings settings() {
        Settings settings = new Settings()
                .with(Setting.NAME, "demo")
                .with(Setting.SOURCE, DigitsDemo.NAME)
                .with(Setting.LATENT, "16")
                .with(Setting.SCHEDULE, "cosine")
                .with(Setting.LEARNING_RATE, "0.002")
                .with(Setting.BATCH, "64")
                .with(Setting.EPOCHS, "30");
        settings.put(Setting.HIDDEN, List.of("256", "64"), Setting.HIDDEN.flag());
        return settings;
    }

    /** Compresses the test digits to a file, restores them, and compares the restored with the model's own answer. */
    private Compression compress(Finished finished) throws IOException {
        StoredModel stored = finished.stored();
        Dataset test = finished.outcome().measured();
        Path file = out.resolve("digits.hgz");
        CodeCompressor.Result result = CodeCompressor.compress(stored, test::reader, file, BITS);
        long restored;
        try (RowSink sink = RowSink.open(out.resolve("restored.npy"), RowFormat.samples(test.schema()))) {
            restored = CodeCompressor.decompress(stored, file, sink::write);
            sink.finish();
        }
        if (restored != result.rows()) {
            throw new CorruptArtifactException(
                    file.toString(), 0, "must restore " + result.rows() + " samples, but restored " + restored);
        }
        return new Compression(file.toString(), result.sampleBytes(), result.fileBytes(), true);
    }

    private void print(TrainRun run, Finished finished, Compression compression) {
        if (console.isJson()) {
            console.out().println(Json.print(json(run, finished, compression)));
        } else if (console.isForPeople()) {
            PrintWriter text = console.out();
            text.println();
            text.print(EvaluationTable.print(finished.outcome().evaluation()));
            text.println();
            text.print(new TextTable("compression", "before", "after", "smaller", "check")
                    .row(
                            compression.name(),
                            Figures.whole(compression.bytesBefore()) + " bytes",
                            Figures.whole(compression.bytesAfter()) + " bytes",
                            Figures.of(compression.ratio()) + "x",
                            "restored and verified")
                    .print());
            text.println();
            text.println("model   " + finished.stored().file());
            text.println("report  " + run.folder().report().toAbsolutePath());
        }
    }

    private static Map<String, Object> json(TrainRun run, Finished finished, Compression compression) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("model", finished.stored().file().toString());
        fields.put("id", finished.stored().id());
        fields.put("report", run.folder().report().toString());
        fields.put("bytesBefore", compression.bytesBefore());
        fields.put("bytesAfter", compression.bytesAfter());
        fields.put("verified", compression.isVerified());
        JsonFields.put(fields, finished.outcome().evaluation());
        return fields;
    }
}
