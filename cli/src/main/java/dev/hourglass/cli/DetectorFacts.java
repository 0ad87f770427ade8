package dev.hourglass.cli;

import dev.hourglass.anomaly.Detector;
import dev.hourglass.file.Json;
import dev.hourglass.report.Figures;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Prints what a detector is. */
final class DetectorFacts {
    private DetectorFacts() {}

    static void print(Detector detector, Path file, Console console) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("detector", file.toString());
        fields.put("kind", Choice.name(detector.subject().kind()));
        fields.put("columns", String.join(", ", detector.columnNames()));
        fields.put("timeColumn", detector.subject().timing().column());
        fields.put("window", detector.window());
        fields.put("period", detector.period());
        fields.put("scorer", detector.scorer().id());
        fields.put("threshold", detector.threshold().value());
        fields.put("reason", detector.threshold().reason());
        fields.put("falseAlarmsPerThousand", detector.threshold().falseAlarmsPerThousand());
        fields.putAll(InspectCommand.provenance(detector.provenance()));
        fields.putAll(detector.provenance().settings());
        detector.provenance().metrics().forEach((name, value) -> JsonFields.put(fields, name, value));
        if (console.isJson()) {
            console.out().println(Json.print(fields));
        } else if (console.isForPeople()) {
            TextTable table = new TextTable("detector", file.toString()).left();
            fields.remove("detector");
            fields.forEach((name, value) ->
                    table.row(name, value instanceof Double number ? Figures.of(number) : String.valueOf(value)));
            console.out().print(table.print());
        }
    }
}
