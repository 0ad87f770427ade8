package dev.hourglass.cli;

import dev.hourglass.artifact.Provenance;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command that the others belong to. */
@Command(
        name = "hourglass",
        description = "An autoencoder toolkit for the JVM: train, compress, evaluate, look.",
        version = "hourglass " + Provenance.CURRENT_VERSION,
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        usageHelpWidth = 100,
        usageHelpAutoWidth = false,
        sortOptions = false,
        footer = {"", "Exit codes: 0 ok, 1 failure, 2 usage, 3 bad data, 4 bad or wrong model or file, 5 diverged."})
final class RootCommand {
    @Option(
            names = "--stacktrace",
            scope = ScopeType.INHERIT,
            description = "Prints where in the program a failure arose.")
    boolean hasStackTrace;
}
