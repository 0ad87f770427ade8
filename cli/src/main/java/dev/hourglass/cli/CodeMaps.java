package dev.hourglass.cli;

import dev.hourglass.evaluate.Pca;
import dev.hourglass.report.CodeViews.CodeMap;
import dev.hourglass.report.CodeViews.Group;
import dev.hourglass.report.CodeViews.Point;
import dev.hourglass.report.Figures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lays codes out on a plane, by label. */
final class CodeMaps {
    private static final int MAX_GROUPS = 12;
    private static final String UNLABELLED = "samples";
    private static final String OTHERS = "others";

    private CodeMaps() {}

    /** Returns the map of codes [N, L]; none where L is 1. */
    static CodeMap of(float[] codes, int size, List<String> labels) {
        if (size < 2) {
            return CodeMap.NONE;
        }
        String what = labels.isEmpty() ? "" : ", coloured by label; click one to hide it";
        if (size == 2) {
            return new CodeMap(
                    "The code of each of " + Figures.whole(codes.length / 2) + " samples" + what + ".",
                    "value 0",
                    "value 1",
                    groups(codes, labels));
        }
        Pca pca = Pca.fit(codes, size, size);
        double all = Arrays.stream(pca.variances()).sum();
        double shown = pca.variances()[0] + pca.variances()[1];
        String share = all > 0 ? Figures.of(100 * shown / all) + " %" : "nothing";
        return new CodeMap(
                "The codes of " + Figures.whole(codes.length / size) + " samples along their two directions of largest"
                        + " variance (PCA), which hold " + share + " of it" + what + ".",
                "first direction",
                "second direction",
                groups(Pca.fit(codes, size, 2).encode(codes), labels));
    }

    private static List<Group> groups(float[] points, List<String> labels) {
        List<String> names = names(labels);
        Map<String, List<Point>> byName = new LinkedHashMap<>();
        names.forEach(name -> byName.put(name, new ArrayList<>()));
        for (int i = 0; i < points.length / 2; i++) {
            String label = labels.isEmpty() ? UNLABELLED : labels.get(i);
            byName.computeIfAbsent(names.contains(label) ? label : OTHERS, name -> new ArrayList<>())
                    .add(new Point(points[2 * i], points[2 * i + 1]));
        }
        return byName.entrySet().stream()
                .map(entry -> new Group(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** Returns the labels that get a colour of their own, sorted: all, or the most frequent ones. */
    private static List<String> names(List<String> labels) {
        if (labels.isEmpty()) {
            return List.of(UNLABELLED);
        }
        Map<String, Integer> counts = new LinkedHashMap<>();
        labels.forEach(label -> counts.merge(label, 1, Integer::sum));
        int kept = counts.size() <= MAX_GROUPS ? MAX_GROUPS : MAX_GROUPS - 1;
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(kept)
                .map(Map.Entry::getKey)
                .sorted(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()))
                .toList();
    }
}
