package dev.hourglass.report;

import dev.hourglass.evaluate.RateCurve;
import dev.hourglass.evaluate.RateDistortion;
import java.io.StringWriter;
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

    private static void write(JsonGenerator json, RateCurve curve) {
        json.writeStartObject();
        json.writeStringProperty("name", curve.name());
        json.writeArrayPropertyStart("points");
        for (RateCurve.Point point : curve.points()) {
            if (Double.isFinite(point.psnr())) {
                json.writeStartObject();
                json.writeNumberProperty("x", (float) point.bitsPerPixel());
                json.writeNumberProperty("y", (float) point.psnr());
                json.writeEndObject();
            }
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
