package dev.hourglass.anomaly.scorer;

import dev.hourglass.data.Dataset;
import dev.hourglass.data.VectorSchema;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.nn.Divergence;
import dev.hourglass.nn.Parameters;
import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.train.Objective;
import dev.hourglass.train.RunOptions;
import dev.hourglass.train.ScheduleConfig;
import dev.hourglass.train.StoppingConfig;
import dev.hourglass.train.Trainer;
import dev.hourglass.train.TrainerConfig;
import dev.hourglass.train.TrainingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Draws rows for the members of an ensemble and trains them, from the start or from what they know. Immutable and safe
 * for concurrent use.
 *
 * @param config how
 * @param seed all randomness comes from it
 */
record MemberTraining(AutoencoderConfig.Training config, long seed) {
    /**
     * Trains a member.
     *
     * @param network its description
     * @param rows [N, D], scaled; not modified
     * @param start the weights to go on from; nothing for random ones
     * @param index which member it is
     * @return its weights
     */
    Parameters train(DenseConfig network, float[] rows, Optional<Parameters> start, int index) {
        Dataset data = Dataset.of("rows", new VectorSchema(network.inputShape()), rows, List.of());
        int epochs = config.epochs(data.rows());
        Objective objective =
                network.latent().isNormal() ? new Objective.Elbo(Divergence.plain()) : new Objective.MeanSquaredError();
        TrainerConfig training = TrainerConfig.defaults(objective, epochs)
                .withLearningRate(config.learningRate())
                .withSchedule(new ScheduleConfig.Cosine(0))
                .withStopping(StoppingConfig.defaults(epochs))
                .withBatchSize(config.batchSize());
        long memberSeed = random("weights of member " + index).nextLong();
        RunOptions options = RunOptions.defaults(memberSeed).withThreads(1).withLossCheck(false);
        Trainer trainer = new Trainer(network, training, options);
        start.ifPresent(trainer::startingFrom);
        try {
            return trainer.train(data, data.head(0), TrainingListener.SILENT).parameters();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // no checkpoint is written, so no disk is asked
        }
    }

    /** Returns a copy of rows [.., D], or of {@code most} of them in random order. */
    float[] draw(float[] rows, int count, int features, int most, String purpose) {
        if (count <= most) {
            return Arrays.copyOf(rows, count * features);
        }
        int[] order = random(purpose).permutation(count);
        float[] drawn = new float[Math.multiplyExact(most, features)];
        for (int i = 0; i < most; i++) {
            System.arraycopy(rows, order[i] * features, drawn, i * features, features);
        }
        return drawn;
    }

    /** Returns the rows of {@code count} that a member keeps hidden values of, at most {@code samples}. */
    int[] neighbours(int index, int count, int samples) {
        int[] order = random("neighbours of member " + index).permutation(count);
        return Arrays.copyOf(order, Math.min(count, samples));
    }

    SeededRandom random(String purpose) {
        return new SeededRandom(seed).fork(purpose);
    }
}
