package dev.hourglass.cli;

import dev.hourglass.cli.TrainRun.Finished;
import dev.hourglass.experiment.Experiment.Outcome;
import dev.hourglass.file.Json;
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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains a model. */
@Command(
        name = "train",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = {
            "Trains an autoencoder, from an experiment in YAML, from flags, or both: a flag wins over the file.",
            "",
            "In YAML the flags are keys of the sections data, model and training; --data is data.source and --data-dir"
                    + " data.dir. The run's folder keeps model.safetensors, checkpoint.safetensors, history.csv,"
                    + " events/ for TensorBoard, experiment.yaml, report.html and, of images, reconstructions.png."
        })
final class TrainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command = CommandSpec.create();

    @Parameters(arity = "0..1", paramLabel = "EXPERIMENT.yaml", description = "The experiment.")
    private @Nullable Path experiment;

    @Option(names = "--out", paramLabel = "DIR", description = "The run's folder; default runs/NAME.")
    private @Nullable Path out;

    @Option(names = "--resume", description = "Continues the interrupted run of the folder, to the same bits.")
    private boolean resumes;

    @Option(names = "--no-report", description = "Writes no report.html.")
    private boolean hasNoReport;

    @Mixin
    private Console console = new Console();

    @Override
    public Integer call() throws IOException {
        Settings settings = new Settings();
        if (experiment != null) {
            ExperimentFile.read(experiment, settings);
        }
        SettingFlags.take(command.commandLine().getParseResult(), settings);
        TrainRun run = new TrainRun(settings, Optional.ofNullable(out), resumes, console.messages());
        Finished finished = run.run(console.progress());
        if (!hasNoReport) {
            String again = "hourglass train " + run.folder().experiment() + " --out "
                    + run.folder().directory();
            run.writeReport(finished, again, List.of(), List.of());
        }
        print(run, finished);
        return 0;
    }

    private void print(TrainRun run, Finished finished) {
        if (console.isJson()) {
            console.out().println(Json.print(json(run, finished)));
        } else if (console.isForPeople()) {
            console.out()
                    .println("stopped: "
                            + finished.outcome().training().history().stopReason());
            console.out().println();
            console.out().print(EvaluationTable.print(finished.outcome().evaluation()));
            console.out().println();
            console.out().println("model   " + finished.stored().file());
            if (!hasNoReport) {
                console.out().println("report  " + run.folder().report());
            }
        }
    }

    private static Map<String, Object> json(TrainRun run, Finished finished) {
        Outcome outcome = finished.outcome();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("model", finished.stored().file().toString());
        fields.put("id", finished.stored().id());
        fields.put("out", run.folder().directory().toString());
        fields.put("epochs", outcome.training().history().epochs().size());
        fields.put("bestEpoch", outcome.training().history().bestEpoch());
        fields.put("stopReason", outcome.training().history().stopReason());
        JsonFields.put(fields, "seconds", outcome.training().history().seconds());
        JsonFields.put(fields, outcome.evaluation());
        return fields;
    }
}
