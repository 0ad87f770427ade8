package dev.hourglass.testkit;

import dev.hourglass.artifact.ModelFile;
import dev.hourglass.artifact.Provenance;
import dev.hourglass.artifact.StoredModel;
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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Makes models with their first weights. */
final class SmallModels {
    static final int FEATURES = 24;
    private static final int LATENT = 2;
    private static final int KIND_AT = 14;
    private static final int ID_AT = 16;
    private static final int ID_BYTES = 32;
    private static final StoredModel STORED = store();

    private SmallModels() {}

    /** Returns a categorical model of five levels. */
    static TrainedModel variational(int features) {
        return of(DenseConfig.variational(Shape.of(features), List.of(9), LATENT, new Likelihood.Categorical(5)));
    }

    /** Returns a categorical model of five levels and three latent ones. */
    static TrainedModel hierarchical(int features) {
        DenseConfig config =
                DenseConfig.variational(Shape.of(features), List.of(9), LATENT, new Likelihood.Categorical(5));
        return of(config.withLatent(new Hierarchical(List.of(LATENT, 3, 1), List.of(4), ActivationFunction.RELU)));
    }

    private static TrainedModel of(DenseConfig config) {
        int features = config.inputShape().size();
        return new TrainedModel(
                config,
                WeightInitializer.initialize(ParameterLayout.of(config.build()), config.initializer(), 5),
                Normalization.none(features),
                new TrainedModel.Reading(new VectorSchema(Shape.of(features)), DataOptions.defaults()),
                new Provenance("test", "noise", "", 1, 5, Map.of(), Map.of()));
    }

    /** Returns a model of 24 features and 2 dimensions in a file. */
    static StoredModel stored() {
        return STORED;
    }

    private static StoredModel store() {
        try {
            return ModelFile.write(variational(FEATURES), Fuzzing.file("model.safetensors", new byte[0]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a copy of a container that names the model, with whatever checksums it had. */
    static byte[] named(byte[] container, StoredModel model) {
        byte[] copy = container.clone();
        if (copy.length >= ID_AT + ID_BYTES) {
            copy[KIND_AT] = 1;
            System.arraycopy(HexFormat.of().parseHex(model.id()), 0, copy, ID_AT, ID_BYTES);
        }
        return copy;
    }
}
