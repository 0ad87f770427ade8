package dev.hourglass.report;

import dev.hourglass.anomaly.DriftReport;
import dev.hourglass.anomaly.DriftReport.ColumnDrift;
import dev.hourglass.file.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes what a detector says as one HTML file that needs nothing else, made as {@link HtmlReport} is: from top to
 * bottom how many alarms there are, each with its reasons, scores in the order of the rows, which columns the alarms
 * are about, what other thresholds would give, the baselines, the drift, and how to do it again. Safe for concurrent
 * use.
 */
public final class DetectionPage {
    private static final int SHOWN_DRIFTS = 15;
    private static final int SHOWN_CODES = 8;

    private final DetectionReport report;

    private DetectionPage(DetectionReport report) {
        this.report = report;
    }

    /**
     * Writes the page, whole or not at all.
     *
     * @param target the file
     * @param report what to show; every text in it is escaped
     * @throws IOException if the file cannot be written
     */
    public static void write(Path target, DetectionReport report) throws IOException {
        byte[] page = page(report).getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(target, out -> out.write(page));
    }

    /** Returns the page. */
    static String page(DetectionReport report) throws IOException {
        DetectionPage page = new DetectionPage(report);
        return HtmlReport.fill(
                HtmlReport.resource("report.html"),
                Map.of(
                        "title", Html.escape(report.title()),
                        "style", HtmlReport.resource("report.css"),
                        "silhouette", "",
                        "cards", page.cards(),
                        "sections", page.sections(),
                        "data", DetectionData.of(report),
                        "chart", ChartLibrary.script(),
                        "script", HtmlReport.resource("report.js")));
    }

    private String cards() {
        DetectionReport.Scores scores = report.scores();
        List<String> cards = new ArrayList<>();
        cards.add(Html.card(
                "Alarms",
                Figures.whole(scores.alarmCount()),
                "of " + Figures.whole(scores.rows()) + " " + scores.what()
                        + percent(scores.alarmCount(), scores.rows())));
        cards.add(Html.card(
                "Expected of normal rows", perThousand(report.detector().falseAlarmRate()), "alarms of a thousand"));
        cards.add(Html.card(
                "Judged by", report.detector().scorer(), report.detector().choice()));
        cards.add(Html.card("Fitted on", Figures.whole(report.detector().trainingRows()), "rows taken as normal"));
        report.quality()
                .ifPresent(quality -> cards.add(Html.card(
                        "ROC-AUC against labels", Figures.of(quality.rocAuc()), "0.5 is chance, 1 is perfect")));
        return "<div class=\"cards\">" + String.join("", cards) + "</div>";
    }

    private String sections() throws IOException {
        boolean isOfImages = !report.pictures().isEmpty();
        return warnings()
                + scores()
                + (isOfImages ? AnomalyGallery.of(report.pictures()) : alarms() + columns())
                + quality()
                + spread()
                + thresholds()
                + baselines()
                + drift()
                + reproduce();
    }

    private String warnings() {
        return report.warnings().isEmpty()
                ? ""
                : Html.section(
                        "warnings",
                        "To look at first",
                        "",
                        report.warnings().stream()
                                .map(text -> "<p class=\"warning\">" + Html.escape(text) + "</p>")
                                .collect(Collectors.joining()));
    }

    private String alarms() {
        if (report.alarms().isEmpty()) {
            return "";
        }
        boolean hasTimes = report.alarms().stream()
                .anyMatch(alarm ->
                        !alarm.point().when().isEmpty() || !alarm.span().isEmpty());
        List<String> headers = new ArrayList<>(List.of("row"));
        if (hasTimes) {
            headers.add("when");
        }
        headers.addAll(List.of("score", "as high among normal rows", "because of"));
        List<String> rows = report.alarms().stream()
                .map(alarm -> Html.row(cells(alarm, hasTimes).toArray(String[]::new)))
                .toList();
        return Html.section(
                "alarms",
                "The most anomalous " + (hasSpans() ? "stretches" : "rows"),
                "Shares say how much of the score each column gives. What is usual is the mean of the training rows.",
                Html.table(headers, rows));
    }

    private boolean hasSpans() {
        return report.alarms().stream().anyMatch(alarm -> !alarm.span().isEmpty());
    }

    private static List<String> cells(DetectionReport.Alarm alarm, boolean hasTimes) {
        List<String> cells =
                new ArrayList<>(List.of(Html.number(Figures.whole(alarm.point().row()))));
        if (hasTimes) {
            cells.add("<td>" + Html.escape(alarm.point().when())
                    + (alarm.point().when().isEmpty() || alarm.span().isEmpty() ? "" : "<br>")
                    + (alarm.span().isEmpty() ? "" : "<small>" + Html.escape(alarm.span()) + "</small>") + "</td>");
        }
        String score = Figures.of(alarm.point().score());
        cells.add(
                alarm.point().isAlarm()
                        ? "<td class=\"number\"><mark>" + Html.escape(score) + "</mark></td>"
                        : Html.number(score));
        cells.add(Html.text(rarity(alarm.exceedance())));
        cells.add("<td>" + alarm.reasons().stream().map(DetectionPage::because).collect(Collectors.joining("<br>"))
                + "</td>");
        return cells;
    }

    /** Returns how rare it is that a normal row scores higher. */
    static String rarity(double exceedance) {
        if (exceedance <= 0) {
            return "none";
        }
        return exceedance > 0.1
                ? String.format(Locale.ROOT, "%.0f %%", 100 * exceedance)
                : "1 in " + Figures.whole(Math.round(1 / exceedance));
    }

    private static String because(DetectionReport.Because because) {
        String values = because.found().isEmpty()
                ? ""
                : " is " + because.found() + (because.usual().isEmpty() ? "" : ", usually " + because.usual());
        return String.format(
                Locale.ROOT,
                "<meter min=\"0\" max=\"1\" value=\"%.3f\"></meter> %.0f %% <strong>%s</strong>%s",
                because.share(),
                100 * because.share(),
                Html.escape(because.column()),
                Html.escape(values));
    }

    private String scores() {
        return Html.section(
                "scores",
                "Scores",
                "Of " + report.scores().what() + ", in their order; of many rows the highest of each stretch."
                        + " The line is the threshold: " + report.detector().reason() + ".",
                Html.chart("score-chart", "Score by row, alarms marked"));
    }

    private static String spread() {
        return Html.section("spread", "How scores are spread", "", Html.chart("spread-chart", "Histogram of scores"));
    }

    private String columns() {
        return report.columns().isEmpty()
                ? ""
                : Html.section(
                        "columns",
                        "What the alarms are about",
                        "The mean share of each column in the scores of the alarms.",
                        Html.chart("columns-chart", "Mean share of each column in the alarms"));
    }

    private String quality() {
        return report.quality()
                .map(quality -> Html.section(
                        "quality",
                        "Against the labels",
                        "The best F1 is that of a threshold that only the labels know; what counts is precision and"
                                + " recall at the threshold in use.",
                        Html.table(
                                List.of("measure", "value", "by chance"),
                                List.of(
                                        row("ROC-AUC", quality.rocAuc(), 0.5),
                                        row("average precision", quality.averagePrecision(), quality.prevalence()),
                                        row("precision of the alarms", quality.precision(), quality.prevalence()),
                                        row("recall of the alarms", quality.recall(), Double.NaN),
                                        row("best F1", quality.bestF1(), Double.NaN)))))
                .orElse("");
    }

    private static String row(String name, double value, double chance) {
        return Html.row(Html.text(name), Html.number(Figures.of(value)), Html.number(Figures.of(chance)));
    }

    private String thresholds() {
        if (report.thresholds().isEmpty()) {
            return "";
        }
        List<String> rows = report.thresholds().stream()
                .map(row -> "<tr" + (row.isChosen() ? " class=\"total\"" : "") + ">"
                        + Html.number(Figures.of(row.threshold()))
                        + Html.number(Figures.of(row.perThousand()))
                        + Html.number(Figures.of(row.perDay()))
                        + Html.text(row.isChosen() ? "in use" : "") + "</tr>")
                .toList();
        return Html.section(
                "thresholds",
                "Alarms by threshold",
                "False alarms to be expected of normal rows. In use: "
                        + report.detector().reason() + ".",
                Html.table(List.of("threshold", "of a thousand rows", "a day", ""), rows));
    }

    private String baselines() {
        if (report.baselines().isEmpty()) {
            return "";
        }
        List<String> rows = report.baselines().stream()
                .map(baseline -> "<tr" + (baseline.isChosen() ? " class=\"total\"" : "") + ">"
                        + Html.text(baseline.scorer())
                        + Html.number(Figures.of(baseline.rehearsal()))
                        + Html.number(Figures.of(baseline.labelled()))
                        + Html.number(Figures.seconds(baseline.seconds()))
                        + Html.text(baseline.isChosen() ? "judges" : "") + "</tr>")
                .toList();
        return Html.section(
                "baselines",
                "Beside the baselines",
                "ROC-AUC. The rehearsal makes anomalies of held-out rows: values swapped between rows, or moved away."
                        + " It needs no labels and cannot know what real anomalies look like. "
                        + report.detector().choice() + ".",
                Html.table(List.of("scorer", "rehearsal", "labelled rows", "fitting took", ""), rows));
    }

    private String drift() {
        return report.drift().map(DetectionPage::drift).orElse("");
    }

    private static String drift(DriftReport drift) {
        List<ColumnDrift> codes = drift.codes().stream()
                .sorted(Comparator.comparingDouble(ColumnDrift::stabilityIndex).reversed())
                .limit(SHOWN_CODES)
                .toList();
        return Html.section(
                "drift",
                "Drift",
                (drift.advice().isToRetrain() ? "Retrain: " : "No need to retrain: ")
                        + drift.advice().reason()
                        + ". The population stability index compares ten bins of each column; from 0.1 on it is worth"
                        + " naming, from 0.25 on it is another population."
                        + (codes.isEmpty()
                                ? ""
                                : " Below the columns are the most changed values of the code, which see what belongs"
                                        + " together."),
                drifts("column", drift.columns().stream().limit(SHOWN_DRIFTS).toList())
                        + (codes.isEmpty() ? "" : drifts("latent space", codes)));
    }

    private static String drifts(String what, List<ColumnDrift> drifts) {
        List<String> rows = drifts.stream()
                .map(column -> Html.row(
                        Html.text(column.name()),
                        Html.number(Figures.of(column.stabilityIndex())),
                        Html.text(column.word()),
                        Html.number(Figures.of(column.meanBefore())),
                        Html.number(Figures.of(column.meanNow()))))
                .toList();
        return Html.table(List.of(what, "stability index", "", "mean in training", "mean now"), rows);
    }

    private String reproduce() {
        return Html.section(
                "reproduce",
                "The same again",
                "Same detector, same rows, same scores, to the bit, on any machine.",
                "<pre>" + Html.escape(report.command()) + "</pre>");
    }

    private static String percent(long part, long all) {
        return all == 0 ? "" : String.format(Locale.ROOT, ", %.2f %%", 100.0 * part / all);
    }

    private static String perThousand(double rate) {
        return Double.isNaN(rate) ? "-" : Figures.of(1000 * rate);
    }
}
