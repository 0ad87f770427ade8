package dev.hourglass.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Starts a class of this module in a JVM of its own. */
final class JavaProcess {
    private JavaProcess() {}

    /**
     * Runs a class to its end.
     *
     * @param options for Java, besides those that all of ours have
     * @param words the command line
     * @param line hears of every line that it prints, as it is printed
     * @throws IllegalStateException if it does not end well
     */
    static void run(Jdk jdk, List<String> options, Class<?> main, List<String> words, Consumer<String> line)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(jdk.home().resolve("bin").resolve("java").toString()));
        command.addAll(JavaOptions.ALL);
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path", ""), main.getName()));
        command.addAll(words);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines = process.inputReader()) {
            lines.lines().forEach(line);
        }
        int status = process.waitFor();
        if (status != 0) {
            throw new IllegalStateException(main.getSimpleName() + " must end with 0, but ended with " + status);
        }
    }
}
