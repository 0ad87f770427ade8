package dev.hourglass.train;

import dev.hourglass.model.Autoencoder;
import dev.hourglass.model.ModelConfig;
import dev.hourglass.nn.GradientProbe;
import dev.hourglass.nn.LossMeter;
import dev.hourglass.nn.ParameterLayout;
import dev.hourglass.nn.Parameters;
import dev.hourglass.nn.RowLoss;
import dev.hourglass.nn.TrainingPlan;
import dev.hourglass.nn.WeightInitializer;
import dev.hourglass.tensor.kernel.Kernels;
import java.util.List;

/**
 * Takes training steps one by one: weights, optimiser and plan of one run, bound together. {@link Trainer} makes runs
 * of such steps; use a session alone where the order of samples is your own. Not thread-safe; confine to one thread.
 */
public final class TrainingSession {
    private final TrainerConfig config;
    private final Autoencoder model;
    private final Parameters parameters;
    private final Optimizer optimizer;
    private final TrainingPlan plan;
    private final TrainingPlan.Task task;
    private final RunOptions options;
    private final Kernels kernels;
    private long steps;

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
        this.model = modelConfig.build();
        this.parameters =
                WeightInitializer.initialize(ParameterLayout.of(model), modelConfig.initializer(), options.seed());
        this.optimizer = Optimizer.create(config.optimizer(), parameters, kernels);
        this.task = Tasks.of(model, config.objective(), config.input());
        this.options = options;
        this.kernels = kernels;
        this.plan = new TrainingPlan(
                task,
                parameters,
                config.penalty(),
                optimizer,
                new TrainingPlan.Settings(config.batchSize(), options.threads(), options.seed()),
                kernels);
    }

    /**
     * Starts from other weights than the seed's; call before the first step.
     *
     * @param initial weights of the same layout; not modified
     * @throws IllegalArgumentException if the layouts differ
     */
    public void startFrom(Parameters initial) {
        if (!initial.layout().parameters().equals(parameters.layout().parameters())) {
            throw new IllegalArgumentException(
                    "initial weights must come from a model of the same layers, but their layers differ");
        }
        parameters.copyFrom(initial);
        plan.refresh();
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
    public double step(float[] samples, int[] order, int from, int count) {
        return step(config.learningRate(), samples, order, from, count, false);
    }

    /** Takes a step at another rate; a probed one stores gradients so that their norms can be told. */
    double step(double learningRate, float[] samples, int[] order, int from, int count, boolean isProbed) {
        steps++;
        optimizer.prepare(steps, learningRate);
        return plan.step(samples, order, from, count, steps, isProbed);
    }

    /** Returns the model. */
    public Autoencoder model() {
        return model;
    }

    /** Returns the weights; shared, every step changes them. */
    public Parameters parameters() {
        return parameters;
    }

    /** Returns the number of steps taken. */
    public long steps() {
        return steps;
    }

    /** Returns the memory the session takes, in bytes. */
    public long sizeBytes() {
        return plan.sizeBytes()
                + 4L * parameters.values().length * optimizerState().size();
    }

    /** Returns a meter of the loss of the weights as they are when it measures. */
    LossMeter meter() {
        return new LossMeter(task, parameters, options.threads(), kernels);
    }

    /** Returns the loss of a row. */
    RowLoss loss() {
        return task.loss().loss();
    }

    /** Returns what is wrong with the gradients of the loss on these samples, one sentence each. */
    List<String> lossWarnings(float[] samples, int rows) {
        GradientProbe probe = new GradientProbe(task, parameters, config.penalty(), rows, options.seed(), kernels);
        return LossCheck.warnings(probe, config.objective(), samples, rows);
    }

    TrainingPlan plan() {
        return plan;
    }

    /** Returns the optimiser's arrays; shared. */
    List<Parameters> optimizerState() {
        return optimizer.state();
    }

    /** Continues where another session was: its steps, its weights and its optimiser's arrays; copied. */
    void restore(long taken, Parameters weights, List<Parameters> state) {
        steps = taken;
        parameters.copyFrom(weights);
        for (int i = 0; i < state.size(); i++) {
            optimizerState().get(i).copyFrom(state.get(i));
        }
        plan.refresh();
    }
}
