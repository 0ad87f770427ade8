package dev.hourglass.report;

import dev.hourglass.evaluate.RateCurve;
import dev.hourglass.evaluate.RateDistortion;
import dev.hourglass.file.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Writes rate and distortion of coders of pictures as one HTML file that needs nothing else, made as {@link HtmlReport}
 * is: the curves as a chart, and figures at some rates as a table. Safe for concurrent use.
 */
public final class RateReport {
    private static final List<Double> RATES = List.of(0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.75, 1.0, 1.25, 1.5);
    private static final double LEAST_RATE = 0.2;
    private static final double LARGEST_RATE = 1.0;
    private static final int DIGITS_OF_SIMILARITY = 4;

    private RateReport() {}

    /**
     * Writes the page, whole or not at all.
     *
     * @param target the file, for example {@code kodak.html}
     * @param rates what to show; every text in it is escaped
     * @throws IOException if the file cannot be written
     */
    public static void write(Path target, RateDistortion rates) throws IOException {
        byte[] page = page(rates).getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(target, out -> out.write(page));
    }

    /** Returns the page. */
    static String page(RateDistortion rates) throws IOException {
        return HtmlReport.fill(
                HtmlReport.resource("report.html"),
                Map.of(
                        "title", Html.escape("Rate and distortion: " + rates.data()),
                        "style", HtmlReport.resource("report.css"),
                        "silhouette", "",
                        "cards", cards(rates),
                        "sections", chart(rates) + table(rates),
                        "data", RateData.of(rates),
                        "chart", ChartLibrary.script(),
                        "script", HtmlReport.resource("report.js")));
    }

    private static String cards(RateDistortion rates) {
        List<String> cards = new ArrayList<>();
        for (RateCurve other : rates.others()) {
            double margin = rates.own().smallestMargin(other, LEAST_RATE, LARGEST_RATE);
            boolean isKnown = !Double.isNaN(margin);
            cards.add(Html.card(
                    rates.own().name() + (isKnown && margin < 0 ? " below " : " above ") + other.name(),
                    isKnown ? Figures.of(Math.abs(margin)) + " dB" : "-",
                    isKnown
                            ? (margin < 0 ? "at most" : "at least") + ", from " + LEAST_RATE + " to " + LARGEST_RATE
                                    + " bits per pixel"
                            : "not all rates from " + LEAST_RATE + " to " + LARGEST_RATE + " are reached"));
        }
        cards.add(Html.card("Model", Figures.bytes(rates.modelBytes()), "not counted in any rate"));
        cards.add(Html.card("Without loss", Figures.of(rates.losslessBitsPerPixel()), "bits per pixel, as PNG files"));
        return "<div class=\"cards\">" + String.join("", cards) + "</div>";
    }

    private static String chart(RateDistortion rates) {
        return Html.section(
                "distortion",
                "PSNR by rate",
                "Means over " + rates.data() + ", at each quality. Rates are those of whole files, without the model;"
                        + " PNG files, without loss, take " + Figures.of(rates.losslessBitsPerPixel())
                        + " bits per pixel. " + rates.remark() + " Click a name to hide its curve.",
                Html.chart("distortion-chart", "PSNR by bits per pixel, one curve a coder"));
    }

    private static String table(RateDistortion rates) {
        List<RateCurve> curves =
                Stream.concat(Stream.of(rates.own()), rates.others().stream()).toList();
        List<String> headers = new ArrayList<>(List.of("bits per pixel"));
        curves.forEach(curve -> headers.add(curve.name() + ", dB"));
        curves.forEach(curve -> headers.add(curve.name() + ", MS-SSIM"));
        List<String> rows = new ArrayList<>();
        for (double rate : RATES) {
            if (rate >= rates.own().least() && rate <= rates.own().largest()) {
                List<String> cells = new ArrayList<>(List.of(Html.number(String.valueOf(rate))));
                curves.forEach(curve -> cells.add(Html.number(Figures.of(curve.psnrAt(rate)))));
                curves.forEach(curve -> cells.add(Html.number(similarity(curve.multiScaleSimilarityAt(rate)))));
                rows.add(Html.row(cells.toArray(String[]::new)));
            }
        }
        return Html.section(
                "rates",
                "At the same rate",
                "Between measured points linear in the logarithm of the rate. A dash: not measured, or not reached.",
                Html.table(headers, rows));
    }

    private static String similarity(double value) {
        return Double.isNaN(value)
                ? "-"
                : String.format(java.util.Locale.ROOT, "%." + DIGITS_OF_SIMILARITY + "f", value);
    }
}
