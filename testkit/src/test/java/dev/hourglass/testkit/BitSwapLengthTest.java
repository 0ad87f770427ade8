package dev.hourglass.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.hourglass.artifact.Provenance;
import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.compress.lossless.BitSwap;
import dev.hourglass.data.DataOptions;
import dev.hourglass.data.Normalization;
import dev.hourglass.data.VectorSchema;
import dev.hourglass.model.ActivationFunction;
import dev.hourglass.model.Autoencoder;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.model.Hierarchical;
import dev.hourglass.model.Likelihood;
import dev.hourglass.nn.Chain;
import dev.hourglass.nn.Divergence;
import dev.hourglass.nn.Link;
import dev.hourglass.nn.LossBinding;
import dev.hourglass.nn.LossMeter;
import dev.hourglass.nn.Parameter;
import dev.hourglass.nn.ParameterLayout;
import dev.hourglass.nn.Parameters;
import dev.hourglass.nn.TrainingPlan.Task;
import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.kernel.Kernels;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What training minimises is what files take up: loss and coder say the same of a model, each in its own way. */
final class BitSwapLengthTest {
    private static final int FEATURES = 24;
    private static final int ROWS = 6000;
    private static final LossBinding BERNOULLI = new LossBinding(
            (k, y, yFrom, x, xFrom, g, gFrom, n, scale, lanes) ->
                    k.loss().crossEntropy(y, yFrom, x, xFrom, g, gFrom, n, scale, lanes),
            false,
            true);

    /** The model is not fitted, so what is pushed is not quite what is told, and what is popped not quite as random. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {1, 2, 3})
    void theLengthIsTheEvidenceLowerBound(int seed) {
        Hierarchical latent = new Hierarchical(List.of(4, 3, 2), List.of(6), ActivationFunction.TANH);
        DenseConfig config = DenseConfig.variational(Shape.of(FEATURES), List.of(9), 4, new Likelihood.Bernoulli())
                .withLatent(latent);
        Parameters weights = weights(config.build(), seed);
        int[] values = new int[ROWS * FEATURES];
        float[] samples = new float[values.length];
        SeededRandom random = new SeededRandom(seed);
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(2);
            samples[i] = values[i];
        }

        double nats = nats(config.build(), latent, weights, samples);
        double bits = 8.0 * BitSwap.create(model(config, weights), 2).encode(values, ROWS).length;

        assertThat(bits).isCloseTo(nats / StrictMath.log(2), withinPercentage(3));
    }

    /** Posteriors are narrower than priors, and priors no narrower than what they are told of. */
    private static Parameters weights(Autoencoder model, int seed) {
        Parameters weights = new Parameters(ParameterLayout.of(model));
        SeededRandom random = new SeededRandom(seed).fork("weights");
        for (Parameter parameter : weights.layout().parameters()) {
            float[] values = RandomArrays.normal(random, parameter.shape().size());
            for (int i = 0; i < values.length; i++) {
                values[i] *= 0.3f;
            }
            weights.set(parameter, values);
        }
        for (String path : List.of("encoder.2.bias", "posterior_2.2.bias", "posterior_3.2.bias")) {
            Parameter parameter = weights.layout().parameter(path);
            float[] values = weights.tensor(parameter).values().clone();
            for (int i = values.length / 2; i < values.length; i++) {
                values[i] -= 3;
            }
            weights.set(parameter, values);
        }
        return weights;
    }

    private static double nats(Autoencoder model, Hierarchical latent, Parameters weights, float[] samples) {
        Chain chain = Chain.of("encoder", model.encoder())
                .then(new Link.DrawLevels(latent, Divergence.plain()), new Link.Part("decoder", model.decoder()));
        double[] losses = new double[ROWS];
        new LossMeter(Task.reconstruct(chain, BERNOULLI), weights, 1, Kernels.best())
                .measure(samples, new float[0], ROWS, 1, losses);
        return Arrays.stream(losses).sum();
    }

    private static TrainedModel model(DenseConfig config, Parameters weights) {
        return new TrainedModel(
                config,
                weights,
                Normalization.none(FEATURES),
                new TrainedModel.Reading(new VectorSchema(Shape.of(FEATURES)), DataOptions.defaults()),
                new Provenance("test", "noise", "", 1, 5, Map.of(), Map.of()));
    }
}
