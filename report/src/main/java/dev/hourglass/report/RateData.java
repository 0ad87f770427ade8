package dev.hourglass.report;

import dev.hourglass.evaluate.RateCurve;
import dev.hourglass.evaluate.RateDistortion;
import dev.hourglass.evaluate.TradeoffRate;
import java.io.StringWriter;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes the curves of coders as one JSON object that is safe inside a script element. */
final class RateData {
    private RateData() {}

    /** Returns the JSON text; {@code <} is escaped, so no value can close the script element. */
    static String of(RateDistortion rates) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeArrayPropertyStart("rates");
            write(json, rates.own());
            rates.others().forEach(curve -> write(json, curve));
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.toString().replace("<", "\\u003c");
    }

    /** Writes what a model comes to at its tradeoffs as the property {@code tradeoffs}: a curve, or none. */
    static void write(JsonGenerator json, List<TradeoffRate> rates) {
        json.writeArrayPropertyStart("tradeoffs");
        if (!rates.isEmpty()) {
            start(json, "model");
            rates.forEach(rate -> point(json, rate.bitsPerPixel(), rate.psnr()));
            end(json);
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, RateCurve curve) {
        start(json, curve.name());
        curve.points().forEach(point -> point(json, point.bitsPerPixel(), point.psnr()));
        end(json);
    }

    private static void start(JsonGenerator json, String name) {
        json.writeStartObject();
        json.writeStringProperty("name", name);
        json.writeArrayPropertyStart("points");
    }

    private static void end(JsonGenerator json) {
        json.writeEndArray();
        json.writeEndObject();
    }

    /** A logarithmic axis has no place for 0. */
    private static void point(JsonGenerator json, double bitsPerPixel, double psnr) {
        if (bitsPerPixel > 0 && Double.isFinite(psnr)) {
            json.writeStartObject();
            json.writeNumberProperty("x", (float) bitsPerPixel);
            json.writeNumberProperty("y", (float) psnr);
            json.writeEndObject();
        }
    }
}
