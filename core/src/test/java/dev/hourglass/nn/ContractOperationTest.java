package dev.hourglass.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.hourglass.model.ActivationFunction;
import dev.hourglass.model.Autoencoder;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.model.Initializer;
import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.kernel.Kernels;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The cost of a code's Jacobian beside one made of central differences. */
final class ContractOperationTest {
    private static final int FEATURES = 7;
    private static final int CODE = 3;
    private static final int ROWS = 40;
    private static final double WEIGHT = 0.5;
    private static final LossBinding NOTHING =
            new LossBinding((kernels, y, yFrom, x, xFrom, g, gFrom, count, scale, lanes) -> 0f, false);

    @ParameterizedTest
    @EnumSource(
            value = ActivationFunction.class,
            names = {"LINEAR", "TANH", "SIGMOID", "ELU"})
    void exactCostsAreThoseOfTheJacobian(ActivationFunction function) {
        Autoencoder model = model(List.of(), function);
        Chain chain = Chain.of("encoder", model.encoder()).then(new Link.Contract(WEIGHT, function));

        assertThat(cost(chain, model, 1)).isCloseTo(WEIGHT * jacobian(model), withinPercentage(1));
    }

    @Test
    void estimatedCostsAreThoseOfTheJacobianOnAverage() {
        Autoencoder model = model(List.of(9), ActivationFunction.TANH);
        Chain chain = new Chain(
                Shape.of(FEATURES),
                List.of(new Link.Perturb(), new Link.Part("encoder", model.encoder()), new Link.Pair(WEIGHT)));

        assertThat(cost(chain, model, 400)).isCloseTo(WEIGHT * jacobian(model), withinPercentage(3));
    }

    private static Autoencoder model(List<Integer> hidden, ActivationFunction function) {
        return DenseConfig.symmetric(Shape.of(FEATURES), hidden, CODE, function, ActivationFunction.LINEAR)
                .build();
    }

    private static Parameters weights(Autoencoder model) {
        return WeightInitializer.initialize(ParameterLayout.of(model), Initializer.GLOROT, 3);
    }

    private static float[] samples() {
        SeededRandom random = new SeededRandom(4);
        float[] samples = new float[ROWS * FEATURES];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) random.nextGaussian();
        }
        return samples;
    }

    private static double cost(Chain chain, Autoencoder model, int rounds) {
        LossMeter meter =
                new LossMeter(TrainingPlan.Task.reconstruct(chain, NOTHING), weights(model), 1, Kernels.best());
        double sum = 0;
        double[] losses = new double[ROWS];
        for (int round = 0; round < rounds; round++) {
            meter.measure(samples(), new float[0], ROWS, round, losses);
            for (double loss : losses) {
                sum += loss;
            }
        }
        return sum / ROWS / rounds;
    }

    private static double jacobian(Autoencoder model) {
        Inference encoder = Inference.create(Chain.of("encoder", model.encoder()), weights(model), 1, Kernels.best());
        float step = 1e-2f;
        double sum = 0;
        for (int k = 0; k < FEATURES; k++) {
            float[] above = moved(encoder, k, step);
            float[] below = moved(encoder, k, -step);
            for (int i = 0; i < above.length; i++) {
                double slope = (above[i] - below[i]) / (2 * step);
                sum += slope * slope;
            }
        }
        return sum / ROWS;
    }

    private static float[] moved(Inference encoder, int feature, float step) {
        float[] samples = samples();
        for (int i = 0; i < ROWS; i++) {
            samples[i * FEATURES + feature] += step;
        }
        float[] codes = new float[ROWS * CODE];
        encoder.run(samples, 0, codes, ROWS);
        return codes;
    }
}
