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

    private static final int CHECK_STEPS = 25;

    private final BenchCase benchCase;
    private final Path folder;
    private final String weightFile;
    private final List<Engine> engines = new ArrayList<>();

    CaseRun(BenchCase benchCase, Path folder) throws IOException {
        this.benchCase = benchCase;
        this.folder = folder;
        this.weightFile = benchCase.id() + ".f32";
        WeightFiles.writeInitial(
                folder.resolve(weightFile), benchCase.definition().model().build());
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
     * Trains anew for a few steps in every engine and in float64.
     *
     * @return the largest difference of a weight from float64's, by engine; empty for inference
     */
    Map<String, Double> check(EngineCommand reference) throws IOException {
        Map<String, Double> differences = new LinkedHashMap<>();
        if (!benchCase.definition().isTraining()) {
            return differences;
        }
        CaseDefinition again = benchCase.definition().named("check");
        double[] exact;
        try (Engine engine = Engine.start(reference, folder)) {
            engine.awaitReady();
            exact = train(engine, again);
        }
        for (Engine engine : engines) {
            differences.put(engine.name(), largestDifference(train(engine, again), exact));
        }
        return differences;
    }

    private double[] train(Engine engine, CaseDefinition definition) throws IOException {
        engine.define(definition, weightFile);
        engine.run(definition.name(), CHECK_STEPS);
        return engine.weights(definition.name());
    }

    private static double largestDifference(double[] found, double[] exact) {
        if (found.length != exact.length) {
            throw new IllegalStateException(
                    "engines must have as many weights, but had " + found.length + " and " + exact.length);
        }
        double worst = 0;
        for (int i = 0; i < exact.length; i++) {
            double difference = Math.abs(found[i] - exact[i]);
            worst = difference <= worst ? worst : difference;
        }
        return worst;
    }

    @Override
    public void close() {
        engines.forEach(Engine::close);
    }
}
