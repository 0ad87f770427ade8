package dev.hourglass.cli;

import dev.hourglass.artifact.ModelFile;
import dev.hourglass.artifact.StoredModel;
import dev.hourglass.data.DataOptions;
import dev.hourglass.data.ImageSchema;
import dev.hourglass.data.Normalization;
import dev.hourglass.data.Split;
import dev.hourglass.error.DataNotFoundException;
import dev.hourglass.experiment.Experiment;
import dev.hourglass.experiment.Experiment.Outcome;
import dev.hourglass.experiment.Experiment.Start;
import dev.hourglass.model.ModelConfig;
import dev.hourglass.report.HtmlReport;
import dev.hourglass.report.ImageGrid;
import dev.hourglass.report.RunReport.Compression;
import dev.hourglass.report.RunReport.StageTiming;
import dev.hourglass.tensor.Tensor;
import dev.hourglass.train.CsvHistoryListener;
import dev.hourglass.train.HistoryCsv;
import dev.hourglass.train.PretrainingConfig;
import dev.hourglass.train.RunOptions;
import dev.hourglass.train.TensorBoardListener;
import dev.hourglass.train.TrainerConfig;
import dev.hourglass.train.TrainingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Carries out one training, from settings to the files of its folder. Single use; confine to one thread. */
final class TrainRun {
    private static final int PICTURES = 24;
    private static final double NANOS = 1e9;

    private final Settings settings;
    private final Messages messages;
    private final RunFolder folder;
    private final String name;
    private final DataSettings data;
    private final DataSource source;
    private final TrainingSettings training;
    private final boolean resumes;

    /**
     * Prepares a run.
     *
     * @param out the run's folder; {@code runs/NAME} where none is given
     * @param resumes whether to continue from the folder's checkpoint
     */
    TrainRun(Settings settings, Optional<Path> out, boolean resumes, Messages messages) {
        this.settings = settings;
        this.messages = messages;
        this.data = new DataSettings(settings, messages);
        this.source = data.source();
        this.training = new TrainingSettings(settings);
        this.name = settings.text(Setting.NAME, source.shortName());
        this.folder = new RunFolder(out.orElseGet(() -> Path.of("runs", name)));
        this.resumes = resumes;
    }

    RunFolder folder() {
        return folder;
    }

    /**
     * What a run leaves behind.
     *
     * @param name the run's name
     * @param stored the model in its file
     * @param outcome weights, history, figures
     * @param yaml the settings as they took effect
     * @param options seed and threads
     * @param readSeconds how long reading the data took
     */
    record Finished(
            String name, StoredModel stored, Outcome outcome, String yaml, RunOptions options, double readSeconds) {}

    /** Trains, and writes everything but the report. */
    Finished run(TrainingListener progress) throws IOException {
        TrainerConfig config = training.config();
        RunOptions options = training.options(folder.checkpoint());
        ModelSettings model = new ModelSettings(settings);
        Start start = start(model);
        DataOptions reading = data.options(source);
        long started = System.nanoTime();
        Split split = data.split(source, reading, training.seed());
        double readSeconds = (System.nanoTime() - started) / NANOS;
        Normalization.Kind normalization = data.normalization(split.train().schema(), training.objective());
        ModelConfig network =
                model.config(new ModelSettings.Purpose(split.train().schema(), normalization, training.objective()));
        Optional<PretrainingConfig> pretraining = training.pretraining();
        settings.requireAllRead();
        Experiment experiment = new Experiment(split, reading, normalization, network, config, pretraining);
        Outcome outcome = train(experiment, options, start, progress);
        Map<Setting, List<String>> effective = settings.effective();
        // Whole once more: a run cut off between checkpoint and history had lost a line.
        HistoryCsv.write(folder.history(), outcome.training().history().epochs());
        StoredModel stored = ModelFile.write(outcome.model(), folder.model()).withThreads(options.threads());
        ExperimentFile.write(folder.experiment(), effective);
        writePictures(outcome);
        return new Finished(name, stored, outcome, ExperimentFile.print(effective), options, readSeconds);
    }

    private Start start(ModelSettings model) throws IOException {
        Optional<Start> whole = model.initial().map(Start::from);
        Optional<Start> halves = model.transfer().map(Start::from);
        if (!resumes) {
            return whole.or(() -> halves).orElseGet(Start::random);
        }
        if (!Files.isRegularFile(folder.checkpoint())) {
            throw new DataNotFoundException("checkpoint " + folder.checkpoint()
                    + " must exist to resume, but does not; start without --resume, or give the --out of that run");
        }
        return Start.resuming(folder.checkpoint());
    }

    private Outcome train(Experiment experiment, RunOptions options, Start start, TrainingListener progress)
            throws IOException {
        try (TensorBoardListener events = new TensorBoardListener(folder.events())) {
            CsvHistoryListener history = new CsvHistoryListener(folder.history());
            return experiment.run(
                    options, new Listeners(List.of(preparation(), history, events, warnings(), progress)), start);
        }
    }

    /** Makes the folder ready once training starts: what is refused leaves an earlier run as it was. */
    private TrainingListener preparation() {
        return new TrainingListener() {
            @Override
            public void started(int epochs, int stepsPerEpoch, int firstEpoch) {
                try {
                    folder.prepare(!resumes);
                } catch (IOException e) {
                    throw new UncheckedIOException(folder.directory() + " must be a folder that can be written to", e);
                }
            }
        };
    }

    private TrainingListener warnings() {
        return new TrainingListener() {
            @Override
            public void warned(String warning) {
                messages.say("warning: " + warning);
            }
        };
    }

    private void writePictures(Outcome outcome) throws IOException {
        if (outcome.measured().schema() instanceof ImageSchema schema) {
            Tensor originals = outcome.measured().head(PICTURES).tensor();
            Tensor restored = outcome.model().reconstruct(originals);
            ImageGrid.writePng(
                    folder.pictures(), ImageGrid.comparison(originals.values(), restored.values(), schema, PICTURES));
        }
    }

    /** Writes the page that shows the run. */
    void writeReport(Finished finished, String command, List<Compression> compressions, List<StageTiming> timings)
            throws IOException {
        HtmlReport.write(folder.report(), new ReportBuilder(finished).build(command, compressions, timings));
    }
}
