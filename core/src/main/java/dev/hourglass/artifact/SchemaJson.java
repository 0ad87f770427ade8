package dev.hourglass.artifact;

import dev.hourglass.data.CsvOptions;
import dev.hourglass.data.CsvOptions.CategoricalColumn;
import dev.hourglass.data.DataOptions;
import dev.hourglass.data.DataSchema;
import dev.hourglass.data.ImageOptions;
import dev.hourglass.data.ImageSchema;
import dev.hourglass.data.MissingPolicy;
import dev.hourglass.data.TableSchema;
import dev.hourglass.data.TableSchema.Column;
import dev.hourglass.data.TableSchema.HashedColumn;
import dev.hourglass.data.TableSchema.NumericColumn;
import dev.hourglass.data.TableSchema.OneHotColumn;
import dev.hourglass.data.VectorSchema;
import dev.hourglass.file.JsonView;
import dev.hourglass.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Translates between what samples mean, how they are read, and JSON; used by manifests and compressed files. */
public final class SchemaJson {
    private static final String KIND = "kind";

    private SchemaJson() {}

    /** Returns the JSON tree of a schema. */
    public static Map<String, Object> print(DataSchema schema) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (schema instanceof ImageSchema image) {
            fields.put(KIND, "image");
            fields.put("channels", image.channels());
            fields.put("height", image.height());
            fields.put("width", image.width());
        } else if (schema instanceof TableSchema table) {
            fields.put(KIND, "table");
            fields.put(
                    "columns", table.columns().stream().map(SchemaJson::print).toList());
        } else {
            fields.put(KIND, "vector");
            fields.put("sampleShape", schema.sampleShape().dimensions());
        }
        return fields;
    }

    /**
     * Returns the schema of a JSON tree.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static DataSchema readSchema(JsonView fields) {
        return switch (fields.text(KIND)) {
            case "image" ->
                new ImageSchema(fields.integer("channels"), fields.integer("height"), fields.integer("width"));
            case "table" ->
                new TableSchema(fields.objects("columns").stream()
                        .map(SchemaJson::readColumn)
                        .toList());
            case "vector" -> new VectorSchema(new Shape(fields.integers("sampleShape")));
            default -> throw new IllegalArgumentException("schema kind must be image, table or vector");
        };
    }

    private static Map<String, Object> print(Column column) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", column.name());
        if (column instanceof NumericColumn numeric) {
            fields.put(KIND, "numeric");
            fields.put("hasMissingIndicator", numeric.hasMissingIndicator());
        } else if (column instanceof OneHotColumn oneHot) {
            fields.put(KIND, "one-hot");
            fields.put("categories", oneHot.categories());
        } else if (column instanceof HashedColumn hashed) {
            fields.put(KIND, "hashed");
            fields.put("buckets", hashed.buckets());
        } else {
            throw new AssertionError(column);
        }
        return fields;
    }

    private static Column readColumn(JsonView fields) {
        String name = fields.text("name");
        return switch (fields.text(KIND)) {
            case "numeric" -> new NumericColumn(name, fields.flag("hasMissingIndicator"));
            case "one-hot" -> new OneHotColumn(name, fields.texts("categories"));
            case "hashed" -> new HashedColumn(name, fields.integer("buckets"));
            default -> throw new IllegalArgumentException("column kind must be numeric, one-hot or hashed");
        };
    }

    /** Returns the JSON tree of how files are read. */
    public static Map<String, Object> print(DataOptions options) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("csv", print(options.csv()));
        Map<String, Object> images = new LinkedHashMap<>();
        images.put("channels", options.images().channels());
        images.put("height", options.images().height());
        images.put("width", options.images().width());
        images.put("fit", options.images().fit().name());
        images.put("patches", options.images().patches());
        fields.put("images", images);
        fields.put("arrayName", options.arrayName());
        return fields;
    }

    private static Map<String, Object> print(CsvOptions csv) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("delimiter", String.valueOf(csv.delimiter()));
        fields.put("hasHeader", csv.hasHeader());
        fields.put("labelColumns", csv.labelColumns());
        fields.put("ignoredColumns", csv.ignoredColumns());
        fields.put(
                "categoricalColumns",
                csv.categoricalColumns().stream().map(SchemaJson::print).toList());
        fields.put("missing", csv.missing().policy().name());
        fields.put("hasMissingIndicator", csv.missing().hasIndicator());
        fields.put("missingTokens", csv.missing().tokens());
        return fields;
    }

    private static Map<String, Object> print(CategoricalColumn column) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", column.name());
        fields.put("buckets", column.buckets());
        return fields;
    }

    /**
     * Returns how files are read, from its JSON tree.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static DataOptions readOptions(JsonView fields) {
        JsonView images = fields.object("images");
        return new DataOptions(
                readCsv(fields.object("csv")),
                new ImageOptions(
                        images.integer("channels"),
                        images.integer("height"),
                        images.integer("width"),
                        ImageOptions.Fit.valueOf(images.text("fit")),
                        images.integer("patches", 0)),
                fields.text("arrayName"));
    }

    private static CsvOptions readCsv(JsonView fields) {
        String delimiter = fields.text("delimiter");
        if (delimiter.length() != 1) {
            throw new IllegalArgumentException("delimiter must be one character, but was \"" + delimiter + "\"");
        }
        List<CategoricalColumn> categorical = fields.objects("categoricalColumns").stream()
                .map(column -> new CategoricalColumn(column.text("name"), column.integer("buckets")))
                .toList();
        return new CsvOptions(
                delimiter.charAt(0),
                fields.flag("hasHeader"),
                fields.texts("labelColumns"),
                fields.texts("ignoredColumns"),
                categorical,
                new CsvOptions.Missing(
                        MissingPolicy.valueOf(fields.text("missing")),
                        fields.flag("hasMissingIndicator"),
                        fields.texts("missingTokens")));
    }
}
