package dev.hourglass.cli;

import dev.hourglass.artifact.StoredModel;
import dev.hourglass.file.Json;
import dev.hourglass.report.Figures;
import dev.hourglass.train.TrainingListener;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The flags that say what a command prints, and where to. */
final class Console {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(names = "--quiet", description = "Prints nothing but errors.")
    private boolean isQuiet;

    @Option(names = "--json", description = "Prints JSON, one object a line, and nothing else on standard output.")
    private boolean isJson;

    boolean isJson() {
        return isJson;
    }

    /** Returns whether results are printed for people. */
    boolean isForPeople() {
        return !isQuiet && !isJson;
    }

    PrintWriter out() {
        return command.commandLine().getOut();
    }

    PrintWriter err() {
        return command.commandLine().getErr();
    }

    Messages messages() {
        return new Messages(command.commandLine().getErr(), isQuiet);
    }

    /** Tells what was written, where, and how much of it. */
    void written(Path file, long rows, String what) {
        if (isJson) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("out", file.toString());
            fields.put("rows", rows);
            out().println(Json.print(fields));
        } else if (!isQuiet) {
            out().println(Figures.whole(rows) + " " + what + " written to " + file);
        }
    }

    /** Tells of a model's file. */
    void writtenModel(StoredModel stored) {
        if (isJson) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("model", stored.file().toString());
            fields.put("id", stored.id());
            out().println(Json.print(fields));
        } else if (!isQuiet) {
            out().println("model   " + stored.file());
        }
    }

    /** Returns what shows training: a bar on a terminal, else lines; JSON or nothing where asked for. */
    TrainingListener progress() {
        if (isJson) {
            return new ProgressJson(out());
        }
        if (isQuiet) {
            return TrainingListener.SILENT;
        }
        return Terminal.isInteractive() ? new ProgressBar(out()) : new ProgressLines(out());
    }
}
