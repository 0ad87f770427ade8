package dev.hourglass.cli;

import dev.hourglass.anomaly.Detector;
import dev.hourglass.anomaly.DetectorFile;
import dev.hourglass.anomaly.DetectorUpdate;
import dev.hourglass.anomaly.DriftCheck;
import dev.hourglass.anomaly.DriftReport;
import dev.hourglass.anomaly.DriftReport.ColumnDrift;
import dev.hourglass.anomaly.threshold.Threshold;
import dev.hourglass.anomaly.threshold.ThresholdRule;
import dev.hourglass.data.Dataset;
import dev.hourglass.data.Datasets;
import dev.hourglass.data.RowReader;
import dev.hourglass.file.Json;
import dev.hourglass.report.Figures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Continues a detector on new normal rows. */
@Command(
        name = "update",
        sortOptions = false,
        description = {
            "Continues a detector on new normal rows, and writes the one that knows them.",
            "",
            "Autoencoders go on from their weights; another scorer is fitted anew, on the new rows alone. A fifth of the"
                    + " rows is held out and sets the threshold, by the rule that chose it before. All rows are taken for"
                    + " normal: look at them with detect score first."
        })
final class DetectUpdateCommand implements Callable<Integer> {
    private static final int PRINTED = 3;

    @Parameters(index = "0", paramLabel = "DETECTOR", description = "The detector's file; stays as it is.")
    private Path file = Path.of("");

    @Parameters(index = "1", paramLabel = "DATA", description = InputFlags.DATA)
    private String data = "";

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "NEW",
            description = "Where to write the updated detector.")
    private Path out = Path.of("");

    @Option(
            names = "--threshold",
            paramLabel = "RULE",
            description = "Another rule for the threshold: pot:RATE, quantile:Q or contamination:SHARE.")
    private @Nullable String threshold;

    @Mixin
    private InputFlags input = new InputFlags();

    @Mixin
    private Console console = new Console();

    @Override
    public Integer call() throws IOException {
        RowSink.requireFolder(out);
        Detector detector = DetectorFile.read(file).withThreads(input.threads());
        DetectorUpdate update = threshold == null
                ? new DetectorUpdate(detector)
                : new DetectorUpdate(detector, ThresholdRule.from(threshold));
        Dataset rows;
        try (RowReader reader = new DetectorInput(input.source(data, console), detector).open()) {
            rows = Datasets.load(reader, input.source(data, console).shortName());
            DetectorInput.tell(reader, console.messages());
        }
        boolean hasTimes = !detector.subject().timing().column().isEmpty() && rows.rows() > 0;
        long firstRow =
                hasTimes ? detector.subject().timing().rowAt(rows.labels().get(0)) : 0;
        DetectorUpdate.Result result = update.update(rows, firstRow);
        Optional<DriftReport> drift = rows.rows() < DriftCheck.LEAST_ROWS
                ? Optional.empty()
                : Optional.of(DriftCheck.run(detector, rows.values(), rows.rows(), firstRow));
        DetectorFile.write(result.detector(), out);
        print(detector.threshold(), result, drift);
        return 0;
    }

    private void print(Threshold before, DetectorUpdate.Result result, Optional<DriftReport> drift) {
        if (console.isJson()) {
            console.out().println(Json.print(json(before, result, drift)));
            return;
        }
        if (!console.isForPeople()) {
            return;
        }
        Threshold after = result.detector().threshold();
        TextTable facts = new TextTable("detector", out.toString()).left();
        facts.row(
                "scorer",
                result.detector().scorer().id()
                        + (result.isContinued() ? ", trained further" : ", fitted anew on the new rows alone"));
        facts.row(
                "new rows",
                Figures.whole(result.trainingRows()) + ", " + Figures.whole(result.heldOutRows()) + " more held out");
        facts.row("threshold before", Figures.of(before.value()) + ": " + before.reason());
        facts.row("threshold now", Figures.of(after.value()) + ": " + after.reason());
        facts.row("drift before", drift.map(DetectUpdateCommand::drift).orElse("too few rows to compare"));
        console.out().print(facts.print());
    }

    /** Returns what had changed, the most changed columns first. */
    private static String drift(DriftReport drift) {
        List<String> changed = drift.columns().stream()
                .filter(column -> column.stabilityIndex() >= ColumnDrift.CHANGED)
                .limit(PRINTED)
                .map(column -> column.name() + " " + Figures.of(column.stabilityIndex()))
                .toList();
        return (changed.isEmpty() ? "" : String.join(", ", changed) + "; ")
                + drift.advice().reason();
    }

    private Map<String, Object> json(Threshold before, DetectorUpdate.Result result, Optional<DriftReport> drift) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("detector", out.toString());
        fields.put("scorer", result.detector().scorer().id());
        fields.put("isContinued", result.isContinued());
        fields.put("trainingRows", result.trainingRows());
        fields.put("heldOutRows", result.heldOutRows());
        fields.put("thresholdBefore", before.fields());
        fields.put("threshold", result.detector().threshold().fields());
        drift.ifPresent(found -> fields.put("drift", DetectDriftCommand.json(found)));
        return fields;
    }
}
