package dev.hourglass.bench;

import dev.hourglass.bench.Comparison.Agreement;
import dev.hourglass.bench.Comparison.Series;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Compares this library with PyTorch and JAX: the same model, weights, samples and order, in turn. */
public final class SideBySide {
    private final SideBySideOptions options;
    private final WorkFolder folder;

    private SideBySide(SideBySideOptions options, WorkFolder folder) {
        this.options = options;
        this.folder = folder;
    }

    /**
     * Runs the comparison and ends the process: 0 where everything asked for is reached, 1 where not, 2 for a wrong
     * command line.
     *
     * @param arguments as {@link SideBySideOptions#USAGE} says
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (List.of(arguments).contains("--help")) {
            System.out.println(SideBySideOptions.USAGE);
            return;
        }
        SideBySideOptions options;
        try {
            options = SideBySideOptions.parse(
                    arguments, Objects.requireNonNullElse(System.getenv("HOURGLASS_PYTHON"), "python3"));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        List<Comparison> comparisons;
        try (WorkFolder folder = new WorkFolder()) {
            comparisons = new SideBySide(options, folder).run();
        }
        System.out.print(options.isJson() ? ResultTable.json(comparisons) : ResultTable.text(comparisons));
        System.exit(exitCode(comparisons, options.isQuick()));
    }

    /** Returns 1 where engines did different work, or where a full run is slower than it has to be. */
    static int exitCode(List<Comparison> comparisons, boolean isQuick) {
        boolean isGood = comparisons.stream().allMatch(row -> row.agreement().isGood() && (isQuick || row.isReached()));
        return isGood ? 0 : 1;
    }

    private List<Comparison> run() throws IOException, InterruptedException {
        List<Comparison> comparisons = new ArrayList<>();
        for (BenchCase benchCase : options.cases()) {
            System.err.println(benchCase);
            int features = benchCase.definition().inputShape().size();
            BenchData.write(
                    folder.path(), options.data(), features, options.sizes().rows());
            try (CaseRun run = new CaseRun(benchCase, folder.path())) {
                run.start(commands(benchCase));
                run.versions().forEach((name, version) -> System.err.println("  " + name + ": " + version));
                Map<String, Series> series = run.measure(options.sizes());
                comparisons.addAll(compare(benchCase, series, run.check(peer(EngineCommands.REFERENCE))));
            }
        }
        return comparisons;
    }

    private List<EngineCommand> commands(BenchCase benchCase) {
        List<EngineCommand> commands = new ArrayList<>();
        for (Jdk jdk : options.jdks()) {
            commands.add(EngineCommands.ours(
                    jdk, options.javaOptions(), folder.path(), options.sizes().threads()));
        }
        for (String peer : peers(benchCase)) {
            commands.add(peer(peer));
        }
        return commands;
    }

    private List<String> peers(BenchCase benchCase) {
        return options.peers().stream().filter(benchCase::isFor).toList();
    }

    private EngineCommand peer(String name) {
        return EngineCommands.peer(
                name, options.python(), folder.path(), options.sizes().threads());
    }

    private List<Comparison> compare(BenchCase benchCase, Map<String, Series> series, Map<String, Check> checks) {
        List<Comparison> rows = new ArrayList<>();
        Check unknown = benchCase.definition().isChecked() ? Check.NONE : Check.NOT_NEEDED;
        for (Jdk jdk : options.jdks()) {
            Series ours = Objects.requireNonNull(series.get(jdk.name()));
            for (String name : peers(benchCase)) {
                Series peer = Objects.requireNonNull(series.get(name));
                Agreement agreement = new Agreement(
                        Comparison.drift(ours, peer),
                        checks.getOrDefault(jdk.name(), unknown),
                        checks.getOrDefault(name, unknown),
                        Tolerance.of(benchCase.definition()));
                rows.add(new Comparison(benchCase.id(), ours, peer, agreement, required(benchCase, name)));
            }
        }
        return rows;
    }

    /** Half the vector width explains a factor of two and no more. */
    private double required(BenchCase benchCase, String peer) {
        return benchCase.required(peer) / (options.isHalfWidth() ? 2 : 1);
    }
}
