package dev.hourglass.testkit;

import dev.hourglass.artifact.Provenance;
import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.compress.codec.ChunkCodec;
import dev.hourglass.compress.codec.CodecId;
import dev.hourglass.compress.codec.ModelCodec;
import dev.hourglass.compress.codec.RowLayout;
import dev.hourglass.compress.lossless.BitsBack;
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

/** Values of two bits, which a categorical model of five levels knows. */
final class BitsBackCodecContractTest extends CodecContract {
    @Override
    protected List<RowLayout> layouts() {
        return List.of(RowLayout.of(24, 1), RowLayout.of(17, 1));
    }

    @Override
    protected int bits(RowLayout layout, int column) {
        return 2;
    }

    @Override
    protected ChunkCodec codec(RowLayout layout) {
        TrainedModel model = model(layout.valuesPerRow());
        return new ModelCodec(CodecId.BITS_BACK, layout, () -> BitsBack.create(model, BitsBack.levels(model)));
    }

    /** A model with its first weights. */
    private static TrainedModel model(int features) {
        DenseConfig config = DenseConfig.variational(Shape.of(features), List.of(9), 2, new Likelihood.Categorical(5));
        return new TrainedModel(
                config,
                WeightInitializer.initialize(ParameterLayout.of(config.build()), config.initializer(), 5),
                Normalization.none(features),
                new TrainedModel.Reading(new VectorSchema(Shape.of(features)), DataOptions.defaults()),
                new Provenance("test", "noise", "", 1, 5, Map.of(), Map.of()));
    }
}
