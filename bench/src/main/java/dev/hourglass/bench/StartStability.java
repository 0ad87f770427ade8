package dev.hourglass.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Starts a JVM again and again and compares how fast each comes to train: the just-in-time compiler sometimes compiles
 * a vector kernel well on one start and badly on the next.
 */
public final class StartStability {
    private static final String USAGE = "start-stability [--jdk NAME=PATH]... [--starts 10] [--case 784-100-784]"
            + " [--seconds 3] [--rounds 30] [--threads 2] [--data generated|mnist] [--avx2] [--java-option OPTION]... [--quick]";
    private static final Set<String> VALUED =
            Set.of("--jdk", "--java-option", "--starts", "--case", "--seconds", "--rounds", "--threads", "--data");
    private static final Set<String> FLAGS = Set.of("--quick", "--avx2", "--help");

    private static final double MAX_RATIO = 1.3;
    private static final int BLOCK = 100;
    private static final int QUICK_BLOCK = 5;
    private static final int ROWS = 10_000;
    private static final String WEIGHTS = "weights.f32";

    private final Arguments arguments;
    private final BenchCase benchCase;
    private final boolean isQuick;

    private StartStability(Arguments arguments) {
        this.arguments = arguments;
        this.benchCase = BenchCase.from(arguments.text("--case", ClassicCases.DENSE_100.id()));
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

    /**
     * Returns the best block of each start. All starts go on taking blocks in turn when the last one has warmed up: a
     * machine that is slow for a while, as when a hypervisor has moved cores apart, is slow for all of them, while code
     * that was compiled badly stays bad.
     */
    private double[] measure(Jdk jdk, Path folder) throws IOException {
        WeightFiles.writeInitial(
                folder.resolve(WEIGHTS), benchCase.definition().model().build(), 0);
        List<Engine> engines = new ArrayList<>();
        try {
            for (int i = 1; i <= arguments.count("--starts", isQuick ? 2 : 10); i++) {
                Engine engine = Engine.start(command(jdk, i, folder), folder);
                engines.add(engine);
                warmUp(engine);
            }
            return bestBlocks(engines);
        } finally {
            engines.forEach(Engine::close);
        }
    }

    private EngineCommand command(Jdk jdk, int number, Path folder) {
        EngineCommand ours = EngineCommands.ours(jdk, arguments.javaOptions(), folder, arguments.count("--threads", 2));
        return new EngineCommand(jdk.name() + "-start-" + number, ours.command(), ours.environment());
    }

    /** Lets a JVM train alone, as one that is started for itself does. */
    private void warmUp(Engine engine) {
        engine.awaitReady();
        engine.define(benchCase.definition(), WEIGHTS);
        long nanos = arguments.count("--seconds", isQuick ? 4 : 3) * 1_000_000_000L;
        long started = System.nanoTime();
        double millis;
        do {
            millis = engine.run(benchCase.id(), block()).millis();
        } while (System.nanoTime() - started < nanos);
        System.err.printf(Locale.ROOT, "%s: %.4f ms a step at the end of its warm-up%n", engine.name(), millis);
    }

    private double[] bestBlocks(List<Engine> engines) {
        double[] best = new double[engines.size()];
        Arrays.fill(best, Double.POSITIVE_INFINITY);
        for (int round = 0; round < arguments.count("--rounds", isQuick ? 2 : 30); round++) {
            for (int i = 0; i < best.length; i++) {
                best[i] = Math.min(
                        best[i], engines.get(i).run(benchCase.id(), block()).millis());
            }
        }
        for (int i = 0; i < best.length; i++) {
            System.err.printf(
                    Locale.ROOT, "%s: %.4f ms a step in turn%n", engines.get(i).name(), best[i]);
        }
        return best;
    }

    private int block() {
        return benchCase.calls(isQuick ? QUICK_BLOCK : BLOCK);
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
