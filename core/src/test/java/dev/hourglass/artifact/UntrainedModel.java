package dev.hourglass.artifact;

import dev.hourglass.data.DataOptions;
import dev.hourglass.data.Dataset;
import dev.hourglass.data.Normalization;
import dev.hourglass.data.VectorSchema;
import dev.hourglass.model.ActivationFunction;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.model.Hierarchical;
import dev.hourglass.model.Latent;
import dev.hourglass.model.Likelihood;
import dev.hourglass.nn.ParameterLayout;
import dev.hourglass.nn.WeightInitializer;
import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.Shape;
import java.util.List;
import java.util.Map;

/** Makes models with their first weights, for tests of what is done with models. */
public final class UntrainedModel {
    /** D of every model. */
    public static final int FEATURES = 7;

    private UntrainedModel() {}

    /** Returns a model with plain codes of this size. */
    public static TrainedModel point(int latentSize) {
        return of(DenseConfig.defaults(Shape.of(FEATURES), List.of(9), latentSize)
                .withLatent(new Latent.Point(latentSize)));
    }

    /** Returns a model with Gaussian codes of this size. */
    public static TrainedModel gaussian(int latentSize) {
        return of(DenseConfig.variational(Shape.of(FEATURES), List.of(9), latentSize, new Likelihood.Bernoulli()));
    }

    /** Returns a model with three latent levels, the first of this size. */
    public static TrainedModel hierarchical(int latentSize) {
        Hierarchical latent = new Hierarchical(List.of(latentSize, 3, 2), List.of(8), ActivationFunction.TANH);
        return of(DenseConfig.variational(Shape.of(FEATURES), List.of(9), latentSize, new Likelihood.Bernoulli())
                .withLatent(latent));
    }

    /** Returns a model with 3 codes into a codebook of 9. */
    public static TrainedModel quantized() {
        return of(DenseConfig.defaults(Shape.of(FEATURES), List.of(9), 6).withLatent(new Latent.Quantized(3, 9, 2)));
    }

    /** Returns samples in [0, 1]. */
    public static Dataset samples(int rows, long seed) {
        SeededRandom random = new SeededRandom(seed);
        float[] values = new float[rows * FEATURES];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble();
        }
        return Dataset.of("noise", new VectorSchema(Shape.of(FEATURES)), values, List.of());
    }

    private static TrainedModel of(DenseConfig config) {
        Dataset data = samples(1, 1);
        return new TrainedModel(
                config,
                WeightInitializer.initialize(ParameterLayout.of(config.build()), config.initializer(), 5),
                Normalization.none(FEATURES),
                new TrainedModel.Reading(data.schema(), DataOptions.defaults()),
                new Provenance("test", data.name(), data.fingerprint(), data.rows(), 5, Map.of(), Map.of()));
    }
}
