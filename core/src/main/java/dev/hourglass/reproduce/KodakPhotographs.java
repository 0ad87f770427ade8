package dev.hourglass.reproduce;

import dev.hourglass.artifact.StoredModel;
import dev.hourglass.evaluate.RateCurve;
import dev.hourglass.evaluate.RateDistortion;
import dev.hourglass.file.TemporaryFile;
import dev.hourglass.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Codes the photographs of Kodak's lossless suite with a model that learned from others, at ten qualities, and sets the
 * bytes of whole files and the PSNR beside JPEG, measured on the spot, and WebP. Rates are means over photographs, and
 * so are PSNR and MS-SSIM; curves are linear in the logarithm of the rate.
 *
 * <p>The figures of WebP were measured with libwebp, method 6, on the twelve photographs of odd numbers.
 */
final class KodakPhotographs implements Recipe {
    private static final double LEAST_RATE = 0.2;
    private static final double LARGEST_RATE = 1.0;
    private static final String JPEG = "JPEG";
    private static final double[] RATES = {0.2, 0.3, 0.5, 0.75, 1.0};
    private static final List<Double> QUALITIES =
            List.of(0.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0, 100.0);
    private static final List<Double> JPEG_QUALITIES =
            List.of(0.01, 0.03, 0.05, 0.08, 0.11, 0.15, 0.2, 0.25, 0.3, 0.37, 0.45, 0.53, 0.62, 0.7, 0.77, 0.83);
    private static final double[][] WEBP = {
        {0.161, 27.05},
        {0.224, 28.19},
        {0.282, 29.03},
        {0.386, 30.30},
        {0.484, 31.36},
        {0.584, 32.35},
        {0.679, 33.17},
        {0.771, 33.90},
        {0.880, 34.66},
        {1.148, 36.40}
    };
    private static final List<Double> QUICK_QUALITIES = List.of(0.0, 50.0, 100.0);
    private static final List<Double> QUICK_JPEG_QUALITIES = List.of(0.05, 0.3, 0.8);

    private final Training training;

    /** Makes the recipe of a way to learn. */
    KodakPhotographs(Training training) {
        this.training = training;
    }

    /** Learns a model of RGB pictures. */
    @FunctionalInterface
    interface Training {
        /**
         * Trains on photographs that are not Kodak's.
         *
         * @param run the options and where data is; a quick run takes seconds
         * @param listener hears of the course
         * @param file the model file to make
         */
        StoredModel train(Reproduction run, TrainingListener listener, Path file) throws IOException;
    }

    @Override
    public String name() {
        return "kodak";
    }

    @Override
    public String description() {
        return "Kodak's photographs with loss by a learned codec: PSNR at rates from 0.2 to 1.0 bits per pixel,"
                + " beside JPEG and WebP";
    }

    @Override
    public List<Finding> run(Reproduction run, TrainingListener listener) throws IOException {
        boolean isQuick = run.options().isQuick();
        PhotographFiles files = PhotographFiles.read(run.options().locator().folder(name()), isQuick);
        long started = System.nanoTime();
        try (TemporaryFile file = TemporaryFile.create(".safetensors")) {
            StoredModel stored = training.train(run, listener, file.path());
            RateDistortion rates = measure(stored, files, run.options());
            run.keep(rates);
            return findings(run, rates, started);
        }
    }

    /** Measures a model beside JPEG and WebP. */
    static RateDistortion measure(StoredModel stored, PhotographFiles files, ReproduceOptions options)
            throws IOException {
        boolean isQuick = options.isQuick();
        RateCurve own = RateMeasurement.curve(
                "Hourglass",
                PhotographCoder.of(stored, options.threads()),
                files,
                isQuick ? QUICK_QUALITIES : QUALITIES);
        RateCurve jpeg = RateMeasurement.curve(
                JPEG, PhotographCoder.jpeg(), files, isQuick ? QUICK_JPEG_QUALITIES : JPEG_QUALITIES);
        return new RateDistortion(
                files.photographs().size() + " photographs of Kodak's suite" + (isQuick ? ", small crops" : ""),
                "JPEG is measured here, as the JDK's libjpeg writes it (4:2:0, optimised tables); WebP was measured before,"
                        + " with libwebp, method 6, on the same whole photographs.",
                own,
                List.of(jpeg, webp()),
                files.bitsPerPixel(files.pngBytes()),
                stored.sizeBytes());
    }

    private static RateCurve webp() {
        List<RateCurve.Point> points = new ArrayList<>();
        for (double[] point : WEBP) {
            points.add(new RateCurve.Point(point[0], point[1], Double.NaN));
        }
        return new RateCurve("WebP", points);
    }

    private List<Finding> findings(Reproduction run, RateDistortion rates, long started) {
        RateCurve own = rates.own();
        RateCurve jpeg = rates.others().get(0);
        RateCurve webp = rates.others().get(1);
        List<Finding> findings = new ArrayList<>();
        margin(run, own, jpeg, started).ifPresent(findings::add);
        margin(run, own, webp, started).ifPresent(findings::add);
        for (double rate : RATES) {
            String at = String.format(Locale.ROOT, " at %.2f bpp, beside ", rate);
            beside(findings, run, "PSNR" + at + "JPEG", jpeg.psnrAt(rate), own.psnrAt(rate), started);
            beside(findings, run, "PSNR" + at + "WebP", webp.psnrAt(rate), own.psnrAt(rate), started);
            beside(
                    findings,
                    run,
                    "MS-SSIM" + at + "JPEG",
                    jpeg.multiScaleSimilarityAt(rate),
                    own.multiScaleSimilarityAt(rate),
                    started);
        }
        findings.add(run.finding(
                this,
                Figure.beside("largest rate, bpp, beside PNG", rates.losslessBitsPerPixel(), false),
                own.largest(),
                started));
        findings.add(run.finding(
                this, Figure.beside("the model, MB, not counted", 0, false), rates.modelBytes() / 1e6, started));
        return findings;
    }

    /** A quick model need not reach all rates: its margin is that over the rates it does reach, if there are any. */
    Optional<Finding> margin(Reproduction run, RateCurve own, RateCurve other, long started) {
        boolean isQuick = run.options().isQuick();
        double low = isQuick ? Math.max(LEAST_RATE, Math.max(own.least(), other.least())) : LEAST_RATE;
        double high = isQuick ? Math.min(LARGEST_RATE, Math.min(own.largest(), other.largest())) : LARGEST_RATE;
        if (low > high) {
            return Optional.empty();
        }
        String rates =
                isQuick ? String.format(Locale.ROOT, "%.3f to %.3f", low, high) : LEAST_RATE + " to " + LARGEST_RATE;
        String metric = "least PSNR above " + other.name() + ", " + rates + " bpp, dB";
        Figure figure = other.name().equals(JPEG) ? Figure.above(metric, 0) : Figure.beside(metric, 0, true);
        return Optional.of(run.finding(this, figure, own.smallestMargin(other, low, high), started));
    }

    /** Adds a rate that both curves reach. */
    private void beside(
            List<Finding> findings, Reproduction run, String metric, double other, double own, long started) {
        if (!Double.isNaN(other) && !Double.isNaN(own)) {
            findings.add(run.finding(this, Figure.beside(metric, other, true), own, started));
        }
    }
}
