package dev.hourglass.report;

import dev.hourglass.evaluate.Evaluation;
import dev.hourglass.evaluate.Evaluation.Metric;
import dev.hourglass.evaluate.TradeoffRate;
import dev.hourglass.train.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes the head of the page: the figures at a glance, warnings, the model beside PCA, and its layers. */
final class SummarySections {
    private final RunReport report;

    SummarySections(RunReport report) {
        this.report = report;
    }

    /** Returns the cards under the title. */
    String cards() {
        Evaluation evaluation = report.evaluation();
        History history = report.training().history();
        List<String> cards = new ArrayList<>();
        if (!evaluation.metrics().isEmpty()) {
            Metric first = evaluation.metrics().get(0);
            String beside = Double.isNaN(first.baseline())
                    ? ""
                    : "PCA of the same size " + withUnit(first.baseline(), first.unit());
            cards.add(Html.card(first.name(), withUnit(first.value(), first.unit()), beside));
        }
        cards.add(evaluation.rates().isEmpty() ? code(evaluation.size()) : rates(evaluation.rates()));
        cards.add(Html.card(
                "Parameters",
                Figures.whole(report.model().parameters()),
                report.model().family() + ", " + report.model().layers().size() + " layers"));
        cards.add(Html.card(
                "Training",
                Figures.seconds(history.seconds()),
                history.epochs().size() + " epochs, best " + history.bestEpoch()));
        return "<div class=\"cards\">" + String.join("", cards) + "</div>";
    }

    private static String code(Evaluation.Size size) {
        return Html.card(
                "Code",
                size.codeFloats() + " of " + size.sampleFloats(),
                Figures.of(size.floatRatio()) + "x fewer values a sample");
    }

    private static String rates(List<TradeoffRate> rates) {
        TradeoffRate last = rates.get(rates.size() - 1);
        return Html.card(
                "Coded",
                Figures.of(rates.get(0).bitsPerPixel()) + " to " + Figures.of(last.bitsPerPixel()),
                "bits per pixel, as the model estimates");
    }

    /** Returns what was noticed, in words; a section in either case, so that silence is visible too. */
    String warnings() {
        List<String> warnings = report.warnings();
        if (warnings.isEmpty()) {
            return Html.section("warnings", "Warnings", "Nothing unusual was noticed while training.", "");
        }
        StringBuilder items = new StringBuilder("<ul class=\"warning\">");
        for (String warning : warnings) {
            items.append("<li>").append(Html.escape(warning)).append("</li>");
        }
        return Html.section("warnings", "Warnings", "", items.append("</ul>").toString());
    }

    /** Returns every metric of the model beside that of PCA; the better one is marked. */
    String summary() {
        List<String> rows = new ArrayList<>();
        for (Metric metric : report.evaluation().metrics()) {
            rows.add(Html.row(
                    Html.text(metric.name()),
                    figure(metric.value(), metric, isBetter(metric.value(), metric.baseline(), metric)),
                    figure(metric.baseline(), metric, isBetter(metric.baseline(), metric.value(), metric)),
                    Html.number(difference(metric)),
                    Html.text(metric.isHigherBetter() ? "higher" : "lower")));
        }
        Evaluation.Size size = report.evaluation().size();
        String sizes = report.evaluation().rates().isEmpty()
                ? "One sample is " + Figures.bytes(size.sampleBytes()) + ", its code "
                        + Figures.bytes(size.codeBytes()) + " at 8 bits a value: " + Figures.of(size.byteRatio())
                        + "x smaller."
                : "The model's figures are of codes that are not rounded.";
        return Html.section(
                "summary",
                "Model beside PCA",
                "Measured on " + Figures.whole(report.evaluation().rows())
                        + " samples, beside PCA with codes of the same " + size.codeFloats()
                        + " values. The better figure is marked.",
                Html.table(List.of("metric", "model", "PCA", "difference", "better"), rows) + "<p>" + Html.escape(sizes)
                        + "</p>");
    }

    /** Returns the layers with their sizes. */
    String layers() {
        List<String> rows = new ArrayList<>();
        for (RunReport.LayerSummary layer : report.model().layers()) {
            rows.add(Html.row(
                    "<td><code>" + Html.escape(layer.path()) + "</code></td>",
                    Html.text(layer.kind()),
                    Html.number(layer.outputShape().toString()),
                    Html.number(Figures.whole(layer.parameters()))));
        }
        rows.add("<tr class=\"total\"><td colspan=\"3\">all</td>"
                + Html.number(Figures.whole(report.model().parameters())) + "</tr>");
        return Html.section(
                "model",
                "Model",
                "A " + report.model().family() + " autoencoder: samples of shape "
                        + report.model().inputShape() + " through a code of "
                        + report.model().latentSize() + " values and back.",
                Html.table(List.of("layer", "kind", "output shape", "parameters"), rows));
    }

    private static String withUnit(double value, String unit) {
        return unit.isEmpty() || Double.isNaN(value) ? Figures.of(value) : Figures.of(value) + " " + unit;
    }

    private static boolean isBetter(double value, double other, Metric metric) {
        return metric.isHigherBetter() ? value > other : value < other;
    }

    private static String figure(double value, Metric metric, boolean isBetter) {
        String text = Html.escape(withUnit(value, metric.unit()));
        return isBetter
                ? "<td class=\"number\"><mark title=\"the better of the two\">" + text + "</mark></td>"
                : "<td class=\"number\">" + text + "</td>";
    }

    /** Errors compare by ratio, likenesses (whose zero means little) by difference. */
    private static String difference(Metric metric) {
        double difference = metric.value() - metric.baseline();
        if (!Double.isFinite(difference)) {
            return "-";
        }
        if (!metric.isHigherBetter() && metric.baseline() > 0) {
            return String.format(Locale.ROOT, "%+.1f %%", 100 * difference / metric.baseline());
        }
        return (difference > 0 ? "+" : "") + withUnit(difference, metric.unit());
    }
}
