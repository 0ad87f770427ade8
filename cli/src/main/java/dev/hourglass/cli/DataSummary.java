package dev.hourglass.cli;

import dev.hourglass.data.Batch;
import dev.hourglass.data.DataSchema;
import dev.hourglass.report.Figures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Gathers ranges, missing values and labels of data as it streams by. Not thread-safe; confine to one thread. */
final class DataSummary {
    /** More features than this are summed up, not listed. */
    private static final int MAX_LISTED_FEATURES = 64;

    private static final int MAX_LISTED_LABELS = 50;

    private final String name;
    private final DataSchema schema;
    private final List<String> names;
    private final float[] min;
    private final float[] max;
    private final double[] sum;
    private final long[] missing;
    private final Map<String, Long> labels = new TreeMap<>();
    private long rows;

    DataSummary(String name, DataSchema schema) {
        this.name = name;
        this.schema = schema;
        this.names = ReportBuilder.names(schema);
        this.min = new float[names.size()];
        this.max = new float[names.size()];
        this.sum = new double[names.size()];
        this.missing = new long[names.size()];
        Arrays.fill(min, Float.POSITIVE_INFINITY);
        Arrays.fill(max, Float.NEGATIVE_INFINITY);
    }

    void add(Batch batch) {
        int features = names.size();
        for (int row = 0; row < batch.rows(); row++) {
            for (int i = 0; i < features; i++) {
                add(i, batch.values()[row * features + i]);
            }
            String label = batch.label(row);
            if (label != null) {
                labels.merge(label, 1L, Long::sum);
            }
        }
        rows += batch.rows();
    }

    private void add(int feature, float value) {
        if (Float.isNaN(value)) {
            missing[feature]++;
            return;
        }
        min[feature] = Math.min(min[feature], value);
        max[feature] = Math.max(max[feature], value);
        sum[feature] += value;
    }

    String print() {
        String line = System.lineSeparator();
        StringBuilder text = new StringBuilder();
        text.append(name).append(": ").append(Figures.whole(rows)).append(" samples of shape ");
        text.append(schema.sampleShape()).append(line);
        if (names.size() <= MAX_LISTED_FEATURES) {
            text.append(line).append(features());
        } else {
            text.append("values in [")
                    .append(least())
                    .append(", ")
                    .append(largest())
                    .append("], mean ");
            text.append(Figures.of(Arrays.stream(sum).sum() / ((double) rows * names.size() - missingInAll())));
            text.append(", ").append(Figures.whole(missingInAll())).append(" missing, ");
            text.append(constant().size())
                    .append(" of ")
                    .append(names.size())
                    .append(" constant")
                    .append(line);
        }
        if (!labels.isEmpty()) {
            text.append(line).append(labels());
        }
        return text.toString();
    }

    private String features() {
        TextTable table = new TextTable("column", "min", "mean", "max", "missing", "");
        for (int i = 0; i < names.size(); i++) {
            table.row(
                    names.get(i),
                    Figures.of(min[i]),
                    Figures.of(mean(i)),
                    Figures.of(max[i]),
                    missing[i] == 0 ? "-" : Figures.whole(missing[i]),
                    min[i] == max[i] ? "constant" : "");
        }
        return table.print();
    }

    private String labels() {
        TextTable table = new TextTable("label", "samples");
        labels.entrySet().stream()
                .limit(MAX_LISTED_LABELS)
                .forEach(entry -> table.row(entry.getKey(), Figures.whole(entry.getValue())));
        if (labels.size() > MAX_LISTED_LABELS) {
            table.row("and " + (labels.size() - MAX_LISTED_LABELS) + " more", "");
        }
        return table.print();
    }

    Map<String, Object> json() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("data", name);
        fields.put("rows", rows);
        fields.put("shape", schema.sampleShape().dimensions());
        JsonFields.put(fields, "min", least());
        JsonFields.put(fields, "max", largest());
        fields.put("missing", missingInAll());
        fields.put("constant", constant());
        if (names.size() <= MAX_LISTED_FEATURES) {
            List<Object> features = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                features.add(json(i));
            }
            fields.put("columns", features);
        }
        fields.put("labels", new LinkedHashMap<>(labels));
        return fields;
    }

    private Map<String, Object> json(int feature) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", names.get(feature));
        JsonFields.put(fields, "min", min[feature]);
        JsonFields.put(fields, "mean", mean(feature));
        JsonFields.put(fields, "max", max[feature]);
        fields.put("missing", missing[feature]);
        return fields;
    }

    private double mean(int feature) {
        return sum[feature] / (rows - missing[feature]);
    }

    private long missingInAll() {
        return Arrays.stream(missing).sum();
    }

    private float least() {
        float least = Float.POSITIVE_INFINITY;
        for (float value : min) {
            least = Math.min(least, value);
        }
        return least;
    }

    private float largest() {
        float largest = Float.NEGATIVE_INFINITY;
        for (float value : max) {
            largest = Math.max(largest, value);
        }
        return largest;
    }

    private List<String> constant() {
        List<String> constant = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (min[i] == max[i]) {
                constant.add(names.get(i));
            }
        }
        return constant;
    }
}
