package dev.hourglass.bench;

import dev.hourglass.tensor.Shape;
import java.util.List;

/** The cases that speed was asked of by name: dense, variational and convolutional models and a codec's transforms. */
final class ClassicCases {
    /** The classic with one hidden layer. */
    static final BenchCase DENSE_100 = new BenchCase(
            CaseDefinition.training(
                    "784-100-784",
                    256,
                    "mse",
                    Shape.of(784),
                    List.of("linear:100", "relu"),
                    List.of("linear:784", "sigmoid")),
            1,
            Goals.over(2.5, 1.25));

    /** Narrow layers, where overhead shows. */
    static final BenchCase DENSE_32 = new BenchCase(
            CaseDefinition.training(
                    "784-32-32-32-784",
                    256,
                    "bce",
                    Shape.of(784),
                    List.of("linear:32", "relu", "linear:32", "sigmoid"),
                    List.of("linear:32", "relu", "linear:784", "sigmoid")),
            1,
            Goals.over(4, 1.7));

    /** Six layers in small batches, where weights outweigh samples. */
    static final BenchCase DEEP_16 = new BenchCase(
            CaseDefinition.training(
                    "784-256-128-16",
                    32,
                    "mse",
                    Shape.of(784),
                    List.of("linear:256", "relu", "linear:128", "relu", "linear:16", "relu"),
                    List.of("linear:128", "relu", "linear:256", "relu", "linear:784", "sigmoid")),
            1,
            Goals.over(3, 1.5));

    /** One sample at a time. */
    static final BenchCase INFERENCE_1 =
            new BenchCase(CaseDefinition.inference("inference-1", 1), 40, Goals.over(4, 0));

    /** Ten thousand samples a call. */
    static final BenchCase INFERENCE_10000 =
            new BenchCase(CaseDefinition.inference("inference-10000", 10_000), 0.1, Goals.overBest(1.5, 1.5));

    /** A variational autoencoder of the usual size. */
    static final BenchCase DENSE_VAE = new BenchCase(
            CaseDefinition.training(
                    "vae-784-400-20",
                    128,
                    "elbo",
                    Shape.of(784),
                    List.of("linear:400", "relu", "linear:40"),
                    List.of("linear:400", "relu", "linear:784")),
            1,
            Goals.over(2, 1.2));

    /** Convolutions and pooling down, transposed convolutions up. */
    static final BenchCase CONV = new BenchCase(
            CaseDefinition.training(
                    "conv-16-8",
                    128,
                    "mse",
                    Shape.of(1, 28, 28),
                    List.of("conv:16:3", "relu", "max-pool:2", "conv:8:3", "relu", "max-pool:2"),
                    List.of("deconv:8:2:stride=2", "relu", "deconv:16:2:stride=2", "relu", "conv:1:3", "sigmoid")),
            0.1,
            Goals.overBest(8, 8));

    /** The same around a drawn code of 16 values. */
    static final BenchCase CONV_VAE = new BenchCase(
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
            Goals.overBest(5, 5));

    /** The transforms of a learned image codec on crops, where arithmetic outweighs all else. */
    static final BenchCase CODEC = new BenchCase(
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

    /** All of them. */
    static final List<BenchCase> ALL =
            List.of(DENSE_100, DENSE_32, DEEP_16, INFERENCE_1, INFERENCE_10000, DENSE_VAE, CONV, CONV_VAE, CODEC);

    private ClassicCases() {}
}
