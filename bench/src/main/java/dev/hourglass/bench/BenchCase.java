package dev.hourglass.bench;

import static dev.hourglass.model.ActivationFunction.RELU;
import static dev.hourglass.model.ActivationFunction.SIGMOID;

import dev.hourglass.model.ActivationFunction;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The cases that are compared, and how many times as fast as each peer ours has to be. */
enum BenchCase {
    /** The classic with one hidden layer. */
    DENSE_100("784-100-784", true, 256, "mse", List.of(784, 100, 784), List.of(RELU, SIGMOID), 1, 2.5, 1.25),
    /** Narrow layers, where overhead shows. */
    DENSE_32(
            "784-32-32-32-784",
            true,
            256,
            "bce",
            List.of(784, 32, 32, 32, 784),
            List.of(RELU, SIGMOID, RELU, SIGMOID),
            1,
            4,
            1.7),
    /** Six layers in small batches, where weights outweigh samples. */
    DEEP_16(
            "784-256-128-16",
            true,
            32,
            "mse",
            List.of(784, 256, 128, 16, 128, 256, 784),
            List.of(RELU, RELU, RELU, RELU, RELU, SIGMOID),
            1,
            3,
            1.5),
    /** One sample at a time. */
    INFERENCE_1("inference-1", false, 1, "mse", List.of(784, 100, 784), List.of(RELU, SIGMOID), 40, 4, 0),
    /** Ten thousand samples a call. */
    INFERENCE_10000("inference-10000", false, 10_000, "mse", List.of(784, 100, 784), List.of(RELU, SIGMOID), 0.1, 0, 0);

    /** What every peer has to be beaten by where the best of them counts. */
    private static final double OVER_BEST_AT_10000 = 1.5;

    @SuppressWarnings("ImmutableEnumChecker") // a record of copied lists
    private final CaseDefinition definition;

    private final double callsPerStep;
    private final double overTorch;
    private final double overJax;

    BenchCase(
            String id,
            boolean isTraining,
            int batchSize,
            String objective,
            List<Integer> sizes,
            List<ActivationFunction> activations,
            double callsPerStep,
            double overTorch,
            double overJax) {
        this.definition = new CaseDefinition(id, isTraining, batchSize, objective, sizes, activations);
        this.callsPerStep = callsPerStep;
        this.overTorch = overTorch;
        this.overJax = overJax;
    }

    /** Returns the name on the command line and in tables. */
    String id() {
        return definition.name();
    }

    CaseDefinition definition() {
        return definition;
    }

    /** Returns the calls of one round where a training round takes {@code steps}, so that rounds last alike. */
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
        if (this == INFERENCE_10000) {
            return OVER_BEST_AT_10000;
        }
        return switch (peer) {
            case "torch" -> overTorch;
            case "jax" -> overJax;
            default -> 0;
        };
    }

    /** Returns the case of this name. */
    static BenchCase from(String id) {
        return Arrays.stream(values())
                .filter(known -> known.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a case must be one of "
                        + Arrays.stream(values()).map(BenchCase::id).toList() + ", but was \"" + id + "\""));
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s (%s, batch %d)",
                id(),
                definition.isTraining() ? "training, " + definition.objective() : "reconstruction",
                definition.batchSize());
    }
}
