package dev.hourglass.artifact;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Says where a model comes from. Nothing here depends on the machine or the clock, so that equal runs write equal
 * files.
 *
 * @param hourglassVersion the version that trained it
 * @param dataName the name of the training data
 * @param dataHash the SHA-256 of the training rows before normalization, 64 hexadecimal digits
 * @param dataRows the number of training rows
 * @param seed the seed of weights, order and dropout
 * @param settings how it was trained, by name
 * @param metrics what was measured, by name
 */
public record Provenance(
        String hourglassVersion,
        String dataName,
        String dataHash,
        long dataRows,
        long seed,
        Map<String, String> settings,
        Map<String, Double> metrics) {
    /** The version of this Hourglass. */
    public static final String CURRENT_VERSION = "0.1.0";

    public Provenance {
        settings = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        metrics = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }

    /** Returns a copy with other metrics. */
    public Provenance withMetrics(Map<String, Double> changed) {
        return new Provenance(hourglassVersion, dataName, dataHash, dataRows, seed, settings, changed);
    }
}
