package dev.hourglass.report;

import java.io.StringWriter;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes what the charts of a detector's page draw as one JSON object that is safe inside a script element. */
final class DetectionData {
    private DetectionData() {}

    /** Returns the JSON text; {@code <} is escaped, so no value can close the script element. */
    static String of(DetectionReport report) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeName("detection");
            json.writeStartObject();
            json.writeNumberProperty("threshold", (float) report.detector().threshold());
            json.writeArrayPropertyStart("points");
            for (DetectionReport.Point point : report.scores().points()) {
                json.writeStartObject();
                json.writeNumberProperty("x", point.row());
                json.writeNumberProperty("y", (float) point.score());
                if (!point.when().isEmpty()) {
                    json.writeStringProperty("when", point.when());
                }
                if (point.isAlarm()) {
                    json.writeBooleanProperty("alarm", true);
                }
                json.writeEndObject();
            }
            json.writeEndArray();
            ChartData.writeHistogram(json, Histogram.of(report.scores().spread()));
            columns(json, report.columns());
            json.writeEndObject();
            json.writeEndObject();
        }
        return text.toString().replace("<", "\\u003c");
    }

    private static void columns(JsonGenerator json, List<DetectionReport.ColumnShare> columns) {
        json.writeArrayPropertyStart("columns");
        for (DetectionReport.ColumnShare column : columns) {
            json.writeStartObject();
            json.writeStringProperty("name", column.column());
            json.writeNumberProperty("share", (float) column.share());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
