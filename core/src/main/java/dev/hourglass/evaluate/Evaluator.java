package dev.hourglass.evaluate;

import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.data.DataSchema;
import dev.hourglass.data.Dataset;
import dev.hourglass.data.ImageSchema;
import dev.hourglass.evaluate.Evaluation.CodeDimension;
import dev.hourglass.evaluate.Evaluation.Metric;
import dev.hourglass.evaluate.Evaluation.Size;
import dev.hourglass.evaluate.Evaluation.Timing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Measures a model on data, beside PCA of the same code size. Errors are measured after normalization, in the units the
 * model was trained in, so that no column drowns the others; images are not normalised by default, and theirs are
 * pixels. Stateless and safe for concurrent use.
 */
public final class Evaluator {
    private static final int MOST_FEATURES = 4096;
    private static final long MOST_WEIGHTS = 1L << 25;

    private Evaluator() {}

    /**
     * Measures.
     *
     * @param model the model
     * @param data samples in their own units, at least 1
     * @param pcaTraining samples the baseline is fitted on: the model's training part where it is at hand, else the
     *     data itself, which flatters PCA; no baseline where it would tell nothing or take hours
     * @return the figures
     */
    public static Evaluation evaluate(TrainedModel model, Dataset data, Dataset pcaTraining) {
        float[] originals = model.normalization().apply(data).values();
        float[] training = model.normalization().apply(pcaTraining).values();
        int features = model.features();
        int rows = data.rows();
        long started = System.nanoTime();
        float[] codes = model.encode(data.values(), rows);
        long encoded = System.nanoTime();
        model.decode(codes, rows);
        long decoded = System.nanoTime();
        float[] reconstructions = model.reconstructNormalized(originals, rows);
        float[] baseline = baseline(model, training, originals);
        DataSchema schema = model.schema();
        List<Float> errors = new ArrayList<>(rows);
        for (float error : ErrorMetrics.sampleErrors(originals, reconstructions, features)) {
            errors.add(error);
        }
        return new Evaluation(
                rows,
                metrics(schema, originals, reconstructions, baseline),
                errors,
                code(codes, rows, model.latentSize()),
                LatentUse.of(model, data),
                TradeoffRates.of(model, data),
                new Size(features, model.latentSize(), schema.sampleBytes(), model.latentSize()),
                new Timing((encoded - started) / 1e3 / rows, (decoded - encoded) / 1e3 / rows));
    }

    /** Where codes are as large as samples PCA loses nothing, and tells nothing; where both are huge it takes hours. */
    private static float[] baseline(TrainedModel model, float[] training, float[] originals) {
        int features = model.features();
        int components = Math.min(model.latentSize(), features);
        if (features <= MOST_FEATURES || (components < features && (long) components * features <= MOST_WEIGHTS)) {
            return Pca.fit(training, features, components).reconstruct(originals);
        }
        float[] none = new float[originals.length];
        Arrays.fill(none, Float.NaN);
        return none;
    }

    private static List<Metric> metrics(DataSchema schema, float[] originals, float[] ours, float[] pca) {
        ErrorMetrics model = ErrorMetrics.of(originals, ours, schema.features());
        ErrorMetrics base = ErrorMetrics.of(originals, pca, schema.features());
        List<Metric> metrics = new ArrayList<>();
        metrics.add(new Metric("MSE", "", model.meanSquaredError(), base.meanSquaredError(), false));
        metrics.add(new Metric("MAE", "", model.meanAbsoluteError(), base.meanAbsoluteError(), false));
        metrics.add(new Metric("RMSE", "", model.rootMeanSquaredError(), base.rootMeanSquaredError(), false));
        if (schema instanceof ImageSchema image) {
            StructuralSimilarity similarity = StructuralSimilarity.of(image);
            metrics.add(new Metric("BCE", "nats", model.binaryCrossEntropy(), base.binaryCrossEntropy(), false));
            metrics.add(new Metric("PSNR", "dB", model.peakSignalToNoise(), base.peakSignalToNoise(), true));
            metrics.add(
                    new Metric("SSIM", "", similarity.mean(originals, ours), similarity.mean(originals, pca), true));
        } else {
            metrics.add(new Metric("R2", "", model.r2(), base.r2(), true));
        }
        return metrics;
    }

    private static List<CodeDimension> code(float[] codes, int rows, int latentSize) {
        List<CodeDimension> dimensions = new ArrayList<>(latentSize);
        for (int j = 0; j < latentSize; j++) {
            double min = Double.POSITIVE_INFINITY;
            double max = Double.NEGATIVE_INFINITY;
            double sum = 0;
            for (int i = 0; i < rows; i++) {
                double value = codes[i * latentSize + j];
                min = Math.min(min, value);
                max = Math.max(max, value);
                sum += value;
            }
            double mean = sum / rows;
            double squares = 0;
            for (int i = 0; i < rows; i++) {
                double deviation = codes[i * latentSize + j] - mean;
                squares += deviation * deviation;
            }
            dimensions.add(new CodeDimension(min, max, mean, min == max ? 0 : Math.sqrt(squares / rows)));
        }
        return dimensions;
    }
}
