package dev.hourglass.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Starts a JVM again and again and compares how fast each comes to train: the just-in-time compiler sometimes compiles
 * a vector kernel well on one start and badly on the next.
 */
public final class StartStability {
    private static final String USAGE = "start-stability [--jdk NAME=PATH]... [--starts 10] [--case 784-100-784]"
            + " [--seconds 3] [--threads 2] [--data generated|mnist] [--avx2] [--java-option OPTION]... [--quick]";
    private static final Set<String> VALUED =
            Set.of("--jdk", "--java-option", "--starts", "--case", "--seconds", "--threads", "--data");
    private static final Set<String> FLAGS = Set.of("--quick", "--avx2", "--help");

    private static final double MAX_RATIO = 1.3;
    private static final int BLOCK = 100;
    private static final int QUICK_BLOCK = 5;
    private static final int ROWS = 10_000;

    private final Arguments arguments;
    private final BenchCase benchCase;
    private final boolean isQuick;

    private StartStability(Arguments arguments) {
        this.arguments = arguments;
        this.benchCase = BenchCase.from(arguments.text("--case", BenchCase.DENSE_100.id()));
        this.isQuick = arguments.has("--quick");
    }

    /**
     * Runs the starts and ends the process: 0 where they are alike, 1 where not, 2 for a wrong command line.
     *
     * @param words the command line
     */
    public static void main(String[] words) throws IOException {
        if (List.of(words).contains("--help")) {
            System.out.println(USAGE);
            return;
        }
        boolean isStable = true;
        try (WorkFolder folder = new WorkFolder()) {
            StartStability stability = new StartStability(Arguments.parse(words, VALUED, FLAGS));
            int features = stability.benchCase.definition().inputShape().size();
            BenchData.write(folder.path(), stability.arguments.text("--data", "generated"), features, ROWS);
            for (Jdk jdk : stability.arguments.jdks()) {
                double[] millis = stability.measure(jdk, folder.path());
                isStable &= report(jdk, millis);
            }
            isStable |= stability.isQuick;
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
        System.exit(isStable ? 0 : 1);
    }

    private double[] measure(Jdk jdk, Path folder) throws IOException {
        String weightFile = "weights.f32";
        WeightFiles.writeInitial(
                folder.resolve(weightFile), benchCase.definition().model().build(), 0);
        double[] millis = new double[arguments.count("--starts", isQuick ? 2 : 10)];
        for (int i = 0; i < millis.length; i++) {
            EngineCommand command =
                    EngineCommands.ours(jdk, arguments.javaOptions(), folder, arguments.count("--threads", 2));
            try (Engine engine = Engine.start(command, folder)) {
                engine.awaitReady();
                engine.define(benchCase.definition(), weightFile);
                millis[i] = steadyMillis(engine);
            }
            System.err.printf(Locale.ROOT, "%s start %d: %.4f ms a step%n", jdk.name(), i + 1, millis[i]);
        }
        return millis;
    }

    /**
     * Returns the best block of the second half of the time: bad code stays bad, so the best block still shows it,
     * while a busy neighbour spoils some blocks only.
     */
    private double steadyMillis(Engine engine) {
        long nanos = arguments.count("--seconds", isQuick ? 4 : 3) * 1_000_000_000L;
        long started = System.nanoTime();
        int calls = benchCase.calls(isQuick ? QUICK_BLOCK : BLOCK);
        List<Double> blocks = new ArrayList<>();
        while (blocks.isEmpty() || System.nanoTime() - started < nanos) {
            blocks.add(engine.run(benchCase.id(), calls).millis());
        }
        return blocks.stream()
                .skip(blocks.size() / 2)
                .mapToDouble(Double::doubleValue)
                .min()
                .orElseThrow();
    }

    private static boolean report(Jdk jdk, double[] millis) {
        double min = Statistics.min(millis);
        double max = Statistics.max(millis);
        boolean isStable = max / min <= MAX_RATIO;
        System.out.printf(
                Locale.ROOT,
                "%s: %d starts, min %.4f ms, max %.4f ms, ratio %.2f (at most %.2f) %s%n",
                jdk.name(),
                millis.length,
                min,
                max,
                max / min,
                MAX_RATIO,
                isStable ? "ok" : "MISSED");
        return isStable;
    }
}
