package dev.hourglass.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Measures detectors: fitting a table with the defaults, scoring many rows, and {@code hourglass detect watch} from end
 * to end, its start included.
 */
public final class DetectorBenchmark {
    private static final String USAGE = "detector [--jdk NAME=PATH]... [--columns 20] [--fit-rows 10000]"
            + " [--rows 1000000] [--watch-rows 300000] [--rounds 5] [--threads 2] [--java-option OPTION]...";
    private static final Set<String> VALUED = Set.of(
            "--jdk", "--java-option", "--columns", "--fit-rows", "--rows", "--watch-rows", "--rounds", "--threads");
    private static final Set<String> FLAGS = Set.of("--help");

    private static final double FIT_SECONDS = 5;
    private static final double SCORED_ROWS_PER_SECOND = 500_000;
    private static final double WATCHED_ROWS_PER_SECOND = 100_000;

    private final Arguments arguments;
    private final Path folder;
    private final int columns;

    private DetectorBenchmark(Arguments arguments, Path folder) {
        this.arguments = arguments;
        this.folder = folder;
        this.columns = arguments.count("--columns", 20);
    }

    /**
     * Measures and prints a table; ends the process with 0 where all goals are reached, 1 where not, 2 for a wrong
     * command line.
     *
     * @param words the command line
     */
    public static void main(String[] words) throws IOException, InterruptedException {
        if (List.of(words).contains("--help")) {
            System.out.println(USAGE);
            return;
        }
        boolean isReached = true;
        try (WorkFolder work = new WorkFolder()) {
            DetectorBenchmark benchmark = new DetectorBenchmark(Arguments.parse(words, VALUED, FLAGS), work.path());
            benchmark.prepare();
            System.out.printf("%-10s %-36s %10s %14s %16s%n", "java", "what", "wall s", "processor s", "goal");
            for (Jdk jdk : benchmark.arguments.jdks()) {
                isReached &= benchmark.fitAndScore(jdk);
                isReached &= benchmark.watch(jdk);
            }
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
        System.exit(isReached ? 0 : 1);
    }

    private void prepare() throws IOException {
        int fitted = arguments.count("--fit-rows", 10_000);
        DetectorTable.write(training(), DetectorTable.draw(fitted, columns, "fitted rows"), columns);
        DetectorTable.write(watched(), DetectorTable.draw(watchRows(), columns, "watched rows"), columns);
    }

    private Path training() {
        return folder.resolve("training.csv");
    }

    private Path watched() {
        return folder.resolve("watched.csv");
    }

    private Path detector() {
        return folder.resolve("detector.safetensors");
    }

    private int watchRows() {
        return arguments.count("--watch-rows", 300_000);
    }

    /** A measurement as {@link DetectorPeer} prints it. */
    private record Measured(String what, double wallSeconds, double processorSeconds) {
        static Measured parse(String line) {
            String[] parts = line.split("\\|", -1);
            return new Measured(parts[0], Double.parseDouble(parts[1]), Double.parseDouble(parts[2]));
        }
    }

    private boolean fitAndScore(Jdk jdk) throws IOException, InterruptedException {
        int rows = arguments.count("--rows", 1_000_000);
        List<String> words = Stream.of(
                        training(), detector(), rows, arguments.count("--rounds", 5), arguments.count("--threads", 2))
                .map(String::valueOf)
                .toList();
        List<Boolean> reached = new ArrayList<>();
        JavaProcess.run(jdk, arguments.javaOptions(), DetectorPeer.class, words, line -> {
            Measured measured = Measured.parse(line);
            double goal = switch (measured.what()) {
                case DetectorPeer.FIT -> FIT_SECONDS;
                case DetectorPeer.SCORE -> rows / SCORED_ROWS_PER_SECOND;
                default -> Double.NaN;
            };
            reached.add(print(jdk, measured, goal));
        });
        return !reached.contains(false);
    }

    private boolean watch(Jdk jdk) throws IOException, InterruptedException {
        Path program = Path.of(System.getProperty("hourglass.bench", "bench"), "..", "hourglass");
        Path answers = folder.resolve("answers.csv");
        ProcessBuilder builder = new ProcessBuilder(
                        program.toString(),
                        "detect",
                        "watch",
                        detector().toString(),
                        "--threads",
                        arguments.text("--threads", "2"))
                .redirectInput(watched().toFile())
                .redirectOutput(answers.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("HOURGLASS_JAVA", jdk.home().toString());
        long started = System.nanoTime();
        Process process = builder.start();
        int status = process.waitFor();
        double seconds = (System.nanoTime() - started) / 1e9;
        require(status == 0, "detect watch must end well");
        try (Stream<String> lines = Files.lines(answers)) {
            long found = lines.count();
            require(found == watchRows() + 1, "every row must have an answer, but there were " + (found - 1));
        }
        return print(jdk, new Measured("watch", seconds, Double.NaN), watchRows() / WATCHED_ROWS_PER_SECOND);
    }

    private static boolean print(Jdk jdk, Measured measured, double goalSeconds) {
        boolean isReached = Double.isNaN(goalSeconds) || measured.wallSeconds() <= goalSeconds;
        System.out.printf(
                Locale.ROOT,
                "%-10s %-36s %10.2f %14.2f %16s%n",
                jdk.name(),
                measured.what(),
                measured.wallSeconds(),
                measured.processorSeconds(),
                Double.isNaN(goalSeconds)
                        ? ""
                        : String.format(Locale.ROOT, "%.1f %s", goalSeconds, isReached ? "ok" : "MISSED"));
        return isReached;
    }

    private static void require(boolean isTrue, String message) {
        if (!isTrue) {
            throw new IllegalStateException(message);
        }
    }
}
