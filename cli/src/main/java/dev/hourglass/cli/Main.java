package dev.hourglass.cli;

import dev.hourglass.error.ErrorCode;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Starts the command line. */
public final class Main {
    private Main() {}

    /**
     * Runs one command and ends the process with its exit code.
     *
     * @param arguments as typed
     */
    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int code = run(arguments, out, err);
        out.flush();
        System.exit(code);
    }

    /**
     * Runs one command.
     *
     * @param arguments as typed
     * @param out takes results
     * @param err takes messages
     * @return the exit code; see {@link ErrorCode}
     */
    static int run(String[] arguments, PrintWriter out, PrintWriter err) {
        RootCommand root = new RootCommand();
        CommandLine commandLine = Commands.commandLine(root, arguments)
                .setOut(out)
                .setErr(err)
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setExecutionExceptionHandler(
                        (failure, command, parsed) -> Failures.report(failure, err, root.hasStackTrace))
                .setParameterExceptionHandler(Failures::reportUsage);
        try {
            return commandLine.execute(arguments);
        } catch (OutOfMemoryError | StackOverflowError e) {
            return Failures.report(e, err, root.hasStackTrace);
        } finally {
            out.flush();
        }
    }
}
