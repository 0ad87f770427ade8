package dev.hourglass.cli;

import dev.hourglass.anomaly.Detector;
import dev.hourglass.anomaly.DetectorFile;
import dev.hourglass.anomaly.DetectorKind;
import dev.hourglass.data.Batch;
import dev.hourglass.data.Dataset;
import dev.hourglass.data.Datasets;
import dev.hourglass.data.ImageSchema;
import dev.hourglass.data.RowReader;
import dev.hourglass.error.WrongModelException;
import dev.hourglass.file.Json;
import dev.hourglass.report.DetectionPage;
import dev.hourglass.report.DetectionReport.Alarm;
import dev.hourglass.report.DetectionReport.Because;
import dev.hourglass.report.DetectionReport.Picture;
import dev.hourglass.report.DetectionReport.Quality;
import dev.hourglass.report.Figures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Scores rows with a detector. */
@Command(
        name = "score",
        sortOptions = false,
        description = {
            "Scores rows: how unlike those of training, whether that is worth an alarm, and which columns are to blame.",
            "",
            "Columns are found by name, in any order. Missing cells are filled with the training rows' median, unknown"
                    + " categories count as none of those known; both are counted and told. With --label the scores are"
                    + " also measured."
        })
final class DetectScoreCommand implements Callable<Integer> {
    private static final int BLOCK_VALUES = 1 << 20;
    private static final int MAX_BLOCK_ROWS = 1 << 16;
    private static final int PRINTED = 10;
    private static final int SHOWN = 25;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "DETECTOR", description = "The detector's file.")
    private Path file = Path.of("");

    @Parameters(index = "1", paramLabel = "DATA", description = InputFlags.DATA)
    private String data = "";

    @Option(
            names = {"-o", "--out"},
            paramLabel = "SCORES.csv",
            description = "Writes score, probability, alarm and reasons of every row.")
    private @Nullable Path out;

    @Option(
            names = "--report",
            paramLabel = "FILE.html",
            description = "Writes a page of the alarms and their reasons.")
    private @Nullable Path report;

    @Option(
            names = "--heat-maps",
            paramLabel = "FOLDER",
            description = "Draws the 24 worst images: the image, its reconstruction, and which pixels are to blame.")
    private @Nullable Path heatMaps;

    @Option(names = "--label", paramLabel = "COLUMN", description = "The column that says which rows are anomalies.")
    private @Nullable String label;

    @Option(names = "--anomaly", split = ",", paramLabel = "LABEL,...", description = "Labels that mean an anomaly.")
    private List<String> anomalies = new ArrayList<>();

    @Mixin
    private InputFlags input = new InputFlags();

    @Mixin
    private Console console = new Console();

    @Override
    public Integer call() throws IOException {
        if (out != null) {
            RowSink.requireFolder(out);
        }
        Detector detector = DetectorFile.read(file).withThreads(input.threads());
        Optional<WorstPictures> images = pictures(detector);
        DetectorInput rows = new DetectorInput(input.source(data, console), detector);
        // Read first: labels that cannot be read must leave no scores behind.
        Optional<boolean[]> labels = label == null ? Optional.empty() : Optional.of(rows.labels(label, anomalies));
        VerdictTally tally = VerdictTally.of(detector, SHOWN);
        score(detector, rows, tally, images);
        List<Picture> pictures = images.map(WorstPictures::pictures).orElse(List.of());
        if (heatMaps != null) {
            WorstPictures.write(heatMaps, pictures);
        }
        Optional<Quality> quality = labels.map(isAnomaly -> DetectionReports.quality(
                tally.scores(), isAnomaly, detector.threshold().value()));
        if (report != null) {
            DetectionPage.write(
                    report,
                    new DetectionReports(detector, TypedCommand.of(command))
                            .scored(
                                    input.source(data, console).shortName(),
                                    tally,
                                    pictures,
                                    quality,
                                    Optional.empty()));
        }
        print(detector, tally, quality);
        return 0;
    }

    /** Images are kept where somebody is to look at them. */
    private Optional<WorstPictures> pictures(Detector detector) throws IOException {
        if (heatMaps != null) {
            PngFolderSink.requireEmpty(heatMaps);
        }
        if (detector.schema() instanceof ImageSchema schema) {
            return heatMaps == null && report == null
                    ? Optional.empty()
                    : Optional.of(new WorstPictures(detector, schema));
        }
        if (heatMaps != null) {
            throw new WrongModelException(file + " must judge images to draw heat maps, but was fitted on other data");
        }
        return Optional.empty();
    }

    private void score(Detector detector, DetectorInput input, VerdictTally tally, Optional<WorstPictures> images)
            throws IOException {
        boolean hasTimes = !detector.subject().timing().column().isEmpty();
        try (RowReader reader = input.open();
                VerdictSink sink = out == null ? null : new VerdictSink(out, hasTimes)) {
            Block take = (values, count, times) -> {
                var verdicts = detector.judge(
                        values,
                        count,
                        times.isEmpty() ? 0 : detector.subject().timing().rowAt(times.get(0)));
                tally.add(verdicts, times);
                images.ifPresent(pictures -> pictures.add(verdicts, values));
                if (sink != null) {
                    sink.write(verdicts, times);
                }
            };
            if (detector.subject().kind() == DetectorKind.SERIES) {
                Dataset whole = Datasets.load(reader, data);
                take.take(whole.values(), whole.rows(), hasTimes ? whole.labels() : List.of());
            } else {
                blocks(detector, reader, hasTimes, take);
            }
            DetectorInput.tell(reader, console.messages(), label == null ? "" : label);
            if (sink != null) {
                sink.finish();
            }
        }
    }

    /** Takes rows that are to be judged together. */
    @FunctionalInterface
    private interface Block {
        void take(float[] values, int count, List<String> times) throws IOException;
    }

    private static void blocks(Detector detector, RowReader reader, boolean hasTimes, Block take) throws IOException {
        int features = detector.subject().features();
        Batch batch = new Batch(Math.max(1, Math.min(MAX_BLOCK_ROWS, BLOCK_VALUES / features)), features);
        for (int count = reader.read(batch); count > 0; count = reader.read(batch)) {
            List<String> times = new ArrayList<>();
            for (int i = 0; hasTimes && i < count; i++) {
                String time = batch.label(i);
                times.add(time == null ? "" : time);
            }
            take.take(batch.values(), count, times);
        }
    }

    private void print(Detector detector, VerdictTally tally, Optional<Quality> quality) {
        if (console.isJson()) {
            console.out().println(Json.print(json(detector, tally, quality)));
            return;
        }
        if (!console.isForPeople()) {
            return;
        }
        boolean hasTimes = !detector.subject().timing().column().isEmpty();
        TextTable table = new TextTable(
                        "row", hasTimes || detector.window() > 1 ? "when" : "", "score", "alarm", "because of")
                .left();
        tally.worst().stream()
                .limit(PRINTED)
                .forEach(alarm -> table.row(
                        String.valueOf(alarm.point().row()),
                        alarm.span().isEmpty() ? alarm.point().when() : alarm.span(),
                        Figures.of(alarm.point().score()),
                        alarm.point().isAlarm() ? "yes" : "no",
                        because(alarm)));
        console.out().print(table.print());
        console.out().println();
        console.out()
                .println(String.format(
                        Locale.ROOT,
                        "%s of %s rows are worth an alarm (%.2f %%; threshold %s, of normal rows %s in a thousand pass it)",
                        Figures.whole(tally.alarms()),
                        Figures.whole(tally.rows()),
                        100.0 * tally.alarms() / Math.max(1, tally.rows()),
                        Figures.of(detector.threshold().value()),
                        Figures.of(detector.threshold().falseAlarmsPerThousand())));
        quality.ifPresent(found -> console.out()
                .println("ROC-AUC " + Figures.of(found.rocAuc())
                        + ", average precision " + Figures.of(found.averagePrecision()) + " (by chance "
                        + Figures.of(found.prevalence()) + "), alarms: precision " + Figures.of(found.precision())
                        + ", recall " + Figures.of(found.recall())));
        if (out != null) {
            console.written(out, tally.rows(), "scores");
        }
        if (heatMaps != null) {
            console.written(heatMaps, Math.min(WorstPictures.SHOWN, tally.rows()), "heat maps");
        }
    }

    private static String because(Alarm alarm) {
        return alarm.reasons().stream()
                .map(reason -> String.format(
                        Locale.ROOT, "%s %.0f %%%s", reason.column(), 100 * reason.share(), values(reason)))
                .collect(Collectors.joining("; "));
    }

    private static String values(Because reason) {
        return reason.found().isEmpty() ? "" : " (" + reason.found() + ", usually " + reason.usual() + ")";
    }

    private Map<String, Object> json(Detector detector, VerdictTally tally, Optional<Quality> quality) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("rows", tally.rows());
        fields.put("alarms", tally.alarms());
        fields.put("threshold", detector.threshold().value());
        quality.ifPresent(found -> {
            JsonFields.put(fields, "rocAuc", found.rocAuc());
            JsonFields.put(fields, "averagePrecision", found.averagePrecision());
            JsonFields.put(fields, "precision", found.precision());
            JsonFields.put(fields, "recall", found.recall());
        });
        List<Object> worst = new ArrayList<>();
        for (Alarm alarm : tally.worst()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("row", alarm.point().row());
            if (!alarm.point().when().isEmpty()) {
                entry.put("time", alarm.point().when());
            }
            JsonFields.put(entry, "score", alarm.point().score());
            JsonFields.put(entry, "probability", 1 - alarm.exceedance());
            entry.put("alarm", alarm.point().isAlarm());
            List<Object> reasons = new ArrayList<>();
            for (Because reason : alarm.reasons()) {
                Map<String, Object> part = new LinkedHashMap<>();
                part.put("column", reason.column());
                JsonFields.put(part, "share", reason.share());
                reasons.add(part);
            }
            entry.put("because", reasons);
            worst.add(entry);
        }
        fields.put("worst", worst);
        if (out != null) {
            fields.put("out", out.toString());
        }
        if (heatMaps != null) {
            fields.put("heatMaps", heatMaps.toString());
        }
        return fields;
    }
}
