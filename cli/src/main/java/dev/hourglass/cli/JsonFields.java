package dev.hourglass.cli;

import dev.hourglass.evaluate.Evaluation;
import dev.hourglass.evaluate.LatentUse;
import dev.hourglass.evaluate.TradeoffRate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts figures into JSON objects; what is not finite is left out, since JSON has no form for it. */
final class JsonFields {
    private JsonFields() {}

    static void put(Map<String, Object> fields, String name, double value) {
        if (Double.isFinite(value)) {
            fields.put(name, value);
        }
    }

    /** Puts the figures of an evaluation. */
    static void put(Map<String, Object> fields, Evaluation evaluation) {
        fields.put("rows", evaluation.rows());
        List<Object> metrics = new ArrayList<>();
        for (Evaluation.Metric metric : evaluation.metrics()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("metric", metric.name());
            put(entry, "value", metric.value());
            put(entry, "pca", metric.baseline());
            entry.put("better", metric.isHigherBetter() ? "higher" : "lower");
            metrics.add(entry);
        }
        fields.put("metrics", metrics);
        put(fields, evaluation.use());
        fields.put("sampleBytes", evaluation.size().sampleBytes());
        if (evaluation.rates().isEmpty()) {
            fields.put("codeBytes", evaluation.size().codeBytes());
        } else {
            fields.put(
                    "rates", evaluation.rates().stream().map(JsonFields::rate).toList());
        }
        put(fields, "encodeMicrosPerSample", evaluation.timing().encodeMicrosPerSample());
        put(fields, "decodeMicrosPerSample", evaluation.timing().decodeMicrosPerSample());
    }

    private static Map<String, Object> rate(TradeoffRate rate) {
        Map<String, Object> fields = new LinkedHashMap<>();
        put(fields, "tradeoff", rate.tradeoff());
        put(fields, "estimatedBitsPerPixel", rate.bitsPerPixel());
        put(fields, "psnr", rate.psnr());
        put(fields, "msSsim", rate.multiScaleSimilarity());
        return fields;
    }

    private static void put(Map<String, Object> fields, LatentUse use) {
        if (use.isMeasured()) {
            put(fields, "klNats", use.nats());
            fields.put("activeUnits", use.activeUnits());
            fields.put(
                    "klNatsByDimension",
                    use.dimensions().stream().map(LatentUse.Dimension::nats).toList());
            use.warning().ifPresent(warning -> fields.put("warning", warning));
        }
    }
}
