package dev.hourglass.reproduce;

import dev.hourglass.data.Dataset;
import dev.hourglass.data.VectorSchema;
import dev.hourglass.model.ActivationFunction;
import dev.hourglass.model.Autoencoder;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.nn.Inference;
import dev.hourglass.nn.Inference.Direction;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.train.Objective;
import dev.hourglass.train.RunOptions;
import dev.hourglass.train.ScheduleConfig;
import dev.hourglass.train.Trainer;
import dev.hourglass.train.TrainerConfig;
import dev.hourglass.train.TrainingListener;
import java.io.IOException;
import java.util.List;

/**
 * Learns rows by a dense autoencoder of tanh layers with a linear end, and says how far others are from what it makes
 * of them. Not thread-safe.
 */
final class RowAutoencoder {
    private final Inference inference;
    private final int features;

    private RowAutoencoder(Inference inference, int features) {
        this.inference = inference;
        this.features = features;
    }

    /**
     * Says how it is trained: by Adam at a rate that falls along a cosine.
     *
     * @param hidden the sizes between rows and code
     * @param latentSize L, the size of the code
     * @param epochs how often each row is seen
     * @param batchSize rows of a step
     * @param learningRate the rate of the first step
     */
    record Settings(List<Integer> hidden, int latentSize, int epochs, int batchSize, double learningRate) {}

    /**
     * Trains.
     *
     * @param rows [N, D], normalized; not modified
     * @param features D
     * @param settings how
     * @param options seed and threads
     * @param listener hears of the course
     * @throws IOException never, as no checkpoint is kept
     */
    static RowAutoencoder train(
            float[] rows, int features, Settings settings, RunOptions options, TrainingListener listener)
            throws IOException {
        Dataset data = Dataset.of("rows", new VectorSchema(Shape.of(features)), rows, List.of());
        DenseConfig model = DenseConfig.symmetric(
                Shape.of(features),
                settings.hidden(),
                settings.latentSize(),
                ActivationFunction.TANH,
                ActivationFunction.LINEAR);
        TrainerConfig training = TrainerConfig.defaults(new Objective.MeanSquaredError(), settings.epochs())
                .withBatchSize(settings.batchSize())
                .withLearningRate(settings.learningRate())
                .withSchedule(new ScheduleConfig.Cosine(0));
        Autoencoder networks = model.build();
        Inference inference = Inference.create(
                networks,
                new Trainer(model, training, options.withLossCheck(false))
                        .train(data, data.head(0), listener)
                        .parameters(),
                Direction.RECONSTRUCT,
                options.threads(),
                Kernels.best());
        return new RowAutoencoder(inference, features);
    }

    /** Returns what is left of the first rows of a buffer without their reconstruction, [count, D]. */
    float[] residuals(float[] rows, int count) {
        float[] residuals = new float[Math.multiplyExact(count, features)];
        inference.run(rows, 0, residuals, count);
        for (int i = 0; i < residuals.length; i++) {
            residuals[i] = rows[i] - residuals[i];
        }
        return residuals;
    }

    /** Returns the squared error of every value of the first rows of a buffer, [count, D]. */
    float[] squaredErrors(float[] rows, int count) {
        float[] errors = residuals(rows, count);
        for (int i = 0; i < errors.length; i++) {
            errors[i] *= errors[i];
        }
        return errors;
    }

    /** Returns the mean squared error of the first rows of a buffer, [count]. */
    double[] errors(float[] rows, int count) {
        float[] squared = squaredErrors(rows, count);
        double[] errors = new double[count];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < features; j++) {
                errors[i] += squared[i * features + j];
            }
            errors[i] /= features;
        }
        return errors;
    }
}
