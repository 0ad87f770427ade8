package dev.hourglass.bench;

import dev.hourglass.bench.Comparison.Series;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs one case in every engine: warm-up, then rounds in turn (A B C, A B C), then the check of weights. Every engine
 * takes the same steps. Engines are started for the case and end with it, so that no case runs on code that was
 * compiled for another.
 */
final class CaseRun implements AutoCloseable {
    /** Long enough for waiting threads of the engine before to stop spinning. */
    private static final long PAUSE_MILLIS = 50;

    private static final int CHECK_ATTEMPTS = 6;

    private final BenchCase benchCase;
    private final Path folder;
    private final String weightFile;
    private final Tolerance tolerance;
    private final List<Engine> engines = new ArrayList<>();

    CaseRun(BenchCase benchCase, Path folder) throws IOException {
        this.benchCase = benchCase;
        this.folder = folder;
        this.tolerance = Tolerance.of(benchCase.definition());
        this.weightFile = benchCase.id() + ".f32";
        WeightFiles.writeInitial(
                folder.resolve(weightFile), benchCase.definition().model().build(), 0);
    }

    void start(List<EngineCommand> commands) throws IOException {
        for (EngineCommand command : commands) {
            engines.add(Engine.start(command, folder));
        }
        for (Engine engine : engines) {
            engine.awaitReady();
            engine.define(benchCase.definition(), weightFile);
        }
    }

    /** Returns the names of the engines and what they say they are. */
    Map<String, String> versions() {
        Map<String, String> versions = new LinkedHashMap<>();
        engines.forEach(engine -> versions.put(engine.name(), engine.version()));
        return versions;
    }

    /** Runs warm-up and rounds, engine by engine in turn. */
    Map<String, Series> measure(SideBySideOptions.Sizes sizes) throws InterruptedException {
        int calls = benchCase.calls(sizes.steps());
        Map<String, Series> results = new LinkedHashMap<>();
        List<Series> inOrder = new ArrayList<>();
        for (Engine engine : engines) {
            for (int i = 0; i < sizes.warmUps(); i++) {
                engine.run(benchCase.id(), calls);
            }
            inOrder.add(Series.of(engine.name(), sizes.rounds()));
        }
        for (int round = 0; round < sizes.rounds(); round++) {
            for (int i = 0; i < engines.size(); i++) {
                Thread.sleep(PAUSE_MILLIS);
                Engine.Timing timing = engines.get(i).run(benchCase.id(), calls);
                inOrder.get(i).millis()[round] = timing.millis();
                inOrder.get(i).losses()[round] = timing.loss();
            }
        }
        inOrder.forEach(series -> results.put(series.engine(), series));
        return results;
    }

    /**
     * Trains anew for a few steps in every engine and in float64, and compares.
     *
     * <p>A pre-activation within float32 noise of 0 (1e-7) may fall on the other side of a ReLU, and then one gradient
     * differs as a whole and weights part by 1e-3. That happens to every engine now and then, so each may start from
     * several initial weights and its best counts: wrong arithmetic shows in all of them. Drawn codes start from
     * variances so small that every engine takes the mean.
     *
     * @return how far each engine is from float64; empty where nothing is checked
     */
    Map<String, Check> check(EngineCommand reference) throws IOException {
        Map<String, Check> best = new LinkedHashMap<>();
        for (int attempt = 1; benchCase.definition().isChecked() && attempt <= CHECK_ATTEMPTS; attempt++) {
            List<Engine> left = engines.stream()
                    .filter(engine ->
                            !best.getOrDefault(engine.name(), Check.NONE).isNoise(tolerance))
                    .toList();
            if (left.isEmpty()) {
                break;
            }
            check(reference, left, attempt).forEach((name, found) -> best.merge(name, found, Check::better));
        }
        return best;
    }

    private Map<String, Check> check(EngineCommand reference, List<Engine> left, int attempt) throws IOException {
        CaseDefinition again = benchCase.definition().named("check-" + attempt);
        String weights = again.name() + ".f32";
        WeightFiles.writeWithoutDraws(folder.resolve(weights), again.model().build(), attempt);
        Map<String, Check> found = new LinkedHashMap<>();
        try (Engine exact = Engine.start(reference, folder)) {
            exact.awaitReady();
            double exactLoss = train(exact, again, weights);
            double[] exactWeights = exact.weights(again.name());
            for (Engine engine : left) {
                double loss = train(engine, again, weights);
                found.put(
                        engine.name(),
                        Check.of(
                                engine.weights(again.name()),
                                exactWeights,
                                Math.abs(loss / exactLoss - 1),
                                tolerance.strays()));
            }
        }
        return found;
    }

    private double train(Engine engine, CaseDefinition definition, String weights) {
        engine.define(definition, weights);
        return engine.run(definition.name(), tolerance.checkSteps()).loss();
    }

    @Override
    public void close() {
        engines.forEach(Engine::close);
    }
}
