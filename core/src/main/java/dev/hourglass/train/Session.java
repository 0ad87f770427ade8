package dev.hourglass.train;

import dev.hourglass.data.Dataset;
import dev.hourglass.model.Autoencoder;
import dev.hourglass.model.ModelConfig;
import dev.hourglass.nn.Parameters;
import dev.hourglass.nn.RowLoss;
import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.train.EpochRecord.LayerRecord;
import java.util.List;
import java.util.Map;

/**
 * Steps of one algorithm, bound to the weights they change: what {@link Trainer} makes a run of. Not thread-safe;
 * confine to one thread.
 */
interface Session {
    /** Creates the session of a configuration's objective, with initial weights of the seed. */
    static Session create(ModelConfig model, TrainerConfig config, RunOptions options, Kernels kernels) {
        if (config.objective() instanceof Objective.ContrastiveDivergence divergence) {
            config.freezing().requireNone(divergence);
            return new ContrastiveSession(model, divergence, config, options, kernels);
        }
        if (config.objective() instanceof Objective.Adversarial adversarial) {
            config.freezing().requireNone(adversarial);
            return new AdversarialSession(model, adversarial, config, options, kernels);
        }
        return new GradientSession(GradientSession.Subject.of(model, config, options.seed()), config, options, kernels);
    }

    /** Returns the model. */
    Autoencoder model();

    /** Returns the weights; shared, every step changes them. */
    Parameters parameters();

    /**
     * Starts from other weights than the seed's; before the first step.
     *
     * @throws IllegalArgumentException if the layouts differ
     */
    void startFrom(Parameters initial);

    /** Returns the number of steps taken. */
    long steps();

    /** Returns the memory the session takes, in bytes. */
    long sizeBytes();

    /**
     * Checks that the objective is defined for every sample.
     *
     * @throws IllegalArgumentException if it is not
     */
    void check(Dataset train);

    /** Returns what steps take of a data set. */
    Examples examples(Dataset data);

    /**
     * Takes a step. Allocates nothing.
     *
     * @param learningRate the step's rate
     * @param examples the data
     * @param order indices of rows; not modified
     * @param from the first entry of the order to take
     * @param count rows to take, at most the batch size
     * @param isProbed whether {@link #layerRecords} is to tell of the step
     * @return the mean loss
     */
    double step(double learningRate, Examples examples, int[] order, int from, int count, boolean isProbed);

    /** Returns the mean loss of the weights as they are, as a trained model would give it. */
    double measure(Examples examples);

    /**
     * Measures, after an epoch, what the loss does not show, by name in a fixed order; possibly nothing.
     *
     * @param train what the epoch trained on
     * @param validation possibly of no rows
     */
    Map<String, Double> terms(Examples train, Examples validation);

    /** Returns how each layer with weights fared in the last probed step. */
    List<LayerRecord> layerRecords();

    /** Returns the path of the first layer whose outputs were not finite in the last step, or else of the last. */
    String brokenLayer();

    /** Returns the loss of a row, to time it. */
    RowLoss loss();

    /** Returns what is wrong with the gradients of the loss on these rows, one sentence each. */
    List<String> lossWarnings(Examples examples, int rows);

    /** Returns what the next step depends on beside weights and step count: an optimiser's arrays, chains; shared. */
    List<Parameters> state();

    /** Continues where another session was: its steps, its weights and its state; copied. */
    void restore(long taken, Parameters weights, List<Parameters> state);
}
