package dev.hourglass.artifact;

import dev.hourglass.artifact.TrainedModel.Reading;
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
        manifest.put("model", ModelJson.print(model.config()));
        if (!model.classes().isEmpty()) {
            manifest.put("classes", model.classes());
        }
        manifest.put("normalization", model.normalization().kind().name());
        manifest.put("schema", SchemaJson.print(model.schema()));
        manifest.put("reading", SchemaJson.print(model.dataOptions()));
        manifest.put("provenance", ProvenanceJson.print(model.provenance()));
        return manifest;
    }

    static List<String> readClasses(JsonView manifest) {
        return manifest.fields().containsKey("classes") ? manifest.texts("classes") : List.of();
    }

    static Reading readReading(JsonView manifest) {
        return new Reading(
                SchemaJson.readSchema(manifest.object("schema")), SchemaJson.readOptions(manifest.object("reading")));
    }
}
