package dev.hourglass.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs the commands that people wait for once, on a small table, so that the launcher learns which classes they load
 * and keeps those as Java wants them in memory (class-data sharing). Prints nothing and leaves nothing behind.
 */
final class StartUpRehearsal {
    private static final int ROWS = 32;

    private StartUpRehearsal() {}

    /** Rehearses; the exit code is that of the first command to fail. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory("hourglass-rehearsal");
        try {
            int code = rehearse(folder);
            if (code != 0) {
                System.exit(code);
            }
        } finally {
            delete(folder);
        }
    }

    private static int rehearse(Path folder) throws IOException {
        Path table = folder.resolve("table.csv");
        Files.writeString(table, "a,b,c\n" + "1,2,3\n4,5,7\n".repeat(ROWS));
        Path run = folder.resolve("run");
        String data = table.toString();
        String model = new RunFolder(run).model().toString();
        for (List<String> command : List.of(
                List.of("--help"),
                List.of("train", "--data", data, "--epochs", "1", "--out", run.toString(), "--no-report"),
                List.of(
                        "encode",
                        model,
                        data,
                        "--out",
                        folder.resolve("codes.csv").toString()),
                List.of(
                        "reconstruct",
                        model,
                        data,
                        "--out",
                        folder.resolve("back.csv").toString()),
                List.of("evaluate", model, data),
                List.of("inspect", model),
                List.of("reproduce", "--list"))) {
            int code = Main.run(command.toArray(String[]::new), nowhere(), nowhere());
            if (code != 0) {
                return code;
            }
        }
        return 0;
    }

    private static PrintWriter nowhere() {
        return new PrintWriter(Writer.nullWriter());
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
