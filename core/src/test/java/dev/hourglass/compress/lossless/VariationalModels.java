package dev.hourglass.compress.lossless;

import dev.hourglass.artifact.Provenance;
import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.data.DataOptions;
import dev.hourglass.data.Normalization;
import dev.hourglass.data.VectorSchema;
import dev.hourglass.model.ActivationFunction;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.model.Hierarchical;
import dev.hourglass.model.Likelihood;
import dev.hourglass.nn.ParameterLayout;
import dev.hourglass.nn.WeightInitializer;
import dev.hourglass.tensor.Shape;
import java.util.List;
import java.util.Map;

/** Makes variational models with their first weights. */
final class VariationalModels {
    static final int FEATURES = 70; // more than one block of features
    static final int LATENT = 3;

    private VariationalModels() {}

    static TrainedModel of(Likelihood likelihood) {
        return of(likelihood, Normalization.none(FEATURES));
    }

    static TrainedModel of(Likelihood likelihood, Normalization normalization) {
        return of(DenseConfig.variational(Shape.of(FEATURES), List.of(9), LATENT, likelihood), normalization);
    }

    /** Returns a model of latent levels of these sizes. */
    static TrainedModel hierarchical(Likelihood likelihood, Integer... sizes) {
        Hierarchical latent = new Hierarchical(List.of(sizes), List.of(6), ActivationFunction.TANH);
        DenseConfig config = DenseConfig.variational(Shape.of(FEATURES), List.of(9), latent.size(), likelihood);
        return of(config.withLatent(latent), Normalization.none(FEATURES));
    }

    private static TrainedModel of(DenseConfig config, Normalization normalization) {
        return new TrainedModel(
                config,
                WeightInitializer.initialize(ParameterLayout.of(config.build()), config.initializer(), 5),
                normalization,
                new TrainedModel.Reading(new VectorSchema(Shape.of(FEATURES)), DataOptions.defaults()),
                new Provenance("test", "noise", "", 1, 5, Map.of(), Map.of()));
    }

    /** Returns values that change little from one to the next. */
    static int[] smooth(int rows, int levels) {
        int[] values = new int[rows * FEATURES];
        for (int i = 0; i < values.length; i++) {
            values[i] = (int) (((long) (i % FEATURES) * (i / FEATURES + 3) * 7 + i / 5) % levels);
        }
        return values;
    }
}
