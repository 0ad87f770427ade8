package dev.hourglass.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;

/**
 * What one command did, run within the test.
 *
 * @param code the exit code
 * @param out standard output
 * @param err the error stream
 */
record CommandRun(int code, String out, String err) {
    /** Runs a command; arguments that are not texts are printed. */
    static CommandRun of(Object... arguments) {
        String[] texts = Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(texts, new PrintWriter(out), new PrintWriter(err, true));
        return new CommandRun(code, out.toString(), err.toString());
    }
}
