package dev.hourglass.cli;

import dev.hourglass.evaluate.Classification;
import dev.hourglass.evaluate.Classification.ClassResult;
import dev.hourglass.file.Json;
import dev.hourglass.report.Figures;
import java.util.LinkedHashMap;
import java.util.Map;

/** Prints how often a classifier is right, and how each class fares. */
final class ClassificationTable {
    private ClassificationTable() {}

    static void print(Classification found, Console console) {
        if (console.isJson()) {
            console.out().println(Json.print(fields(found)));
        } else if (console.isForPeople()) {
            console.out().print(text(found));
        }
    }

    private static Map<String, Object> fields(Classification found) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("rows", found.rows());
        JsonFields.put(fields, "accuracy", found.accuracy());
        Map<String, Object> classes = new LinkedHashMap<>();
        for (ClassResult result : found.classes()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("rows", result.rows());
            JsonFields.put(one, "precision", result.precision());
            JsonFields.put(one, "recall", result.recall());
            classes.put(result.name(), one);
        }
        fields.put("classes", classes);
        return fields;
    }

    private static String text(Classification found) {
        TextTable table = new TextTable("class", "samples", "precision", "recall");
        for (ClassResult result : found.classes()) {
            table.row(
                    result.name(),
                    Figures.whole(result.rows()),
                    Figures.of(result.precision()),
                    Figures.of(result.recall()));
        }
        return "accuracy " + Figures.of(found.accuracy()) + " on " + Figures.whole(found.rows()) + " samples"
                + System.lineSeparator() + table.print();
    }
}
