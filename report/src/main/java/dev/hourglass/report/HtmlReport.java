package dev.hourglass.report;

import dev.hourglass.file.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes a training run as one HTML file that needs nothing else: style, script, data and images are inside, and the
 * page's own security policy forbids it to load anything.
 *
 * <p>The page shows, from top to bottom:
 *
 * <ul>
 *   <li>the layer sizes as an hourglass, the first metric, code size, parameters and training time at a glance;
 *   <li>warnings, if there were any (at the very end: that there were none);
 *   <li>every metric beside PCA with codes of the same size;
 *   <li>of models that code pictures, rate and distortion at each tradeoff;
 *   <li>reconstructions under their originals, random, worst and best; for tables the error of each feature;
 *   <li>images made of codes: drawn ones, the way between samples, walks along dimensions, a grid;
 *   <li>curves by epoch: training and validation loss (linear or logarithmic), its terms, learning rate, gradient norm
 *       of each layer;
 *   <li>the histogram of the samples' errors, the spread of each value of the code, how much of a Gaussian code is
 *       used, and a map of codes by label;
 *   <li>compressed files, layers, timings, and the command and configuration that give the same run.
 * </ul>
 *
 * <p>It holds five parts: {@code report.css}; the markup of the sections; the run's figures as JSON, as
 * {@link ChartData} writes them; Chart.js with its licence, about 200 kB; and {@code report.js}, which hands the
 * figures to Chart.js. Pictures are PNG data URIs. Charts have a tooltip, legend entries that hide a curve when
 * clicked, and follow the reader's light or dark theme.
 *
 * <p>Safe for concurrent use.
 */
public final class HtmlReport {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\w+)}}");

    private HtmlReport() {}

    /**
     * Writes the page, whole or not at all.
     *
     * @param target the file, for example {@code report.html}
     * @param report what to show; every text in it is escaped
     * @throws IOException if the file cannot be written
     */
    public static void write(Path target, RunReport report) throws IOException {
        byte[] page = page(report).getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(target, out -> out.write(page));
    }

    /** Returns the page. */
    static String page(RunReport report) throws IOException {
        return fill(
                resource("report.html"),
                Map.of(
                        "title", Html.escape(report.title()),
                        "style", resource("report.css"),
                        "silhouette", Silhouette.of(report.model()),
                        "cards", new SummarySections(report).cards(),
                        "sections", sections(report),
                        "data", ChartData.of(report),
                        "chart", ChartLibrary.script(),
                        "script", resource("report.js")));
    }

    private static String sections(RunReport report) throws IOException {
        SummarySections summary = new SummarySections(report);
        DetailSections details = new DetailSections(report);
        String warnings = summary.warnings();
        CodeSections code = new CodeSections(report);
        boolean isWarned = !report.warnings().isEmpty();
        return (isWarned ? warnings : "")
                + summary.summary()
                + details.rates()
                + new SampleSections(report.samples()).write()
                + code.panels()
                + details.curves()
                + details.gradients()
                + details.errors()
                + code.code()
                + code.use()
                + code.map()
                + details.compression()
                + summary.layers()
                + details.timings()
                + details.reproduce()
                + (isWarned ? "" : warnings);
    }

    /** Fills the template in one pass, so that a placeholder inside a filled-in text stays text. */
    static String fill(String template, Map<String, String> values) {
        return PLACEHOLDER.matcher(template).replaceAll(match -> {
            String value = values.get(match.group(1));
            if (value == null) {
                throw new AssertionError("report.html names an unknown placeholder: " + match.group());
            }
            return Matcher.quoteReplacement(value);
        });
    }

    static String resource(String name) throws IOException {
        try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new AssertionError("the report module must contain " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
