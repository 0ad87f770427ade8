package dev.hourglass.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command that those of detectors belong to. */
@Command(
        name = "detect",
        sortOptions = false,
        description = {
            "Finds anomalies in tables, series and images, and says why.",
            "",
            "Two commands lead from a file to explained alarms:",
            "  hourglass detect fit normal.csv -o detector.safetensors",
            "  hourglass detect score detector.safetensors new.csv -o scores.csv --report alarms.html"
        },
        subcommands = {
            DetectFitCommand.class,
            DetectScoreCommand.class,
            DetectWatchCommand.class,
            DetectDriftCommand.class,
            DetectUpdateCommand.class
        })
final class DetectCommand implements Runnable {
    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                command.commandLine(),
                "detect needs one of " + String.join(", ", command.subcommands().keySet()));
    }
}
