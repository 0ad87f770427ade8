package dev.hourglass.artifact;

import dev.hourglass.file.JsonView;
import java.util.LinkedHashMap;
import java.util.Map;

/** Translates between a provenance and JSON. */
public final class ProvenanceJson {
    private ProvenanceJson() {}

    /** Returns the JSON tree. */
    public static Map<String, Object> print(Provenance provenance) {
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

    /**
     * Returns the provenance of a JSON tree.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Provenance read(JsonView fields) {
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
