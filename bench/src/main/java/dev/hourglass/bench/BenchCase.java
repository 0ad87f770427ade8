package dev.hourglass.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A case that is compared.
 *
 * @param definition the work
 * @param callsPerStep calls of a round for each training step of one, so that rounds last alike
 * @param goals how many times as fast as each peer ours has to be
 */
record BenchCase(CaseDefinition definition, double callsPerStep, Goals goals) {
    /** Returns all cases. */
    static List<BenchCase> all() {
        return Stream.of(ClassicCases.ALL, FamilyCases.ALL)
                .flatMap(List::stream)
                .toList();
    }

    /** Returns a copy with other rounds. */
    BenchCase withCallsPerStep(double changed) {
        return new BenchCase(definition, changed, goals);
    }

    /** Returns the name on the command line and in tables. */
    String id() {
        return definition.name();
    }

    /** Returns the calls of one round where a training round takes {@code steps}. */
    int calls(int steps) {
        return Math.max(1, (int) Math.round(steps * callsPerStep));
    }

    /**
     * Returns how many times as fast as a peer ours has to be.
     *
     * @param peer the peer's name
     * @return the ratio, or 0 where none is asked for
     */
    double required(String peer) {
        return goals.of(peer);
    }

    /** Returns whether a peer takes part: how channels lie matters to images, and JAX knows plain objectives only. */
    boolean isFor(String peer) {
        return switch (peer) {
            case "torch-channels-last" -> definition.isOfImages();
            case "jax" -> definition.objective().isPlain();
            default -> true;
        };
    }

    /** Returns the case of this name. */
    static BenchCase from(String id) {
        return all().stream()
                .filter(known -> known.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a case must be one of "
                        + all().stream().map(BenchCase::id).toList() + ", but was \"" + id + "\""));
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s (%s, batch %d)",
                id(),
                definition.isTraining() ? "training, " + definition.objective().text() : "reconstruction",
                definition.batchSize());
    }
}
