package dev.hourglass.data;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gathers the label of a row from its label columns. */
final class CsvLabels {
    /** Labels are few and repeat; the first of them are kept so that equal ones share one String. */
    private static final int MAX_SHARED = 4096;

    private final boolean[] isLabel;
    private final Map<String, String> shared = new HashMap<>();
    private @Nullable String label;

    CsvLabels(List<String> header, List<String> labelColumns) {
        this.isLabel = new boolean[header.size()];
        for (int i = 0; i < isLabel.length; i++) {
            isLabel[i] = labelColumns.contains(header.get(i));
        }
    }

    void clear() {
        label = null;
    }

    void take(int column, char[] text, int from, int length) {
        if (isLabel[column]) {
            String part = new String(text, from, length);
            label = share(label == null ? part : label + "|" + part);
        }
    }

    @Nullable
    String label() {
        return label;
    }

    private String share(String text) {
        String known = shared.get(text);
        if (known == null && shared.size() < MAX_SHARED) {
            shared.put(text, text);
        }
        return known == null ? text : known;
    }
}
