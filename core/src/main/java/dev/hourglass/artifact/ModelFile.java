package dev.hourglass.artifact;

import dev.hourglass.data.Normalization;
import dev.hourglass.error.CorruptArtifactException;
import dev.hourglass.error.DataNotFoundException;
import dev.hourglass.error.UnsupportedVersionException;
import dev.hourglass.file.Json;
import dev.hourglass.file.JsonView;
import dev.hourglass.file.SafetensorsFile;
import dev.hourglass.model.ModelConfig;
import dev.hourglass.nn.Parameter;
import dev.hourglass.nn.ParameterLayout;
import dev.hourglass.nn.Parameters;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
    /** The manifest's key in the file's metadata. */
    static final String MANIFEST_KEY = "hourglass";

    /** The newest format version, and the one that is written. */
    static final int FORMAT_VERSION = 1;

    private static final int OLDEST_VERSION = 1;

    private static final String FILL = "normalization.fill";
    private static final String OFFSET = "normalization.offset";
    private static final String SCALE = "normalization.scale";

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
        Normalization normalization = model.normalization();
        Shape features = Shape.of(normalization.features());
        entries.add(new SafetensorsFile.Entry(FILL, features, normalization.fill()));
        entries.add(new SafetensorsFile.Entry(OFFSET, features, normalization.offset()));
        entries.add(new SafetensorsFile.Entry(SCALE, features, normalization.scale()));
        SafetensorsFile.write(target, Map.of(MANIFEST_KEY, Json.print(Manifest.print(model))), entries);
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
        SafetensorsFile stored = SafetensorsFile.read(file);
        String text = stored.metadata().get(MANIFEST_KEY);
        if (text == null) {
            throw new CorruptArtifactException(
                    file.toString(), 8, "must hold a manifest under \"" + MANIFEST_KEY + "\", but is some other file");
        }
        try {
            TrainedModel model = read(file, stored, new JsonView("manifest", Json.parse(text)));
            return new StoredModel(model, file, SafetensorsFile.identity(file), Files.size(file));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new CorruptArtifactException(file.toString(), 8, "manifest is wrong: " + e.getMessage());
        }
    }

    private static TrainedModel read(Path file, SafetensorsFile stored, JsonView manifest) {
        long version = manifest.whole("formatVersion");
        if (version < OLDEST_VERSION || version > FORMAT_VERSION) {
            throw new UnsupportedVersionException(file.toString(), version, OLDEST_VERSION, FORMAT_VERSION);
        }
        ModelConfig config = ModelJson.read(manifest.object("model"));
        List<String> classes = Manifest.readClasses(manifest);
        ParameterLayout layout = classes.isEmpty()
                ? ParameterLayout.of(config.build())
                : ParameterLayout.of(config.build(), classes.size());
        Parameters parameters = new Parameters(layout);
        for (Parameter parameter : layout.parameters()) {
            parameters.set(parameter, values(file, stored, parameter.name(), parameter.shape()));
        }
        int expected = layout.parameters().size() + 3;
        if (stored.entries().size() != expected) {
            throw new CorruptArtifactException(
                    file.toString(),
                    8,
                    "must hold " + expected + " arrays, but holds "
                            + stored.entries().size());
        }
        Shape features = Shape.of(config.inputShape().size());
        Normalization normalization = Normalization.of(
                Manifest.readNormalization(manifest.text("normalization")),
                values(file, stored, FILL, features),
                values(file, stored, OFFSET, features),
                values(file, stored, SCALE, features));
        TrainedModel model = new TrainedModel(
                config,
                parameters,
                normalization,
                Manifest.readReading(manifest),
                Manifest.readProvenance(manifest.object("provenance")));
        return classes.isEmpty() ? model : model.withClassifier(classes, parameters);
    }

    private static float[] values(Path file, SafetensorsFile stored, String name, Shape shape) {
        SafetensorsFile.Entry entry = stored.entry(name)
                .orElseThrow(() -> new CorruptArtifactException(
                        file.toString(), 8, "must hold the array \"" + name + "\", but does not"));
        if (!entry.shape().equals(shape)) {
            throw new CorruptArtifactException(
                    file.toString(),
                    8,
                    "\"" + name + "\" has shape " + entry.shape() + ", but the manifest says " + shape);
        }
        return entry.values();
    }
}
