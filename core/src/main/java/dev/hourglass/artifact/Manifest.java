package dev.hourglass.artifact;

import dev.hourglass.artifact.TrainedModel.Reading;
import dev.hourglass.data.Normalization;
import dev.hourglass.file.JsonView;
import dev.hourglass.model.ActivationFunction;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.model.DenseConfig.DenseLayer;
import dev.hourglass.model.Initializer;
import dev.hourglass.model.ModelConfig;
import dev.hourglass.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Translates between a model and the JSON of its manifest: one method each way for each part.
 *
 * <pre>
 * {"formatVersion": 1,
 *  "model": {"family": "dense", "inputShape": [1, 28, 28], "encoder": [{"size": 32, "activation": "relu"}], ...},
 *  "normalization": "none",
 *  "schema": {...}, "reading": {...},                 see {@link SchemaJson}
 *  "provenance": {"hourglassVersion": "0.1.0", "dataName": ..., "settings": {...}, "metrics": {...}}}
 * </pre>
 */
final class Manifest {
    private Manifest() {}

    static Map<String, Object> print(TrainedModel model) {
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("formatVersion", ModelFile.FORMAT_VERSION);
        manifest.put("model", printModel(model.config()));
        manifest.put("normalization", model.normalization().kind().name());
        manifest.put("schema", SchemaJson.print(model.schema()));
        manifest.put("reading", SchemaJson.print(model.dataOptions()));
        manifest.put("provenance", printProvenance(model.provenance()));
        return manifest;
    }

    private static Map<String, Object> printModel(ModelConfig config) {
        if (config instanceof DenseConfig dense) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("family", DenseConfig.FAMILY);
            fields.put("inputShape", dense.inputShape().dimensions());
            fields.put(
                    "encoder",
                    dense.encoder().stream().map(Manifest::printLayer).toList());
            fields.put(
                    "decoder",
                    dense.decoder().stream().map(Manifest::printLayer).toList());
            fields.put("isTied", dense.isTied());
            fields.put("hasBatchNorm", dense.hasBatchNorm());
            fields.put("dropout", dense.dropout());
            fields.put("initializer", dense.initializer().id());
            return fields;
        }
        throw new AssertionError(config);
    }

    static ModelConfig readModel(JsonView fields) {
        String family = fields.text("family");
        if (family.equals(DenseConfig.FAMILY)) {
            return new DenseConfig(
                    new Shape(fields.integers("inputShape")),
                    readLayers(fields.objects("encoder")),
                    readLayers(fields.objects("decoder")),
                    fields.flag("isTied"),
                    fields.flag("hasBatchNorm"),
                    fields.number("dropout"),
                    Initializer.from(fields.text("initializer")));
        }
        throw new IllegalArgumentException("family must be \"dense\", but was \"" + family + "\"");
    }

    private static Map<String, Object> printLayer(DenseLayer layer) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("size", layer.size());
        fields.put("activation", layer.activation().id());
        return fields;
    }

    private static List<DenseLayer> readLayers(List<JsonView> layers) {
        return layers.stream()
                .map(layer -> new DenseLayer(layer.integer("size"), ActivationFunction.from(layer.text("activation"))))
                .toList();
    }

    static Normalization.Kind readNormalization(String name) {
        return Normalization.Kind.valueOf(name);
    }

    static Reading readReading(JsonView manifest) {
        return new Reading(
                SchemaJson.readSchema(manifest.object("schema")), SchemaJson.readOptions(manifest.object("reading")));
    }

    private static Map<String, Object> printProvenance(Provenance provenance) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("hourglassVersion", provenance.hourglassVersion());
        fields.put("dataName", provenance.dataName());
        fields.put("dataHash", provenance.dataHash());
        fields.put("dataRows", provenance.dataRows());
        fields.put("seed", provenance.seed());
        fields.put("settings", provenance.settings());
        Map<String, Object> metrics = new LinkedHashMap<>();
        provenance.metrics().forEach((name, value) -> metrics.put(name, printNumber(value)));
        fields.put("metrics", metrics);
        return fields;
    }

    /** JSON has no NaN and no infinity: they become texts. */
    private static Object printNumber(double value) {
        return Double.isFinite(value) ? (Object) value : Double.toString(value);
    }

    static Provenance readProvenance(JsonView fields) {
        JsonView settings = fields.object("settings");
        Map<String, String> settingTexts = new LinkedHashMap<>();
        settings.fields().keySet().forEach(name -> settingTexts.put(name, settings.text(name)));
        JsonView metrics = fields.object("metrics");
        Map<String, Double> metricValues = new LinkedHashMap<>();
        metrics.fields().keySet().forEach(name -> metricValues.put(name, metrics.number(name)));
        return new Provenance(
                fields.text("hourglassVersion"),
                fields.text("dataName"),
                fields.text("dataHash"),
                fields.whole("dataRows"),
                fields.whole("seed"),
                settingTexts,
                metricValues);
    }
}
