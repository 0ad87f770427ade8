package dev.hourglass.testkit;

import dev.hourglass.model.ActivationFunction;
import dev.hourglass.model.Autoencoder;
import dev.hourglass.model.BatchNorm;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.nn.Penalty;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.train.Objective;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class GradientCheckTest {
    private static final double FLOAT64 = 1e-6;
    /** Sums of some hundred float32 products, each rounded to 2^-24, through up to eight layers. */
    private static final double FLOAT32 = 2e-5;
    /** Division by the small deviation of a small batch magnifies the rounding before it. */
    private static final double FLOAT32_BATCH_NORM = 1e-4;

    private static final Penalty SOME = new Penalty(1e-3, 1e-2, 0, 0);
    private static final List<Objective> OBJECTIVES = List.of(
            new Objective.MeanSquaredError(),
            new Objective.BinaryCrossEntropy(),
            new Objective.MeanAbsoluteError(),
            new Objective.Huber(0.3));

    @ParameterizedTest
    @EnumSource(ActivationFunction.class)
    void everyActivationHasItsGradient(ActivationFunction function) {
        DenseConfig config = DenseConfig.symmetric(Shape.of(9), List.of(7), 4, function, function);
        check(config.build(), new Objective.MeanSquaredError(), Penalty.NONE, 10, 1);
    }

    static Stream<Arguments> variants() {
        return Stream.of(true, false)
                .flatMap(tied -> Stream.of(true, false)
                        .flatMap(norm -> Stream.of(0.0, 0.4)
                                .flatMap(dropout ->
                                        OBJECTIVES.stream().map(loss -> Arguments.of(tied, norm, dropout, loss)))));
    }

    @ParameterizedTest(name = "tied {0}, batch normalisation {1}, dropout {2}, {3}")
    @MethodSource("variants")
    void everyLayerAndObjectiveHasItsGradient(boolean tied, boolean norm, double dropout, Objective objective) {
        DenseConfig config = DenseConfig.symmetric(
                        Shape.of(9), List.of(8, 6), 4, ActivationFunction.TANH, ActivationFunction.SIGMOID)
                .withTied(tied)
                .withBatchNorm(norm)
                .withDropout(dropout);
        check(config.build(), objective, Penalty.NONE, 12, 2);
        check(config.build(), objective, SOME, 12, 3);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.hourglass.testkit.Seeds#forty")
    void randomModelsHaveTheirGradients(long seed) {
        Objective objective = OBJECTIVES.get((int) (seed % 4));
        Penalty penalty = seed % 3 == 0 ? SOME : Penalty.NONE;
        int rows = 6 + (int) (seed * 7 % 19);
        check(RandomModels.denseToSigmoid(seed).build(), objective, penalty, rows, seed);
    }

    private static void check(Autoencoder model, Objective objective, Penalty penalty, int rows, long seed) {
        GradientCheck check = new GradientCheck(model, objective, penalty, rows, seed);
        check.assertReferenceMatchesDifferences(FLOAT64);
        double tolerance = hasBatchNorm(model) ? FLOAT32_BATCH_NORM : FLOAT32;
        check.assertPlanMatchesReference(Kernels.best(), 1 + (int) (seed % 3), tolerance);
        check.assertPlanMatchesReference(Kernels.plain(), 1, tolerance);
    }

    private static boolean hasBatchNorm(Autoencoder model) {
        return Stream.of(model.encoder(), model.decoder())
                .flatMap(network -> network.layers().stream())
                .anyMatch(BatchNorm.class::isInstance);
    }
}
