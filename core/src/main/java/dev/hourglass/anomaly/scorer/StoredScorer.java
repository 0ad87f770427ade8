package dev.hourglass.anomaly.scorer;

import dev.hourglass.file.SafetensorsFile;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a file holds of a scorer.
 *
 * @param fields what it is, as JSON; {@code "kind"} is its {@link Scorer#id}
 * @param arrays its numbers, by name
 */
public record StoredScorer(Map<String, Object> fields, List<SafetensorsFile.Entry> arrays) {
    /** The field that says which scorer it is. */
    public static final String KIND = "kind";

    public StoredScorer {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        arrays = List.copyOf(arrays);
    }
}
