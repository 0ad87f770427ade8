package dev.hourglass.report;

import dev.hourglass.evaluate.Evaluation;
import dev.hourglass.evaluate.TradeoffRate;
import dev.hourglass.train.EpochRecord;
import dev.hourglass.train.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes the sections with charts, sizes, times and the way to run it again. */
final class DetailSections {
    private static final double MICROS_PER_SECOND = 1e6;

    private final RunReport report;

    DetailSections(RunReport report) {
        this.report = report;
    }

    /** Returns the loss and learning-rate curves. */
    String curves() {
        History history = report.training().history();
        String best = history.epochs().isEmpty() ? "" : "Dots mark epoch " + history.bestEpoch() + ", the best. ";
        return Html.section(
                "loss",
                "Loss",
                best + "Click a name to hide its curve. Training stopped: " + history.stopReason() + ".",
                "<label class=\"switch\"><input type=\"checkbox\" id=\"log-loss\"> logarithmic</label>\n"
                        + Html.chart("loss-chart", "training and validation loss by epoch")
                        + "<h3>Learning rate</h3>" + Html.chart("rate-chart", "learning rate by epoch")
                        + terms(history));
    }

    /** Returns what coding comes to at each tradeoff, of models that code their codes. */
    String rates() {
        List<TradeoffRate> rates = report.evaluation().rates();
        if (rates.isEmpty()) {
            return "";
        }
        List<String> rows = new ArrayList<>();
        for (TradeoffRate rate : rates) {
            rows.add(Html.row(
                    Html.number(Figures.exact(rate.tradeoff())),
                    Html.number(Figures.of(rate.bitsPerPixel())),
                    Html.number(Figures.of(rate.psnr())),
                    Html.number(Figures.of(rate.multiScaleSimilarity()))));
        }
        return Html.section(
                "distortion",
                "PSNR by rate",
                "At each tradeoff, means over measured samples. Rates are what the model's priors estimate; files take"
                        + " less where what is around a level tells of it. Distortion is that of rounded codes.",
                Html.chart("distortion-chart", "PSNR by bits per pixel, one point a tradeoff")
                        + Html.table(List.of("tradeoff", "bits per pixel", "PSNR, dB", "MS-SSIM"), rows));
    }

    /** Terms have units of their own, so each has its chart. */
    private static String terms(History history) {
        List<String> names = history.epochs().stream()
                .flatMap(epoch -> epoch.terms().keySet().stream())
                .distinct()
                .map(name -> name.replace('_', ' '))
                .toList();
        StringBuilder charts = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            charts.append("<h3>")
                    .append(Html.escape(name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1)))
                    .append("</h3>")
                    .append(Html.chart("term-chart-" + i, name + " by epoch"));
        }
        return charts.toString();
    }

    /** Returns the gradient norms of each layer. */
    String gradients() {
        return Html.section(
                "gradients",
                "Gradient norms",
                "The Euclidean norm of each layer's weight gradient on the first step of the epoch. Lines that fall"
                        + " apart by orders of magnitude tell of vanishing or exploding gradients.",
                Html.chart("gradient-chart", "gradient norm of each layer by epoch"));
    }

    /** Returns the distribution of the errors over samples. */
    String errors() {
        return Html.section(
                "errors",
                "Errors",
                "How many samples have which mean squared error.",
                Html.chart("error-chart", "histogram of the mean squared error of each sample"));
    }

    /** Returns what compressing gave. */
    String compression() {
        if (report.compressions().isEmpty()) {
            return Html.section("compression", "Compression", "Nothing was compressed in this run.", "");
        }
        List<String> rows = new ArrayList<>();
        for (RunReport.Compression compression : report.compressions()) {
            rows.add(Html.row(
                    Html.text(compression.name()),
                    Html.number(Figures.bytes(compression.bytesBefore())),
                    Html.number(Figures.bytes(compression.bytesAfter())),
                    Html.number(Figures.of(compression.ratio()) + "x"),
                    compression.isVerified()
                            ? "<td class=\"good\">restored and verified</td>"
                            : "<td class=\"bad\">not verified</td>"));
        }
        return Html.section(
                "compression",
                "Compression",
                "Sizes of the files as they lie on the disk; the model is not counted.",
                Html.table(List.of("file", "before", "after", "ratio", "check"), rows));
    }

    /** Returns how long everything took. */
    String timings() {
        List<String> rows = new ArrayList<>();
        for (RunReport.StageTiming timing : report.environment().timings()) {
            rows.add(
                    Html.row(Html.text(timing.stage()), Html.number(Figures.seconds(timing.seconds())), Html.text("")));
        }
        History history = report.training().history();
        rows.add(Html.row(
                Html.text("train"),
                Html.number(Figures.seconds(history.seconds())),
                Html.number(throughput(history) + " samples/s")));
        Evaluation.Timing timing = report.evaluation().timing();
        rows.add(perSample("encode one sample", timing.encodeMicrosPerSample()));
        rows.add(perSample("decode one sample", timing.decodeMicrosPerSample()));
        return Html.section("timings", "Timings", "", Html.table(List.of("stage", "time", "throughput"), rows));
    }

    /** Returns the command, the configuration and the machine. */
    String reproduce() {
        RunReport.Environment environment = report.environment();
        return Html.section(
                "reproduce",
                "How to reproduce",
                "The same command gives the same weights, bit for bit, on every machine and with any number of threads.",
                "<pre class=\"command\"><code>" + Html.escape(environment.reproduceCommand()) + "</code></pre>\n"
                        + "<details open><summary>configuration</summary><pre><code>"
                        + Html.escape(report.training().configYaml())
                        + "</code></pre></details>\n<p class=\"lead\">JDK "
                        + Html.escape(environment.jdk()) + " · kernels: " + Html.escape(environment.kernels()) + " · "
                        + environment.threads() + (environment.threads() == 1 ? " thread" : " threads") + "</p>");
    }

    private static String perSample(String what, double micros) {
        return Html.row(
                Html.text(what),
                Html.number(Figures.of(micros) + " µs"),
                Html.number(Figures.whole(Math.round(MICROS_PER_SECOND / micros)) + " samples/s"));
    }

    private static String throughput(History history) {
        double mean = history.epochs().stream()
                .mapToDouble(EpochRecord::samplesPerSecond)
                .average()
                .orElse(Double.NaN);
        return Double.isNaN(mean) ? "-" : Figures.whole(Math.round(mean));
    }
}
