package dev.hourglass.report;

import dev.hourglass.evaluate.Evaluation;
import dev.hourglass.evaluate.LatentUse;
import dev.hourglass.train.EpochRecord;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes what the charts draw as one JSON object that is safe inside a script element. */
final class ChartData {
    private final RunReport report;
    private final StringWriter text = new StringWriter();

    private ChartData(RunReport report) {
        this.report = report;
    }

    /** Returns the JSON text; {@code <} is escaped, so no value can close the script element. */
    static String of(RunReport report) {
        ChartData data = new ChartData(report);
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), data.text)) {
            data.write(json);
        }
        return data.text.toString().replace("<", "\\u003c");
    }

    private void write(JsonGenerator json) {
        List<EpochRecord> epochs = report.training().history().epochs();
        json.writeStartObject();
        json.writeNumberProperty("bestEpoch", report.training().history().bestEpoch());
        writeSeries(json, "epoch", epochs, EpochRecord::epoch);
        writeSeries(json, "loss", epochs, EpochRecord::loss);
        writeSeries(json, "validationLoss", epochs, EpochRecord::validationLoss);
        writeSeries(json, "learningRate", epochs, EpochRecord::learningRate);
        writeGradients(json, epochs);
        writeTerms(json, epochs);
        writeHistogram(json, Histogram.of(report.evaluation().sampleErrors()));
        writeCode(json, report.evaluation().code());
        writeUse(json, report.evaluation().use());
        writeMap(json, report.views().map());
        RateData.write(json, report.evaluation().rates());
        json.writeEndObject();
    }

    private static void writeSeries(
            JsonGenerator json, String name, List<EpochRecord> epochs, ToDoubleFunction<EpochRecord> value) {
        writeArray(json, name, epochs.stream().mapToDouble(value).toArray());
    }

    private static void writeGradients(JsonGenerator json, List<EpochRecord> epochs) {
        Map<String, double[]> norms = new LinkedHashMap<>();
        for (int i = 0; i < epochs.size(); i++) {
            for (EpochRecord.LayerRecord layer : epochs.get(i).layers()) {
                norms.computeIfAbsent(layer.layer(), path -> missing(epochs.size()))[i] = layer.gradientNorm();
            }
        }
        json.writeArrayPropertyStart("gradients");
        norms.forEach((path, values) -> {
            json.writeStartObject();
            json.writeStringProperty("layer", path);
            writeArray(json, "norm", values);
            json.writeEndObject();
        });
        json.writeEndArray();
    }

    private static void writeTerms(JsonGenerator json, List<EpochRecord> epochs) {
        Map<String, double[]> terms = new LinkedHashMap<>();
        for (int i = 0; i < epochs.size(); i++) {
            int epoch = i;
            epochs.get(i)
                    .terms()
                    .forEach((name, value) ->
                            terms.computeIfAbsent(name, term -> missing(epochs.size()))[epoch] = value);
        }
        json.writeArrayPropertyStart("terms");
        terms.forEach((name, values) -> {
            json.writeStartObject();
            json.writeStringProperty("name", name.replace('_', ' '));
            writeArray(json, "values", values);
            json.writeEndObject();
        });
        json.writeEndArray();
    }

    private static double[] missing(int count) {
        return IntStream.range(0, count).mapToDouble(i -> Double.NaN).toArray();
    }

    static void writeHistogram(JsonGenerator json, Histogram histogram) {
        json.writeObjectPropertyStart("errors");
        writeNumber(json, "from", histogram.from());
        writeNumber(json, "to", histogram.to());
        writeArray(
                json,
                "counts",
                histogram.counts().stream().mapToDouble(Integer::doubleValue).toArray());
        json.writeEndObject();
    }

    private static void writeCode(JsonGenerator json, List<Evaluation.CodeDimension> code) {
        json.writeArrayPropertyStart("code");
        for (Evaluation.CodeDimension dimension : code) {
            json.writeStartObject();
            writeNumber(json, "min", dimension.min());
            writeNumber(json, "max", dimension.max());
            writeNumber(json, "mean", dimension.mean());
            writeNumber(json, "deviation", dimension.deviation());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeUse(JsonGenerator json, LatentUse use) {
        json.writeArrayPropertyStart("use");
        for (LatentUse.Dimension dimension : use.dimensions()) {
            json.writeStartObject();
            writeNumber(json, "nats", dimension.nats());
            writeNumber(json, "variance", dimension.variance());
            json.writeBooleanProperty("active", dimension.isActive());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeMap(JsonGenerator json, CodeViews.CodeMap map) {
        json.writeObjectPropertyStart("map");
        json.writeStringProperty("across", map.across());
        json.writeStringProperty("upwards", map.upwards());
        json.writeArrayPropertyStart("groups");
        for (CodeViews.Group group : map.groups()) {
            json.writeStartObject();
            json.writeStringProperty("name", group.name());
            writeArray(json, "across", coordinates(group, CodeViews.Point::across));
            writeArray(json, "upwards", coordinates(group, CodeViews.Point::upwards));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static double[] coordinates(CodeViews.Group group, ToDoubleFunction<CodeViews.Point> coordinate) {
        return group.points().stream().mapToDouble(coordinate).toArray();
    }

    private static void writeArray(JsonGenerator json, String name, double[] values) {
        json.writeArrayPropertyStart(name);
        for (double value : values) {
            writeValue(json, value);
        }
        json.writeEndArray();
    }

    private static void writeNumber(JsonGenerator json, String name, double value) {
        json.writeName(name);
        writeValue(json, value);
    }

    /** JSON has no NaN and no infinity; charts leave a gap at null. */
    private static void writeValue(JsonGenerator json, double value) {
        if (!Double.isFinite(value)) {
            json.writeNull();
        } else if (value == Math.rint(value) && Math.abs(value) < 1e9) {
            json.writeNumber((int) value);
        } else {
            // A float's digits are plenty for a curve and halve the page of a long run.
            json.writeNumber((float) value);
        }
    }
}
