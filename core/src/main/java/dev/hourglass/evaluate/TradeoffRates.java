package dev.hourglass.evaluate;

import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.data.Dataset;
import dev.hourglass.model.Latent;
import dev.hourglass.nn.CodedMeter;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.tensor.kernel.ScaledSimilarity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Measures rate and distortion of a model that codes its latent variable, at each of its tradeoffs. */
final class TradeoffRates {
    /** More tell hardly more, and each goes through the model once for every tradeoff. */
    private static final int MOST_SAMPLES = 128;

    private TradeoffRates() {}

    /** Returns one entry a tradeoff, rising; none of a model whose codes are not coded. */
    static List<TradeoffRate> of(TrainedModel model, Dataset data) {
        if (!(model.autoencoder().latent() instanceof Latent.Coded latent)) {
            return List.of();
        }
        Dataset samples = model.normalization().apply(data.head(Math.min(data.rows(), MOST_SAMPLES)));
        List<TradeoffRate> rates = new ArrayList<>();
        for (int tradeoff = 0; tradeoff < latent.tradeoffs().size(); tradeoff++) {
            rates.add(measure(model, samples.values(), tradeoff));
        }
        return rates;
    }

    private static TradeoffRate measure(TrainedModel model, float[] samples, int tradeoff) {
        int rows = samples.length / model.features();
        float[] restored = new float[samples.length];
        double[] bits = new double[rows];
        new CodedMeter(model.autoencoder(), model.parameters(), tradeoff, model.threads(), Kernels.best())
                .measure(samples, rows, restored, bits);
        for (int i = 0; i < restored.length; i++) {
            restored[i] = Math.min(1f, Math.max(0f, restored[i])); // as pixels of files are
        }
        Latent.Coded latent = (Latent.Coded) model.autoencoder().latent();
        return new TradeoffRate(
                latent.tradeoffs().get(tradeoff),
                Arrays.stream(bits).sum() / rows,
                ErrorMetrics.of(samples, restored, model.features()).peakSignalToNoise(),
                similarity(samples, restored, model.autoencoder().encoder().inputShape()));
    }

    private static double similarity(float[] samples, float[] restored, Shape shape) {
        ScaledSimilarity planes = new ScaledSimilarity(shape.dimension(1), shape.dimension(2));
        int size = planes.first().length;
        int count = samples.length / size;
        double sum = 0;
        for (int from = 0; from < samples.length; from += size) {
            for (int i = 0; i < size; i++) {
                planes.first()[i] = samples[from + i];
                planes.second()[i] = restored[from + i];
            }
            sum += planes.compare();
        }
        return sum / count;
    }
}
