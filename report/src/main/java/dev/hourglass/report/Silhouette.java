package dev.hourglass.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Draws a model as what it is, an hourglass: one bar a layer, as tall as its output is large (on a logarithmic scale).
 */
final class Silhouette {
    private static final int BAR = 14;
    private static final int GAP = 6;
    private static final int HEIGHT = 120;
    private static final int LEAST_HEIGHT = 6;

    private Silhouette() {}

    /** Returns the drawing as an SVG element. Layers that keep the size of the one before are not drawn again. */
    static String of(RunReport.Model model) {
        List<Integer> sizes = new ArrayList<>(List.of(model.inputShape().size()));
        for (RunReport.LayerSummary layer : model.layers()) {
            int size = layer.outputShape().size();
            if (size != sizes.get(sizes.size() - 1)) {
                sizes.add(size);
            }
        }
        double largest = StrictMath.log1p(
                sizes.stream().mapToInt(Integer::intValue).max().orElse(1));
        int width = sizes.size() * (BAR + GAP) - GAP;
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg class=\"silhouette\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"layer sizes\">",
                width,
                HEIGHT));
        for (int i = 0; i < sizes.size(); i++) {
            double height = Math.max(LEAST_HEIGHT, HEIGHT * StrictMath.log1p(sizes.get(i)) / largest);
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect%s x=\"%d\" y=\"%.1f\" width=\"%d\" height=\"%.1f\" rx=\"4\"><title>%d</title></rect>",
                    sizes.get(i) == model.latentSize() ? " class=\"waist\"" : "",
                    i * (BAR + GAP),
                    (HEIGHT - height) / 2,
                    BAR,
                    height,
                    sizes.get(i)));
        }
        return svg.append("</svg>").toString();
    }
}
