package dev.hourglass.artifact;

import dev.hourglass.error.CorruptArtifactException;
import dev.hourglass.error.DataNotFoundException;
import dev.hourglass.error.UnsupportedVersionException;
import dev.hourglass.error.WrongModelException;
import dev.hourglass.file.JsonView;
import dev.hourglass.file.SafetensorsFile;
import dev.hourglass.model.ModelConfig;
import dev.hourglass.nn.Parameter;
import dev.hourglass.nn.ParameterLayout;
import dev.hourglass.nn.Parameters;
import dev.hourglass.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads and writes models: one valid safetensors file, described field by field in {@code docs/artifact-format.md}.
 *
 * <pre>
 * __metadata__.hourglass         the manifest, JSON: see {@link Manifest}
 * encoder.0.weight [in, out] ... weights by path, float32
 * classifier.0.weight [L, K] ... of a classifier, where there is one
 * normalization.fill [D]         what missing values become
 * normalization.offset [D]       x' = (x - offset) * scale
 * normalization.scale [D]
 * </pre>
 *
 * <p>The file's SHA-256 is the model's identity. Equal models make equal files on every machine.
 */
public final class ModelFile {
    private ModelFile() {}

    /**
     * Writes a model to a temporary file, forces it and renames it.
     *
     * @param model the model
     * @param target the file; replaced if it exists
     * @return the model with its identity
     * @throws IOException if the file cannot be written; the target is then as it was
     */
    public static StoredModel write(TrainedModel model, Path target) throws IOException {
        List<SafetensorsFile.Entry> entries = new ArrayList<>();
        for (Parameter parameter : model.parameters().layout().parameters()) {
            Tensor tensor = model.parameters().tensor(parameter);
            entries.add(new SafetensorsFile.Entry(parameter.name(), tensor.shape(), tensor.values()));
        }
        entries.addAll(NormalizationArrays.print(model.normalization()));
        ArtifactFile.write(target, Manifest.print(model), entries);
        return new StoredModel(model, target, SafetensorsFile.identity(target), Files.size(target));
    }

    /**
     * Reads a model.
     *
     * @param file the file
     * @return the model with its identity
     * @throws DataNotFoundException if there is no such file
     * @throws CorruptArtifactException if any byte is not as it was written
     * @throws UnsupportedVersionException if a newer Hourglass wrote it
     * @throws IOException if the file cannot be read
     */
    public static StoredModel read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new DataNotFoundException(
                    "model " + file + " must be a file, but there is none; train one with" + " \"hourglass train\"");
        }
        TrainedModel model = ArtifactFile.read(file, opened -> read(file, opened));
        return new StoredModel(model, file, SafetensorsFile.identity(file), Files.size(file));
    }

    private static TrainedModel read(Path file, ArtifactFile opened) {
        JsonView manifest = opened.manifest();
        if (manifest.optional("detector").isPresent()) {
            throw new WrongModelException(
                    file + " must be a model, but is a detector; use it with \"hourglass detect\"");
        }
        ModelConfig config = ModelJson.read(manifest.object("model"));
        List<String> classes = Manifest.readClasses(manifest);
        ParameterLayout layout = classes.isEmpty()
                ? ParameterLayout.of(config.build())
                : ParameterLayout.of(config.build(), classes.size());
        Parameters parameters = new Parameters(layout);
        for (Parameter parameter : layout.parameters()) {
            parameters.set(parameter, opened.arrays().values(parameter.name(), parameter.shape()));
        }
        TrainedModel model = new TrainedModel(
                config,
                parameters,
                NormalizationArrays.read(
                        manifest.text("normalization"), config.inputShape().size(), opened.arrays()),
                Manifest.readReading(manifest),
                ProvenanceJson.read(manifest.object("provenance")));
        return classes.isEmpty() ? model : model.withClassifier(classes, parameters);
    }
}
