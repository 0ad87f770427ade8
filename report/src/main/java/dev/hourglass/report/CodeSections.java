package dev.hourglass.report;

import dev.hourglass.data.ImageSchema;
import dev.hourglass.evaluate.Evaluation;
import dev.hourglass.evaluate.LatentUse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Writes what there is to say and to see of codes. */
final class CodeSections {
    private final RunReport report;

    CodeSections(RunReport report) {
        this.report = report;
    }

    /** Returns pictures made of codes, each in its section. */
    String panels() throws IOException {
        StringBuilder sections = new StringBuilder();
        for (CodeViews.Panel panel : report.views().panels()) {
            sections.append(Html.section(panel.id(), panel.heading(), panel.lead(), sheet(panel)));
        }
        return sections.toString();
    }

    private static String sheet(CodeViews.Panel panel) throws IOException {
        if (!(panel.images().schema() instanceof ImageSchema schema)) {
            throw new AssertionError(
                    "a panel shows images, but had " + panel.images().schema());
        }
        byte[] png = ImageGrid.png(
                ImageGrid.of(panel.images().values(), schema, new ImageGrid.Layout(panel.columns(), 2, 1)));
        return "<img class=\"sheet\" alt=\"" + Html.escape(panel.heading()) + "\" src=\"data:image/png;base64,"
                + Base64.getEncoder().encodeToString(png) + "\">";
    }

    /** Returns the statistics of the code. */
    String code() {
        List<Evaluation.CodeDimension> code = report.evaluation().code();
        long dead = code.stream().filter(Evaluation.CodeDimension::isDead).count();
        String lead = dead == 0
                ? "All " + code.size() + " values of the code carry something."
                : dead + " of " + code.size() + " values of the code are dead: the same for every sample.";
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < code.size(); i++) {
            Evaluation.CodeDimension dimension = code.get(i);
            rows.add(Html.row(
                    Html.number(String.valueOf(i)),
                    Html.number(Figures.of(dimension.min())),
                    Html.number(Figures.of(dimension.mean())),
                    Html.number(Figures.of(dimension.max())),
                    Html.number(Figures.of(dimension.deviation())),
                    Html.text(dimension.isDead() ? "dead" : "")));
        }
        return Html.section(
                "code",
                "Code",
                lead + " Thin line: smallest to largest value; thick: mean plus and minus one standard deviation.",
                Html.chart("code-chart", "spread of each code dimension")
                        + "<details><summary>as a table</summary>"
                        + Html.table(List.of("dimension", "min", "mean", "max", "deviation", ""), rows) + "</details>");
    }

    /** Returns how much of a Gaussian code is used; nothing for other codes. */
    String use() {
        LatentUse use = report.evaluation().use();
        if (!use.isMeasured()) {
            return "";
        }
        return Html.section(
                "use",
                "Use of the code",
                use.activeUnits() + " of " + use.dimensions().size() + " values are active: the variance of their mean"
                        + " over samples is above 0.01. Together the code is " + Figures.of(use.nats())
                        + " nats from the prior; a value at 0 nats tells the decoder nothing.",
                Html.chart("use-chart", "divergence from the prior of each code dimension, in nats"));
    }

    /** Returns the codes of samples as points of a plane; nothing where there is no such map. */
    String map() {
        CodeViews.CodeMap map = report.views().map();
        if (map.groups().isEmpty()) {
            return "";
        }
        return Html.section("map", "Map of the codes", map.lead(), Html.chart("map-chart", "codes of samples"));
    }
}
