package dev.hourglass.cli;

import dev.hourglass.evaluate.Evaluation;
import dev.hourglass.evaluate.LatentUse;
import dev.hourglass.evaluate.TradeoffRate;
import dev.hourglass.report.Figures;
import java.util.List;

/** Prints the figures of an evaluation beside PCA. */
final class EvaluationTable {
    private EvaluationTable() {}

    static String print(Evaluation evaluation) {
        TextTable table =
                new TextTable("on " + Figures.whole(evaluation.rows()) + " samples", "model", "PCA", "better");
        for (Evaluation.Metric metric : evaluation.metrics()) {
            String name = metric.unit().isEmpty() ? metric.name() : metric.name() + " (" + metric.unit() + ")";
            table.row(name, Figures.of(metric.value()), Figures.of(metric.baseline()), better(metric));
        }
        String lines = System.lineSeparator();
        return table.print()
                + use(evaluation.use())
                + (evaluation.rates().isEmpty() ? size(evaluation.size()) : rates(evaluation.rates()))
                + "encode " + Figures.of(evaluation.timing().encodeMicrosPerSample()) + " us, decode "
                + Figures.of(evaluation.timing().decodeMicrosPerSample()) + " us a sample" + lines;
    }

    private static String size(Evaluation.Size size) {
        return "one sample: " + size.sampleFloats() + " values to " + size.codeFloats() + " ("
                + Figures.of(size.floatRatio()) + "x), " + size.sampleBytes() + " bytes to " + size.codeBytes() + " ("
                + Figures.of(size.byteRatio()) + "x)" + System.lineSeparator();
    }

    /** Says what coding comes to: how large codes are by themselves says nothing of files. */
    private static String rates(List<TradeoffRate> rates) {
        TextTable table = new TextTable("coded, as the model estimates", "bits per pixel", "PSNR (dB)", "MS-SSIM");
        for (TradeoffRate rate : rates) {
            table.row(
                    "tradeoff " + Figures.exact(rate.tradeoff()),
                    Figures.of(rate.bitsPerPixel()),
                    Figures.of(rate.psnr()),
                    Figures.of(rate.multiScaleSimilarity()));
        }
        String lines = System.lineSeparator();
        return lines + table.print() + "files take less where what is around a level tells of it" + lines + lines;
    }

    /** Says how much of the code is used, where that is known. */
    private static String use(LatentUse use) {
        if (!use.isMeasured()) {
            return "";
        }
        String line = "codes: KL " + Figures.of(use.nats()) + " nats a sample, " + use.activeUnits() + " of "
                + use.dimensions().size() + " values active" + System.lineSeparator();
        return line
                + use.warning()
                        .map(warning -> "warning: " + warning + System.lineSeparator())
                        .orElse("");
    }

    private static String better(Evaluation.Metric metric) {
        if (Double.isNaN(metric.value()) || Double.isNaN(metric.baseline())) {
            return "-";
        }
        boolean isModel =
                metric.isHigherBetter() ? metric.value() > metric.baseline() : metric.value() < metric.baseline();
        return isModel ? "model" : metric.value() == metric.baseline() ? "equal" : "PCA";
    }
}
