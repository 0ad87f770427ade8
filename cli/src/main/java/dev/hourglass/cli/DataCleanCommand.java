package dev.hourglass.cli;

import dev.hourglass.anomaly.Detector;
import dev.hourglass.anomaly.DetectorConfig;
import dev.hourglass.anomaly.DetectorConfig.Alarms;
import dev.hourglass.anomaly.DetectorFile;
import dev.hourglass.anomaly.DetectorFit;
import dev.hourglass.anomaly.DetectorKind;
import dev.hourglass.anomaly.threshold.Contamination;
import dev.hourglass.anomaly.threshold.HeldOutScores;
import dev.hourglass.data.Dataset;
import dev.hourglass.data.Datasets;
import dev.hourglass.data.RowReader;
import dev.hourglass.file.Json;
import dev.hourglass.report.Figures;
import dev.hourglass.train.RunOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Leaves out or marks rows that are unlike the others. */
@Command(
        name = "clean",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = {
            "Leaves out or marks outlying rows, before another training.",
            "",
            "With -m, what the detector gives an alarm for. Without, a detector is fitted on the rows themselves, and the"
                    + " --contamination share that scores highest goes. The lines of a CSV file are written as they are,"
                    + " byte by byte; labels are set aside with --label."
        })
final class DataCleanCommand implements Callable<Integer> {
    private static final int PRINTED = 5;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "DATA", description = InputFlags.DATA)
    private String data = "";

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "OUT",
            description = "The cleaned file: CSV of CSV, else .npy, .csv, .png or a new folder for PNG files.")
    private Path out = Path.of("");

    @ArgGroup(multiplicity = "1")
    private Judging judging = new Judging();

    @ArgGroup
    private Action action = new Action();

    @Option(names = "--seed", paramLabel = "N", description = "Of everything random; default 1.")
    private long seed = RunOptions.DEFAULT_SEED;

    @Option(names = "--threads", paramLabel = "N", description = "Workers; default all processors.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Mixin
    private Console console = new Console();

    /** What tells which rows are outlying. */
    private static final class Judging {
        @Option(
                names = {"-m", "--detector"},
                required = true,
                paramLabel = "DETECTOR",
                description = "The file of a detector that judges.")
        private @Nullable Path detector;

        @Option(
                names = "--contamination",
                required = true,
                paramLabel = "SHARE",
                description = "The share of the rows thought to be outlying, of which a detector is fitted.")
        private double contamination;
    }

    /** What becomes of them. */
    private static final class Action {
        @Option(names = "--drop", required = true, description = "Leaves them out; the default.")
        private boolean isDropping;

        @Option(
                names = "--flag",
                required = true,
                description = "Keeps all rows of a CSV file and adds the columns score and alarm.")
        private boolean isFlagging;

        boolean keepsAll() {
            return isFlagging && !isDropping;
        }
    }

    /** The rows and what was found out about them. */
    private record Judged(Detector detector, Dataset data, CleanedRows rows) {}

    @Override
    public Integer call() throws IOException {
        RowSink.requireFolder(out);
        Settings settings = new Settings();
        SettingFlags.takeReading(command.commandLine().getParseResult(), settings);
        DataSource source = new DataSettings(settings, console.messages()).source(data);
        requireOutput(source);
        int workers = RunOptions.defaults(seed).withThreads(threads).threads();
        Judged judged = judging.detector == null
                ? fitted(settings, DetectorFitData.isTable(source), workers)
                : judged(DetectorFile.read(judging.detector).withThreads(workers), source, settings);
        CleanedFile file = new CleanedFile(judged.rows(), action.keepsAll());
        if (DetectorFitData.isTable(source)) {
            file.writeCsv(
                    source.path(),
                    judged.detector().subject().reading().options().csv(),
                    out);
        } else {
            file.writeValues(judged.data(), out);
        }
        print(judged.rows());
        return 0;
    }

    private void requireOutput(DataSource source) throws IOException {
        if (!source.isNamed()
                && Files.exists(out)
                && Files.exists(source.path())
                && Files.isSameFile(out, source.path())) {
            throw new IllegalArgumentException("OUT must be another file than DATA, but both are " + out);
        }
        if (!DetectorFitData.isTable(source)) {
            if (action.keepsAll()) {
                throw new IllegalArgumentException(
                        "--flag adds columns to a CSV file, but \"" + data + "\" is none; use --drop");
            }
        } else if (!out.toString().toLowerCase(Locale.ROOT).matches(".*\\.[ct]sv")) {
            throw new IllegalArgumentException(
                    "OUT must end in .csv or .tsv, since lines are written as they are, but was \"" + out + "\"");
        }
    }

    private Judged judged(Detector detector, DataSource source, Settings settings) throws IOException {
        settings.requireAllRead();
        try (RowReader reader = new DetectorInput(source, detector).open()) {
            Dataset rows = Datasets.load(reader, source.shortName());
            DetectorInput.tell(reader, console.messages());
            boolean hasTimes = !detector.subject().timing().column().isEmpty() && rows.rows() > 0;
            long firstRow =
                    hasTimes ? detector.subject().timing().rowAt(rows.labels().get(0)) : 0;
            double limit = detector.threshold().value();
            return new Judged(detector, rows, CleanedRows.of(detector, rows, firstRow, scores -> limit));
        }
    }

    private Judged fitted(Settings settings, boolean isTable, int workers) throws IOException {
        Contamination share = new Contamination(judging.contamination);
        DetectorFitData read = DetectorFitData.read(
                data,
                settings,
                new DetectorFitData.Wish(isTable ? DetectorKind.TABLE : null, null, Optional.empty()),
                console.messages());
        DetectorConfig defaults = read.subject().kind() == DetectorKind.IMAGES
                ? DetectorConfig.forImages(read.data().features())
                : DetectorConfig.defaults();
        DetectorConfig config = defaults.withAlarms(new Alarms(
                Optional.of(share), judging.contamination, defaults.alarms().heldOutShare()));
        Detector detector = new DetectorFit(config, seed, workers)
                .fit(read.subject(), read.data(), read.isAnomaly(), console.messages()::say)
                .detector();
        // Of all rows the share that was said, not about as many as of those held out.
        return new Judged(
                detector,
                read.data(),
                CleanedRows.of(
                        detector,
                        read.data(),
                        0,
                        scores -> share.fit(HeldOutScores.of(scores)).value()));
    }

    private void print(CleanedRows rows) {
        if (console.isJson()) {
            console.out().println(Json.print(json(rows)));
            return;
        }
        if (!console.isForPeople()) {
            return;
        }
        if (!rows.blamed().isEmpty()) {
            TextTable table = new TextTable("most to blame", "rows").left();
            rows.blamed().entrySet().stream()
                    .limit(PRINTED)
                    .forEach(entry -> table.row(entry.getKey(), Figures.whole(entry.getValue())));
            console.out().print(table.print());
            console.out().println();
        }
        console.out()
                .println(String.format(
                        Locale.ROOT,
                        "%s of %s rows %s (%.2f %%; they score above %s)",
                        Figures.whole(rows.alarms()),
                        Figures.whole(rows.rows()),
                        action.keepsAll() ? "flagged" : "dropped",
                        100.0 * rows.alarms() / Math.max(1, rows.rows()),
                        Figures.of(rows.limit())));
        console.written(out, rows.rows() - (action.keepsAll() ? 0 : rows.alarms()), "rows");
    }

    private Map<String, Object> json(CleanedRows rows) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("out", out.toString());
        fields.put("rows", rows.rows());
        fields.put("alarms", rows.alarms());
        fields.put("action", action.keepsAll() ? "flag" : "drop");
        JsonFields.put(fields, "limit", rows.limit());
        List<Object> blamed = new ArrayList<>();
        rows.blamed().forEach((column, count) -> blamed.add(Map.of("column", column, "rows", count)));
        fields.put("columns", blamed);
        return fields;
    }
}
