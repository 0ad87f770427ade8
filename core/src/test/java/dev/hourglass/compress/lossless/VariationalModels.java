package dev.hourglass.compress.lossless;

import dev.hourglass.artifact.Provenance;
import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.data.DataOptions;
import dev.hourglass.data.Normalization;
import dev.hourglass.data.VectorSchema;
import dev.hourglass.model.DenseConfig;
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
        DenseConfig config = DenseConfig.variational(Shape.of(FEATURES), List.of(9), LATENT, likelihood);
        return new TrainedModel(
                config,
                WeightInitializer.initialize(ParameterLayout.of(config.build()), config.initializer(), 5),
                normalization,
                new TrainedModel.Reading(new VectorSchema(Shape.of(FEATURES)), DataOptions.defaults()),
                new Provenance("test", "noise", "", 1, 5, Map.of(), Map.of()));
    }
}
