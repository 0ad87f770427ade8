package dev.hourglass.cli;

import dev.hourglass.anomaly.Detector;
import dev.hourglass.anomaly.DetectorFile;
import dev.hourglass.anomaly.DriftCheck;
import dev.hourglass.anomaly.DriftReport;
import dev.hourglass.anomaly.DriftReport.ColumnDrift;
import dev.hourglass.data.Dataset;
import dev.hourglass.data.Datasets;
import dev.hourglass.data.RowReader;
import dev.hourglass.file.Json;
import dev.hourglass.report.DetectionPage;
import dev.hourglass.report.Figures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares new rows with those of training. */
@Command(
        name = "drift",
        sortOptions = false,
        description = {
            "Says how new rows differ from those the detector was fitted on, and whether to fit it again.",
            "",
            "Each column is compared in ten bins that the training rows filled evenly (population stability index: 0.1 is"
                    + " worth naming, 0.25 is another population), and so are the values of codes."
        })
final class DetectDriftCommand implements Callable<Integer> {
    private static final int PRINTED = 10;
    private static final int PRINTED_CODES = 5;
    private static final int SHOWN = 25;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "DETECTOR", description = "The detector's file.")
    private Path file = Path.of("");

    @Parameters(index = "1", paramLabel = "DATA", description = InputFlags.DATA)
    private String data = "";

    @Option(names = "--report", paramLabel = "FILE.html", description = "Writes a page.")
    private @Nullable Path report;

    @Mixin
    private InputFlags input = new InputFlags();

    @Mixin
    private Console console = new Console();

    @Override
    public Integer call() throws IOException {
        Detector detector = DetectorFile.read(file).withThreads(input.threads());
        boolean hasTimes = !detector.subject().timing().column().isEmpty();
        Dataset rows;
        try (RowReader reader = new DetectorInput(input.source(data, console), detector).open()) {
            rows = Datasets.load(reader, data);
            DetectorInput.tell(reader, console.messages());
        }
        List<String> times = hasTimes ? rows.labels() : List.of();
        long firstRow = times.isEmpty() ? 0 : detector.subject().timing().rowAt(times.get(0));
        DriftReport drift = DriftCheck.run(detector, rows.values(), rows.rows(), firstRow);
        if (report != null) {
            VerdictTally tally = VerdictTally.of(detector, SHOWN);
            tally.add(detector.judge(rows.values(), rows.rows(), firstRow), times);
            DetectionPage.write(
                    report,
                    new DetectionReports(detector, TypedCommand.of(command))
                            .scored(
                                    input.source(data, console).shortName(),
                                    tally,
                                    Optional.empty(),
                                    Optional.of(drift)));
        }
        print(drift);
        return 0;
    }

    private void print(DriftReport drift) {
        if (console.isJson()) {
            console.out().println(Json.print(json(drift)));
        } else if (console.isForPeople()) {
            TextTable table = new TextTable("column", "stability index", "", "mean in training", "mean now").left();
            drift.columns().stream().limit(PRINTED).forEach(column -> row(table, column));
            drift.codes().stream()
                    .sorted(Comparator.comparingDouble(ColumnDrift::stabilityIndex)
                            .reversed())
                    .limit(PRINTED_CODES)
                    .forEach(code -> row(table, code));
            console.out().print(table.print());
            console.out().println();
            console.out()
                    .println((drift.advice().isToRetrain() ? "retrain: " : "no need to retrain: ")
                            + drift.advice().reason());
        }
    }

    /** Returns a report as JSON. */
    static Map<String, Object> json(DriftReport drift) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("rows", drift.rows());
        fields.put("retrain", drift.advice().isToRetrain());
        fields.put("reason", drift.advice().reason());
        JsonFields.put(fields, "alarmRate", drift.alarmRate());
        JsonFields.put(fields, "expectedAlarmRate", drift.expectedAlarmRate());
        fields.put("columns", json(drift.columns()));
        fields.put("codes", json(drift.codes()));
        return fields;
    }

    private static void row(TextTable table, ColumnDrift column) {
        table.row(
                column.name(),
                Figures.of(column.stabilityIndex()),
                column.word(),
                Figures.of(column.meanBefore()),
                Figures.of(column.meanNow()));
    }

    private static List<Object> json(List<ColumnDrift> columns) {
        List<Object> entries = new ArrayList<>();
        for (ColumnDrift column : columns) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("name", column.name());
            JsonFields.put(entry, "stabilityIndex", column.stabilityIndex());
            JsonFields.put(entry, "meanBefore", column.meanBefore());
            JsonFields.put(entry, "meanNow", column.meanNow());
            entries.add(entry);
        }
        return entries;
    }
}
