package dev.hourglass.testkit;

import dev.hourglass.artifact.ModelFile;
import dev.hourglass.artifact.Provenance;
import dev.hourglass.artifact.StoredModel;
import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.compress.lossy.TileCoders;
import dev.hourglass.data.DataOptions;
import dev.hourglass.data.ImageSchema;
import dev.hourglass.data.Normalization;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.nn.ParameterLayout;
import dev.hourglass.nn.WeightInitializer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lets model files of one pixel stand for {@link CosineTileCoder}: a module's tests name this class in
 * {@code META-INF/services} and have a model that codes pictures.
 */
public final class CosineModels implements TileCoders.Provider {
    private static final int CORE = 64;
    private static final int TILES_PER_CHUNK = 4;
    private static final String NAME = "cosine";

    /** Made by the service loader. */
    public CosineModels() {}

    /** Writes such a model. */
    public static StoredModel write(int channels, Path file) throws IOException {
        return write(channels, file, NAME);
    }

    /** Writes a model that is said to be of some data; of any but ours it is one like others. */
    public static StoredModel write(int channels, Path file, String dataName) throws IOException {
        ImageSchema schema = new ImageSchema(channels, 1, 1);
        DenseConfig config = DenseConfig.defaults(schema.sampleShape(), List.of(), 1);
        TrainedModel model = new TrainedModel(
                config,
                WeightInitializer.initialize(ParameterLayout.of(config.build()), config.initializer(), 5),
                Normalization.none(channels),
                new TrainedModel.Reading(schema, DataOptions.defaults()),
                new Provenance("test", dataName, "0".repeat(64), 1, 5, Map.of(), Map.of()));
        return ModelFile.write(model, file);
    }

    @Override
    public Optional<TileCoders> coders(StoredModel stored) {
        boolean isOurs = stored.model().provenance().dataName().equals(NAME)
                && stored.model().schema() instanceof ImageSchema schema
                && schema.height() == 1;
        return isOurs
                ? Optional.of(() -> new CosineTileCoder(stored.model().features(), CORE, TILES_PER_CHUNK))
                : Optional.empty();
    }
}
