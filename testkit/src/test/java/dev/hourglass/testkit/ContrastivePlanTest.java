package dev.hourglass.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hourglass.model.ActivationFunction;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.model.DenseConfig.DenseLayer;
import dev.hourglass.model.Initializer;
import dev.hourglass.nn.BoltzmannUnits;
import dev.hourglass.nn.ContrastivePlan;
import dev.hourglass.nn.ContrastivePlan.Chains;
import dev.hourglass.nn.ParameterLayout;
import dev.hourglass.nn.Parameters;
import dev.hourglass.nn.Penalty;
import dev.hourglass.nn.RowTransform;
import dev.hourglass.nn.TrainingPlan;
import dev.hourglass.nn.WeightInitializer;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.kernel.Kernels;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Steps of contrastive divergence are those of float64. */
final class ContrastivePlanTest {
    static final int VISIBLE = 21;
    private static final int HIDDEN = 13;
    static final int BATCH = 20;
    private static final float RATE = 0.02f;
    private static final long SEED = 5;

    @ParameterizedTest
    @CsvSource({
        "BINARY, BINARY, 1, false",
        "BINARY, BINARY, 3, false",
        "NORMAL, BINARY, 1, false",
        "BINARY, NORMAL, 2, false",
        "BINARY, BINARY, 1, true",
        "NORMAL, BINARY, 2, true"
    })
    void stepsAreThoseOfFloat64(BoltzmannUnits hidden, BoltzmannUnits visible, int steps, boolean isPersistent) {
        Chains chains = new Chains(hidden, visible, steps, isPersistent, RowTransform.NONE);
        Parameters weights = weights();
        ReferenceBoltzmann reference = new ReferenceBoltzmann(chains, ReferenceWeights.from(weights), BATCH, SEED);
        ContrastivePlan plan = plan(chains, weights, 2);
        float[] samples = Datasets.surface(50, VISIBLE, 3, 1).values();
        int[] order = order(50);
        for (int step = 1; step <= 6; step++) {
            int from = (step - 1) % 3 * BATCH;
            int count = Math.min(BATCH, 50 - from);
            double error = plan.step(samples, order, from, count, step, false);
            assertThat(error).isCloseTo(reference.step(samples, from, count, step, RATE), within(1e-5));
        }
        for (String name : reference.weights().names()) {
            float[] obtained = weights.tensor(weights.layout().parameter(name)).values();
            double[] expected = reference.weights().values(name);
            for (int i = 0; i < expected.length; i++) {
                assertThat((double) obtained[i]).as("%s, element %s", name, i).isCloseTo(expected[i], within(2e-5));
            }
        }
    }

    private static org.assertj.core.data.Offset<Double> within(double offset) {
        return org.assertj.core.data.Offset.offset(offset);
    }

    private static int[] order(int rows) {
        int[] order = new int[rows];
        for (int i = 0; i < rows; i++) {
            order[i] = i;
        }
        return order;
    }

    static Parameters weights() {
        DenseConfig machine = new DenseConfig(
                Shape.of(VISIBLE),
                List.of(new DenseLayer(HIDDEN, ActivationFunction.SIGMOID)),
                List.of(new DenseLayer(VISIBLE, ActivationFunction.SIGMOID)),
                true,
                false,
                0,
                Initializer.GLOROT);
        return WeightInitializer.initialize(ParameterLayout.of(machine.build()), Initializer.GLOROT, 3);
    }

    static ContrastivePlan plan(Chains chains, Parameters weights, int threads) {
        Kernels kernels = Kernels.best();
        float[] moments = new float[weights.values().length];
        return new ContrastivePlan(
                chains,
                weights,
                Penalty.NONE,
                (role, from, g, gFrom, count) ->
                        kernels.update().momentum(weights.values(), moments, from, g, gFrom, count, RATE, 0f),
                new TrainingPlan.Settings(BATCH, threads, SEED),
                kernels);
    }
}
