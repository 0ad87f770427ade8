package dev.hourglass.report;

import dev.hourglass.data.Dataset;
import dev.hourglass.data.ImageSchema;
import dev.hourglass.evaluate.ErrorMetrics;
import dev.hourglass.evaluate.Evaluation;
import dev.hourglass.evaluate.Evaluation.CodeDimension;
import dev.hourglass.evaluate.Evaluation.Metric;
import dev.hourglass.evaluate.LatentUse;
import dev.hourglass.evaluate.Pca;
import dev.hourglass.evaluate.TradeoffRate;
import dev.hourglass.report.RunReport.LayerSummary;
import dev.hourglass.tensor.Shape;
import dev.hourglass.train.EpochRecord;
import dev.hourglass.train.EpochRecord.LayerRecord;
import dev.hourglass.train.History;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Makes a report of invented figures, for tests and, run by hand with a file name, to look at. */
final class SampleReport {
    static final ImageSchema SCHEMA = new ImageSchema(1, 28, 28);
    private static final int IMAGES = 400;
    private static final List<String> LAYERS = List.of("encoder.0", "encoder.2", "decoder.0", "decoder.2");

    private static final List<Float> ERRORS = new ArrayList<>();
    private static final Samples.Images SAMPLES = samples();

    private SampleReport() {}

    public static void main(String[] arguments) throws IOException {
        List<String> warnings = List.of("encoder.2: 3 of 32 outputs were 0 for every sample of the last epoch");
        HtmlReport.write(
                Path.of(arguments[0]),
                arguments.length > 1 ? coded("Rings, coded") : of("Rings, 784-128-8", 60, warnings));
    }

    static RunReport of(String title, int epochs, List<String> warnings) {
        return new RunReport(
                title,
                model(),
                new RunReport.Training("model:\n  hidden: [128]\n  code: 8\n", history(epochs, warnings)),
                evaluation(),
                SAMPLES,
                views(),
                List.of(new RunReport.Compression("rings.idx", 313_616, 4_312, true)),
                new RunReport.Environment(
                        "hourglass train rings.yaml --seed 1",
                        "17.0.15",
                        "vector, 512 bit",
                        2,
                        List.of(new RunReport.StageTiming("read data", 0.213))));
    }

    /** Returns the same of a model that codes pictures at four tradeoffs. */
    static RunReport coded(String title) {
        RunReport plain = of(title, 12, List.of());
        Evaluation known = plain.evaluation();
        List<TradeoffRate> rates = List.of(
                new TradeoffRate(0.0009, 0.21, 27.1, 0.912),
                new TradeoffRate(0.002, 0.36, 29.2, 0.949),
                new TradeoffRate(0.0043, 0.58, 31.4, 0.97),
                new TradeoffRate(0.0093, 0.91, 33.9, 0.984));
        return new RunReport(
                plain.title(),
                plain.model(),
                plain.training(),
                new Evaluation(
                        known.rows(),
                        known.metrics(),
                        known.sampleErrors(),
                        known.code(),
                        new LatentUse(List.of()),
                        rates,
                        known.size(),
                        known.timing()),
                plain.samples(),
                CodeViews.NONE,
                List.of(),
                plain.environment());
    }

    private static Samples.Images samples() {
        Dataset originals = Dataset.of("rings", SCHEMA, rings(), List.of());
        float[] reconstructions = Pca.fit(originals, 8).reconstruct(originals.values());
        for (float error : ErrorMetrics.sampleErrors(originals.values(), reconstructions, SCHEMA.features())) {
            ERRORS.add(error);
        }
        return Samples.Images.choose(originals, reconstructions, ERRORS, 24, 1);
    }

    private static CodeViews views() {
        CodeViews.Panel panel = new CodeViews.Panel(
                "prior", "Drawn from the prior", "New rings.", SAMPLES.random().originals(), 6);
        List<CodeViews.Group> groups = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(2);
        for (int group = 0; group < 10; group++) {
            List<CodeViews.Point> points = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                points.add(new CodeViews.Point(
                        (float) (group % 4 + random.nextDouble()), (float) (group * 0.3 + random.nextDouble())));
            }
            groups.add(new CodeViews.Group("size " + group, points));
        }
        return new CodeViews(List.of(panel), new CodeViews.CodeMap("By size.", "code 0", "code 1", groups));
    }

    private static RunReport.Model model() {
        return new RunReport.Model(
                "dense",
                Shape.of(1, 28, 28),
                8,
                List.of(
                        new LayerSummary("encoder.0", "Linear", Shape.of(128), 100_480),
                        new LayerSummary("encoder.1", "ReLU", Shape.of(128), 0),
                        new LayerSummary("encoder.2", "Linear", Shape.of(8), 1_032),
                        new LayerSummary("decoder.0", "Linear", Shape.of(128), 1_152),
                        new LayerSummary("decoder.1", "ReLU", Shape.of(128), 0),
                        new LayerSummary("decoder.2", "Linear", Shape.of(784), 101_136)));
    }

    private static History history(int count, List<String> warnings) {
        SplittableRandom random = new SplittableRandom(3);
        List<EpochRecord> epochs = new ArrayList<>();
        for (int epoch = 1; epoch <= count; epoch++) {
            double loss = 0.02 + 0.2 / epoch + 0.002 * random.nextDouble();
            List<LayerRecord> layers = new ArrayList<>();
            for (int i = 0; i < LAYERS.size(); i++) {
                layers.add(new LayerRecord(
                        LAYERS.get(i), (i + 1) * 0.05 / StrictMath.sqrt(epoch) * (1 + random.nextDouble()), 0, 1, 0));
            }
            double rate = epoch < count / 2 ? 1e-3 : 1e-4;
            epochs.add(new EpochRecord(epoch, epoch * 200L, loss, loss * 1.06, rate, 180_000, layers));
        }
        return new History(epochs, Math.max(1, count - 3), "reached " + count + " epochs", warnings, 74.2);
    }

    private static Evaluation evaluation() {
        List<CodeDimension> code = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            code.add(i == 5 ? new CodeDimension(0, 0, 0, 0) : new CodeDimension(-1 - i * 0.2, 3 - i * 0.1, 1, 0.7));
        }
        List<Metric> metrics = List.of(
                new Metric("MSE", "", 0.00812, 0.01324, false),
                new Metric("MAE", "", 0.0401, 0.0388, false),
                new Metric("PSNR", "dB", 21.4, 19.2, true),
                new Metric("SSIM", "", 0.912, 0.871, true),
                new Metric("BCE", "nats", 0.0912, Double.NaN, false));
        return new Evaluation(
                IMAGES,
                metrics,
                ERRORS,
                code,
                use(),
                List.of(),
                new Evaluation.Size(784, 8, 784, 8),
                new Evaluation.Timing(1.9, 2.3));
    }

    private static LatentUse use() {
        List<LatentUse.Dimension> dimensions = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            dimensions.add(i < 5 ? new LatentUse.Dimension(3 - i * 0.4, 0.95) : new LatentUse.Dimension(0.004, 0.002));
        }
        return new LatentUse(dimensions);
    }

    /** Rings of random centre, radius and thickness. */
    private static float[] rings() {
        SplittableRandom random = new SplittableRandom(5);
        float[] values = new float[IMAGES * SCHEMA.features()];
        for (int image = 0; image < IMAGES; image++) {
            double centreX = 14 + 6 * (random.nextDouble() - 0.5);
            double centreY = 14 + 6 * (random.nextDouble() - 0.5);
            double radius = 4 + 6 * random.nextDouble();
            double thickness = 1 + 1.5 * random.nextDouble();
            for (int i = 0; i < SCHEMA.features(); i++) {
                int row = i / SCHEMA.width();
                double distance = StrictMath.hypot(i % SCHEMA.width() - centreX, row - centreY);
                double edge = thickness + 0.5 - Math.abs(distance - radius);
                values[image * SCHEMA.features() + i] = (float) Math.min(1, Math.max(0, edge));
            }
        }
        return values;
    }
}
