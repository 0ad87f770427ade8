package dev.hourglass.cli;

import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** Says what was typed, so that it can be typed again. */
final class TypedCommand {
    private TypedCommand() {}

    /** Returns the whole command; arguments with blanks are quoted. */
    static String of(CommandSpec command) {
        return "hourglass "
                + command.root().commandLine().getParseResult().originalArgs().stream()
                        .map(argument -> argument.matches("[\\w@%+=:,./-]+") ? argument : "'" + argument + "'")
                        .collect(Collectors.joining(" "));
    }
}
