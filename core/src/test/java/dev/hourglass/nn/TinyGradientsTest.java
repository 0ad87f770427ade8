package dev.hourglass.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hourglass.model.ActivationFunction;
import dev.hourglass.model.Autoencoder;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.model.Initializer;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.kernel.Kernels;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is too small to move a weight is 0 where gradients arise; all else stays, to the bit. */
final class TinyGradientsTest {
    private static final int FEATURES = 16;
    private static final Kernels KERNELS = Kernels.best();
    private static final float[] OF_LOSS = {
        TinyGradients.LIMIT,
        -TinyGradients.LIMIT,
        Math.nextDown(TinyGradients.LIMIT),
        -Math.nextDown(TinyGradients.LIMIT),
        1e-40f,
        1f,
        -1e-20f,
        0f
    };
    private static final float[] KEPT = {TinyGradients.LIMIT, -TinyGradients.LIMIT, 0, 0, 0, 1f, -1e-20f, 0};

    @ParameterizedTest
    @EnumSource(ActivationFunction.class)
    void slopesOfUnitsFarOut(ActivationFunction function) {
        Slab slab = Slab.rows(8, FEATURES, true);
        ActivationOperation operation = new ActivationOperation(KERNELS, function, slab);
        float[] wanted = slab.gradients().clone();
        for (int i = slab.start(0); i < slab.start(8); i++) {
            slab.values()[i] = slab.start(0) - i; // 0 to -127
            slab.gradients()[i] = 1f;
            wanted[i] = 1f;
        }
        float[] inputs = slab.values().clone();
        operation.forward(0, 8, worker());
        operation.backward(0, 8, worker());

        slopes(function, inputs, operation.output().values(), wanted, slab.start(0), slab.start(8));
        assertKept(slab.gradients(), wanted);
        boolean hasTiny = function == ActivationFunction.SIGMOID || function == ActivationFunction.GELU;
        assertThat(tiny(wanted) > 0).as("the function itself gives tiny ones").isEqualTo(hasTiny);
    }

    private static void slopes(ActivationFunction function, float[] z, float[] y, float[] g, int from, int to) {
        switch (function) {
            case LINEAR -> {}
            case RELU -> KERNELS.activation().reluGradient(y, from, g, from, to - from);
            case LEAKY_RELU -> KERNELS.activation().leakyReluGradient(y, from, g, from, to - from);
            case ELU -> KERNELS.activation().eluGradient(y, from, g, from, to - from);
            case GELU -> KERNELS.activation().geluGradient(z, from, g, from, to - from);
            case TANH -> KERNELS.activation().tanhGradient(y, from, g, from, to - from);
            case SIGMOID -> KERNELS.activation().sigmoidGradient(y, from, g, from, to - from);
        }
    }

    @Test
    void sharesOfClassesFarBehind() {
        Slab slab = Slab.rows(8, FEATURES, true);
        SoftmaxOperation operation = new SoftmaxOperation(KERNELS.update(), slab);
        for (int i = slab.start(0); i < slab.start(8); i++) {
            slab.values()[i] = (slab.start(0) - i) % FEATURES * 6f; // 0 to -90
            slab.gradients()[i] = i % 3;
        }
        operation.forward(0, 8, worker());
        operation.backward(0, 8, worker());

        float[] shares = operation.output().values();
        assertThat(tiny(shares)).as("tiny shares").isPositive();
        assertThat(tiny(slab.gradients())).isZero();
        assertThat(slab.gradients()[slab.start(0)]).isNotZero();
    }

    @Test
    void gradientsOfLosses() {
        LossBinding binding = new LossBinding(
                (kernels, y, yFrom, x, xFrom, g, gFrom, count, scale, lanes) -> {
                    System.arraycopy(OF_LOSS, 0, g, gFrom, count);
                    return 0f;
                },
                false);
        Autoencoder model = DenseConfig.symmetric(
                        Shape.of(OF_LOSS.length), List.of(), 2, ActivationFunction.TANH, ActivationFunction.LINEAR)
                .build();
        ParameterLayout layout = ParameterLayout.of(model);
        Parameters weights = WeightInitializer.initialize(layout, Initializer.GLOROT, 3);
        TrainingPlan plan = new TrainingPlan(
                TrainingPlan.Task.reconstruct(
                        Chain.of("encoder", model.encoder()).then(new Link.Part("decoder", model.decoder())), binding),
                weights,
                Penalty.NONE,
                (role, from, gradients, gFrom, count) -> {},
                new TrainingPlan.Settings(1, 1, 0),
                KERNELS);
        plan.step(new float[OF_LOSS.length], new int[] {0}, 0, 1, 1, true);

        Parameter bias = layout.parameters().get(layout.parameters().size() - 1);
        assertThat(plan.gradient(bias).values()).isEqualTo(KEPT);
    }

    private static void assertKept(float[] found, float[] wanted) {
        for (int i = 0; i < wanted.length; i++) {
            float kept = isTiny(wanted[i]) ? 0f : wanted[i];
            assertThat(found[i]).as("gradient %s", wanted[i]).isEqualTo(kept);
        }
    }

    private static int tiny(float[] values) {
        int count = 0;
        for (float value : values) {
            count += isTiny(value) ? 1 : 0;
        }
        return count;
    }

    private static boolean isTiny(float value) {
        return value != 0 && Math.abs(value) < TinyGradients.LIMIT;
    }

    private static Worker worker() {
        return new Worker(0, Worker.Sizes.NONE);
    }
}
