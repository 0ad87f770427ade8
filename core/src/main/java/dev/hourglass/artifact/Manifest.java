package dev.hourglass.artifact;

import dev.hourglass.artifact.TrainedModel.Reading;
import dev.hourglass.data.Normalization;
import dev.hourglass.file.JsonView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Translates between a model and the JSON of its manifest: one method each way for each part.
 *
 * <pre>
 * {"formatVersion": 1,
 *  "model": {"family": "dense", "inputShape": [1, 28, 28], ...},      see {@link ModelJson}
 *  "classes": ["0", "1", ...],                       of a classifier, where there is one
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
        manifest.put("model", ModelJson.print(model.config()));
        if (!model.classes().isEmpty()) {
            manifest.put("classes", model.classes());
        }
        manifest.put("normalization", model.normalization().kind().name());
        manifest.put("schema", SchemaJson.print(model.schema()));
        manifest.put("reading", SchemaJson.print(model.dataOptions()));
        manifest.put("provenance", printProvenance(model.provenance()));
        return manifest;
    }

    static List<String> readClasses(JsonView manifest) {
        return manifest.fields().containsKey("classes") ? manifest.texts("classes") : List.of();
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
