package dev.hourglass.train;

import dev.hourglass.model.Autoencoder;
import dev.hourglass.model.ModelConfig;
import dev.hourglass.nn.Parameters;
import dev.hourglass.tensor.kernel.Kernels;

/**
 * Takes training steps one by one, for those whose order of samples is their own; {@link Trainer} makes whole runs of
 * the same steps. Not thread-safe; confine to one thread.
 */
public final class TrainingSession {
    private final TrainerConfig config;
    private final Session session;
    private Examples examples = Examples.of(new float[0], 0);

    /**
     * Prepares steps from initial weights of the seed.
     *
     * @param modelConfig the model
     * @param config the objective, the optimiser, the penalty and the batch size; schedule and stopping are the
     *     caller's
     * @param options the seed and the number of threads
     * @param kernels what computes
     */
    public TrainingSession(ModelConfig modelConfig, TrainerConfig config, RunOptions options, Kernels kernels) {
        this.config = config;
        this.session = Session.create(modelConfig, config, options, kernels);
    }

    /**
     * Starts from other weights than the seed's; call before the first step.
     *
     * @param initial weights of the same layout; not modified
     * @throws IllegalArgumentException if the layouts differ
     */
    public void startFrom(Parameters initial) {
        session.startFrom(initial);
    }

    /**
     * Takes a step at the base learning rate. Allocates nothing.
     *
     * @param samples the data, row-major [N, D]; not modified
     * @param order indices of rows; not modified
     * @param from the first entry of the order to take
     * @param count rows to take, at most the batch size
     * @return the mean loss of a value, with what the weights add
     */
    @SuppressWarnings("ReferenceEquality") // whether it is the same array is the question
    public double step(float[] samples, int[] order, int from, int count) {
        if (examples.samples() != samples) {
            examples = Examples.of(samples, samples.length / model().features());
        }
        return session.step(config.learningRate(), examples, order, from, count, false);
    }

    /** Returns the model. */
    public Autoencoder model() {
        return session.model();
    }

    /** Returns the weights; shared, every step changes them. */
    public Parameters parameters() {
        return session.parameters();
    }

    /** Returns the number of steps taken. */
    public long steps() {
        return session.steps();
    }

    /** Returns the memory the session takes, in bytes. */
    public long sizeBytes() {
        return session.sizeBytes();
    }
}
