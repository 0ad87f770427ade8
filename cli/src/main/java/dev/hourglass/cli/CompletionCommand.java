package dev.hourglass.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the script that makes a shell complete commands and flags. */
@Command(
        name = "completion",
        description = {
            "Prints a completion script for bash and zsh.",
            "",
            "To switch it on: source <(hourglass completion)"
        })
final class CompletionCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() {
        CommandLine root = command.root().commandLine();
        command.commandLine().getOut().println(AutoComplete.bash(root.getCommandName(), root));
        return 0;
    }
}
