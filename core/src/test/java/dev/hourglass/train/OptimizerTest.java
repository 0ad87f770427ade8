package dev.hourglass.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hourglass.model.ActivationFunction;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.nn.Parameter;
import dev.hourglass.nn.ParameterLayout;
import dev.hourglass.nn.Parameters;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.tensor.kernel.Lanes;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What stays of gradients that came once and never again, as in units that have died. */
final class OptimizerTest {
    private static final int STEPS = 1024;
    /** Gradients that are subnormal themselves leave such states behind, until states are looked at. */
    private static final int FIRST_LOOK = 32;

    private static final float[] GRADIENTS = {1f, -1e-3f, 1e-10f, -1e-17f, 1e-19f, 1e-30f, -1e-38f, 1e-40f};

    static Stream<OptimizerConfig> optimizers() {
        return Stream.of(
                new OptimizerConfig.Sgd(0.9, false),
                new OptimizerConfig.Sgd(0.9, true),
                new OptimizerConfig.RmsProp(0.9, 1e-7),
                new OptimizerConfig.Adadelta(0.95, 1e-6),
                OptimizerConfig.Adam.defaults(),
                new OptimizerConfig.AdamW(OptimizerConfig.Adam.defaults(), 0.3));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("optimizers")
    void noStateIsSubnormal(OptimizerConfig config) {
        DenseConfig model =
                DenseConfig.symmetric(Shape.of(16), List.of(), 16, ActivationFunction.TANH, ActivationFunction.SIGMOID);
        Parameters weights = new Parameters(ParameterLayout.of(model.build()));
        Optimizer optimizer = Optimizer.create(config, weights, Kernels.plain());
        float[] first = new float[weights.values().length];
        for (int i = 0; i < first.length; i++) {
            first[i] = GRADIENTS[i % GRADIENTS.length];
        }
        step(optimizer, 1, first);
        for (int step = 2; step <= STEPS; step++) {
            step(optimizer, step, new float[first.length]);
            if (step >= FIRST_LOOK) {
                assertThat(subnormal(optimizer)).as("after step %d", step).isZero();
            }
        }
    }

    private static int subnormal(Optimizer optimizer) {
        int count = 0;
        for (Parameters state : optimizer.state()) {
            for (float value : state.values()) {
                count += value != 0 && Math.abs(value) < Float.MIN_NORMAL ? 1 : 0;
            }
        }
        return count;
    }

    private static void step(Optimizer optimizer, int step, float[] gradients) {
        optimizer.prepare(step, 1e-3);
        int count = Lanes.floor(gradients.length - Lanes.FIRST);
        optimizer.apply(Parameter.Role.WEIGHT, Lanes.FIRST, gradients.clone(), Lanes.FIRST, count);
    }
}
