package dev.hourglass.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs short scripts in the Python that {@code HOURGLASS_PYTHON} names, else {@code python3}. A test that needs a
 * package Python lacks is skipped, with a message.
 */
public final class Python {
    private static final String INTERPRETER =
            Optional.ofNullable(System.getenv("HOURGLASS_PYTHON")).orElse("python3");

    private Python() {}

    /** Skips the test unless Python can import this. */
    public static void assumeImports(String module) throws IOException, InterruptedException {
        assumeTrue(imports(module), INTERPRETER + " has no \"" + module + "\"; set HOURGLASS_PYTHON to one that has");
    }

    /** Runs a script with arguments and returns its standard output; fails the test where it fails. */
    public static String run(String script, Path... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(INTERPRETER, "-c", script));
        for (Path argument : arguments) {
            command.add(argument.toString());
        }
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("exit code of Python").isZero();
        return output;
    }

    private static boolean imports(String module) throws InterruptedException {
        try {
            return new ProcessBuilder(INTERPRETER, "-c", "import " + module)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noPython) {
            return false;
        }
    }
}
