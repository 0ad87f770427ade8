package dev.hourglass.testkit;

import dev.hourglass.artifact.ModelFile;
import dev.hourglass.artifact.Provenance;
import dev.hourglass.artifact.StoredModel;
import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.data.DataOptions;
import dev.hourglass.data.ImageSchema;
import dev.hourglass.data.Normalization;
import dev.hourglass.model.ConvConfig;
import dev.hourglass.model.Initializer;
import dev.hourglass.model.Latent;
import dev.hourglass.model.Layer;
import dev.hourglass.model.LayerText;
import dev.hourglass.model.Likelihood;
import dev.hourglass.model.Network;
import dev.hourglass.nn.ParameterLayout;
import dev.hourglass.nn.WeightInitializer;
import dev.hourglass.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Small models that code grey pictures, with fresh weights. */
final class PictureModels {
    private static final String DOWN = "conv:6:5:stride=4";
    private static final String UP = ":5:stride=4:padding=2:output-padding=3";

    private PictureModels() {}

    /** Writes a model whose encoder has a layer of the caller's between its convolutions. */
    static StoredModel write(boolean hasHyperprior, String between, Path folder) throws IOException {
        ConvConfig config = config(hasHyperprior, between);
        TrainedModel model = new TrainedModel(
                config,
                WeightInitializer.initialize(ParameterLayout.of(config.build()), Initializer.GLOROT, 3),
                Normalization.none(config.inputShape().size()),
                new TrainedModel.Reading(new ImageSchema(1, 64, 64), DataOptions.defaults()),
                new Provenance("test", "none", "0".repeat(64), 1, 3, Map.of(), Map.of()));
        return ModelFile.write(model, folder.resolve("model.hgm"));
    }

    private static ConvConfig config(boolean hasHyperprior, String between) {
        Shape image = Shape.of(1, 64, 64);
        List<Layer> encoder = LayerText.parse(List.of(DOWN, between, "conv:4:5:stride=4"), image);
        Shape code = new Network(image, encoder).outputShape();
        List<Layer> decoder = LayerText.parse(List.of("deconv:6" + UP, "igdn", "deconv:1" + UP), code);
        List<Layer> down = hasHyperprior ? LayerText.parse(List.of("conv:3:3:stride=2"), code) : List.of();
        List<Layer> up = hasHyperprior
                ? LayerText.parse(List.of("deconv:8:3:stride=2:padding=1:output-padding=1"), Shape.of(3, 2, 2))
                : List.of();
        return new ConvConfig(
                image,
                encoder,
                code,
                decoder,
                new Latent.Coded(code, List.of(0.001, 0.01, 0.1), down, up),
                new Likelihood.Direct(),
                Initializer.GLOROT);
    }
}
