package dev.hourglass.cli;

import dev.hourglass.anomaly.Detector;
import dev.hourglass.anomaly.DetectorConfig;
import dev.hourglass.anomaly.DetectorConfig.Alarms;
import dev.hourglass.anomaly.DetectorFile;
import dev.hourglass.anomaly.DetectorFit;
import dev.hourglass.anomaly.DetectorKind;
import dev.hourglass.anomaly.FitSummary;
import dev.hourglass.anomaly.ModelChoice;
import dev.hourglass.anomaly.scorer.ScoreKind;
import dev.hourglass.anomaly.threshold.ThresholdRule;
import dev.hourglass.file.Json;
import dev.hourglass.report.DetectionPage;
import dev.hourglass.report.Figures;
import dev.hourglass.train.RunOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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

/** Fits a detector. */
@Command(
        name = "fit",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = {
            "Fits a detector on rows that are normal, or nearly all.",
            "",
            "Four fifths of the rows teach an ensemble of autoencoders, and the baselines beside it; the others set the"
                    + " threshold. Rows that --label calls anomalies are not learned from."
        })
final class DetectFitCommand implements Callable<Integer> {
    private static final String AUTO = "auto";

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "DATA", description = InputFlags.DATA)
    private String data = "";

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "DETECTOR",
            description = "Where to write the detector, such as detector.safetensors.")
    private Path out = Path.of("");

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "table, series or images; default images for images, series where rows have even times, else"
                    + " table.")
    private @Nullable String kind;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "autoencoder (default), pca, isolation-forest, one-class-svm, or auto for what does best on"
                    + " anomalies made of held-out rows.")
    private String model = Choice.name(DetectorConfig.defaults().model());

    @Option(
            names = "--score",
            paramLabel = "NAME",
            description =
                    "What the autoencoders measure: reconstruction, standardised, mahalanobis, latent-density,"
                            + " neighbours, combined (default, of images reconstruction), likelihood, importance-weighted, or auto.")
    private @Nullable String score;

    @Option(
            names = "--threshold",
            paramLabel = "RULE",
            description = "pot:RATE (one normal row in so many passes), quantile:Q, contamination:SHARE; with labels"
                    + " cost:MISS:FALSE_ALARM or f-beta:BETA.")
    private @Nullable String threshold;

    @Option(
            names = "--contamination",
            paramLabel = "SHARE",
            description =
                    "The share of the rows thought to be anomalies, and left out of a second fit where no labels say"
                            + " which; default 0.")
    private double contamination;

    @Option(names = "--anomaly", split = ",", paramLabel = "LABEL,...", description = "Labels that mean an anomaly.")
    private List<String> anomalies = new ArrayList<>();

    @Option(names = "--time", paramLabel = "COLUMN", description = "The column that says when; default found.")
    private @Nullable String time;

    @Option(names = "--no-time", description = "No column says when.")
    private boolean hasNoTime;

    @Option(names = "--window", paramLabel = "N", description = "Rows of a series judged together.")
    private int window;

    @Option(names = "--seed", paramLabel = "N", description = "Of everything random; default 1.")
    private long seed = RunOptions.DEFAULT_SEED;

    @Option(names = "--threads", paramLabel = "N", description = "Workers; default all processors.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--report", paramLabel = "FILE.html", description = "Writes a page about the fit.")
    private @Nullable Path report;

    @Mixin
    private Console console = new Console();

    @Override
    public Integer call() throws IOException {
        RowSink.requireFolder(out);
        Settings settings = new Settings();
        SettingFlags.takeReading(command.commandLine().getParseResult(), settings);
        DetectorConfig config = config(DetectorConfig.defaults()); // wrong words are found before reading
        int workers = RunOptions.defaults(seed).withThreads(threads).threads();
        DetectorFitData read = DetectorFitData.read(
                data,
                settings,
                new DetectorFitData.Wish(
                        kind == null ? null : Choice.of(DetectorKind.class, kind, "--kind"),
                        hasNoTime ? "" : time,
                        Optional.of(anomalies)),
                console.messages());
        if (read.subject().kind() == DetectorKind.IMAGES) {
            config = config(DetectorConfig.forImages(read.data().features()));
        }
        DetectorFit.Result result = new DetectorFit(config, seed, workers)
                .fit(read.subject(), read.data(), read.isAnomaly(), console.messages()::say);
        DetectorFile.write(result.detector(), out);
        if (report != null) {
            DetectionPage.write(
                    report,
                    new DetectionReports(result.detector(), TypedCommand.of(command))
                            .fitted(read.data().name(), result.summary()));
        }
        print(result.detector(), result.summary());
        return 0;
    }

    private DetectorConfig config(DetectorConfig defaults) {
        Optional<ThresholdRule> rule = Optional.ofNullable(threshold).map(ThresholdRule::from);
        DetectorConfig config = defaults.withModel(Choice.of(ModelChoice.class, model, "--model"))
                .withAlarms(new Alarms(rule, contamination, defaults.alarms().heldOutShare()))
                .withWindow(window);
        if (score == null) {
            return config;
        }
        return score.equals(AUTO) ? config.withChosenScore() : config.withScore(ScoreKind.from(score));
    }

    private void print(Detector detector, FitSummary summary) {
        if (console.isJson()) {
            console.out().println(Json.print(json(detector, summary)));
            return;
        }
        if (!console.isForPeople()) {
            return;
        }
        TextTable table = new TextTable("scorer", "rehearsal ROC-AUC", "labelled ROC-AUC", "fitted in", "").left();
        for (FitSummary.Candidate candidate : summary.candidates()) {
            table.row(
                    candidate.scorer(),
                    Figures.of(candidate.rehearsal()),
                    Figures.of(candidate.labelled()),
                    Figures.seconds(candidate.seconds()),
                    candidate.isChosen() ? "judges" : "");
        }
        console.out().print(table.print());
        console.out().println();
        TextTable facts = new TextTable("detector", out.toString()).left();
        facts.row(
                "kind",
                Choice.name(detector.subject().kind())
                        + (detector.window() > 1
                                ? ", windows of " + detector.window() + " rows"
                                        + (detector.period() > 0
                                                ? ", a season of " + detector.period() + " rows taken off"
                                                : "")
                                : ""));
        facts.row(
                "fitted on",
                Figures.whole(summary.trainingRows()) + " rows, " + Figures.whole(summary.heldOutRows()) + " held out");
        facts.row("choice", summary.choice());
        facts.row(
                "threshold",
                Figures.of(detector.threshold().value()) + ": "
                        + detector.threshold().reason());
        double perDay = detector.subject().timing().rowsPerDay();
        double perThousand = detector.threshold().falseAlarmsPerThousand();
        facts.row(
                "false alarms",
                Figures.of(perThousand) + " of a thousand normal rows"
                        + (Double.isNaN(perDay) ? "" : ", " + Figures.of(perThousand * perDay / 1000) + " a day"));
        console.out().print(facts.print());
        summary.warnings().forEach(warning -> console.out().println("warning: " + warning));
    }

    private Map<String, Object> json(Detector detector, FitSummary summary) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("detector", out.toString());
        fields.put("kind", Choice.name(detector.subject().kind()));
        fields.put("trainingRows", summary.trainingRows());
        fields.put("heldOutRows", summary.heldOutRows());
        fields.put("choice", summary.choice());
        fields.put("threshold", detector.threshold().fields());
        List<Object> candidates = new ArrayList<>();
        for (FitSummary.Candidate candidate : summary.candidates()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("scorer", candidate.scorer());
            JsonFields.put(entry, "rehearsalRocAuc", candidate.rehearsal());
            JsonFields.put(entry, "labelledRocAuc", candidate.labelled());
            entry.put("seconds", candidate.seconds());
            entry.put("isChosen", candidate.isChosen());
            candidates.add(entry);
        }
        fields.put("candidates", candidates);
        fields.put("warnings", summary.warnings());
        return fields;
    }
}
