package dev.hourglass.bench;

import dev.hourglass.data.DataLocator;
import dev.hourglass.data.SensorTables;
import dev.hourglass.error.DataNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Measures how fast files are compressed and restored: tables within a bound, images without loss, a picture. */
public final class CompressionBenchmark {
    private static final String USAGE = "compression [--jdk NAME=PATH]... [--rounds 9] [--warmup 5] [--threads 2]"
            + " [--cases tables,digits,picture] [--data-dir FOLDER] [--java-option OPTION]...";
    private static final Set<String> VALUED =
            Set.of("--jdk", "--java-option", "--rounds", "--warmup", "--threads", "--data-dir", "--cases");
    private static final Set<String> FLAGS = Set.of("--help");

    private CompressionBenchmark() {}

    /**
     * Measures and prints a table; ends the process with 0 where all goals are reached, 1 where not, 2 for a wrong
     * command line or data that is not there.
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
            Arguments arguments = Arguments.parse(words, VALUED, FLAGS);
            List<String> cases = arguments.list("--cases", CompressionWorkload.CASES);
            DataLocator locator = CompressionPeer.locator(arguments.text("--data-dir", ""));
            for (String name : cases) {
                CompressionWorkload.of(name, locator, 1, work.path());
            }
            if (cases.contains(CompressionWorkload.TABLES)) {
                SensorTables.files(CompressionWorkload.TABLE_SET, locator);
            }
            List<String> peerWords = List.of(
                    work.path().toString(),
                    Integer.toString(arguments.count("--rounds", 9)),
                    Integer.toString(arguments.count("--warmup", 5)),
                    Integer.toString(arguments.count("--threads", 2)),
                    arguments.text("--data-dir", ""),
                    String.join(",", cases));
            System.out.printf(
                    "%-10s %-44s %12s %12s %12s %12s %10s%n",
                    "java", "what", "bytes", "compressed", "compress", "restore", "goal");
            for (Jdk jdk : arguments.jdks()) {
                List<Boolean> reached = new ArrayList<>();
                JavaProcess.run(
                        jdk,
                        arguments.javaOptions(),
                        CompressionPeer.class,
                        peerWords,
                        line -> reached.add(print(jdk, line.split("\\|", -1))));
                isReached &= !reached.contains(false);
            }
        } catch (IllegalArgumentException | DataNotFoundException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
        System.exit(isReached ? 0 : 1);
    }

    private static boolean print(Jdk jdk, String[] parts) {
        long bytes = Long.parseLong(parts[1]);
        CompressionGoal goal = CompressionGoal.parse(parts[3]);
        double compressing = goal.of(bytes, Double.parseDouble(parts[4]));
        double restoring = goal.of(bytes, Double.parseDouble(parts[5]));
        boolean isReached = goal.isReached(compressing) && goal.isReached(restoring);
        System.out.printf(
                Locale.ROOT,
                "%-10s %-44s %,12d %,12d %12.2f %12.2f %10s %s%n",
                jdk.name(),
                parts[0],
                bytes,
                Long.parseLong(parts[2]),
                compressing,
                restoring,
                goal,
                goal.equals(CompressionGoal.NONE) ? "" : isReached ? "ok" : "MISSED");
        return isReached;
    }
}
