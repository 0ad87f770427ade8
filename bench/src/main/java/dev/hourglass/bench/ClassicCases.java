package dev.hourglass.bench;

import dev.hourglass.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The cases that are compared, and how many times as fast as each peer ours has to be. */
enum BenchCase {
    /** The classic with one hidden layer. */
    DENSE_100(
            CaseDefinition.training(
                    "784-100-784",
                    256,
                    "mse",
                    Shape.of(784),
                    List.of("linear:100", "relu"),
                    List.of("linear:784", "sigmoid")),
            1,
            Goals.over(2.5, 1.25)),
    /** Narrow layers, where overhead shows. */
    DENSE_32(
            CaseDefinition.training(
                    "784-32-32-32-784",
                    256,
                    "bce",
                    Shape.of(784),
                    List.of("linear:32", "relu", "linear:32", "sigmoid"),
                    List.of("linear:32", "relu", "linear:784", "sigmoid")),
            1,
            Goals.over(4, 1.7)),
    /** Six layers in small batches, where weights outweigh samples. */
    DEEP_16(
            CaseDefinition.training(
                    "784-256-128-16",
                    32,
                    "mse",
                    Shape.of(784),
                    List.of("linear:256", "relu", "linear:128", "relu", "linear:16", "relu"),
                    List.of("linear:128", "relu", "linear:256", "relu", "linear:784", "sigmoid")),
            1,
            Goals.over(3, 1.5)),
    /** One sample at a time. */
    INFERENCE_1(CaseDefinition.inference("inference-1", 1), 40, Goals.over(4, 0)),
    /** Ten thousand samples a call. */
    INFERENCE_10000(CaseDefinition.inference("inference-10000", 10_000), 0.1, Goals.overBest(1.5, 1.5)),
    /** A variational autoencoder of the usual size. */
    DENSE_VAE(
            CaseDefinition.training(
                    "vae-784-400-20",
                    128,
                    "elbo",
                    Shape.of(784),
                    List.of("linear:400", "relu", "linear:40"),
                    List.of("linear:400", "relu", "linear:784")),
            1,
            Goals.over(2, 1.2)),
    /** Convolutions and pooling down, transposed convolutions up. */
    CONV(
            CaseDefinition.training(
                    "conv-16-8",
                    128,
                    "mse",
                    Shape.of(1, 28, 28),
                    List.of("conv:16:3", "relu", "max-pool:2", "conv:8:3", "relu", "max-pool:2"),
                    List.of("deconv:8:2:stride=2", "relu", "deconv:16:2:stride=2", "relu", "conv:1:3", "sigmoid")),
            0.1,
            Goals.overBest(8, 8)),
    /** The same around a drawn code of 16 values. */
    CONV_VAE(
            CaseDefinition.training(
                    "conv-vae-16",
                    128,
                    "elbo",
                    Shape.of(1, 28, 28),
                    List.of("conv:16:3", "relu", "max-pool:2", "conv:8:3", "relu", "max-pool:2", "linear:32"),
                    List.of(
                            "linear:392",
                            "relu",
                            "reshape:8x7x7",
                            "deconv:8:2:stride=2",
                            "relu",
                            "deconv:16:2:stride=2",
                            "relu",
                            "conv:1:3")),
            0.1,
            Goals.overBest(5, 5)),
    /** The transforms of a learned image codec on crops, where arithmetic outweighs all else. */
    CODEC(
            CaseDefinition.training(
                    "codec-64",
                    16,
                    "mse",
                    Shape.of(3, 64, 64),
                    List.of("conv:64:5:stride=2", "relu", "conv:64:5:stride=2", "relu", "conv:64:5:stride=2", "relu"),
                    List.of(
                            "deconv:64:5:stride=2:padding=2:output-padding=1",
                            "relu",
                            "deconv:64:5:stride=2:padding=2:output-padding=1",
                            "relu",
                            "deconv:3:5:stride=2:padding=2:output-padding=1")),
            0.04,
            Goals.overBest(1.2, 0));

    @SuppressWarnings("ImmutableEnumChecker") // a record of copied lists
    private final CaseDefinition definition;

    private final double callsPerStep;

    @SuppressWarnings("ImmutableEnumChecker") // a record of numbers
    private final Goals goals;

    BenchCase(CaseDefinition definition, double callsPerStep, Goals goals) {
        this.definition = definition;
        this.callsPerStep = callsPerStep;
        this.goals = goals;
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
        return goals.of(peer);
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
