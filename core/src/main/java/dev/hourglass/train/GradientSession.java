package dev.hourglass.train;

import dev.hourglass.data.Dataset;
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
import dev.hourglass.train.EpochRecord.LayerRecord;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Steps against the gradient of a loss: weights, optimiser and one plan. */
final class GradientSession implements Session {
    private final TrainerConfig config;
    private final Autoencoder model;
    private final Parameters parameters;
    private final Optimizer optimizer;
    private final TrainingPlan plan;
    private final TrainingPlan.Task task;
    private final Function<Dataset, Examples> examples;
    private final RunOptions options;
    private final Kernels kernels;
    private final LossMeter meter;
    private long steps;

    /**
     * What is trained, and on what.
     *
     * @param model the model
     * @param parameters its weights; steps change them
     * @param task what a step runs
     * @param examples what it takes of a data set
     */
    record Subject(
            Autoencoder model, Parameters parameters, TrainingPlan.Task task, Function<Dataset, Examples> examples) {
        /** Returns a model of initial weights that is trained to give samples back. */
        static Subject of(ModelConfig config, TrainerConfig training, long seed) {
            Autoencoder model = config.build();
            ParameterLayout layout = ParameterLayout.of(model);
            return new Subject(
                    model,
                    WeightInitializer.initialize(layout, config.initializer(), seed),
                    training.freezing().apply(Tasks.of(model, training), layout),
                    data -> Examples.of(data.values(), data.rows()));
        }
    }

    GradientSession(Subject subject, TrainerConfig config, RunOptions options, Kernels kernels) {
        this.config = config;
        this.model = subject.model();
        this.parameters = subject.parameters();
        this.examples = subject.examples();
        this.optimizer = Optimizer.create(config.optimizer(), parameters, kernels);
        this.task = subject.task();
        this.options = options;
        this.kernels = kernels;
        this.plan = new TrainingPlan(
                task,
                parameters,
                config.penalty(),
                optimizer,
                new TrainingPlan.Settings(config.batchSize(), options.threads(), options.seed()),
                kernels);
        this.meter =
                new LossMeter(task.withTransform(config.input().measured()), parameters, options.threads(), kernels);
    }

    @Override
    public Autoencoder model() {
        return model;
    }

    @Override
    public Parameters parameters() {
        return parameters;
    }

    @Override
    public void startFrom(Parameters initial) {
        requireSameLayout(initial, parameters);
        parameters.copyFrom(initial);
        plan.refresh();
    }

    /** Requires weights of the same layers. */
    static void requireSameLayout(Parameters initial, Parameters own) {
        if (!initial.layout().parameters().equals(own.layout().parameters())) {
            throw new IllegalArgumentException(
                    "initial weights must come from a model of the same layers, but their layers differ");
        }
    }

    @Override
    public long steps() {
        return steps;
    }

    @Override
    public long sizeBytes() {
        return plan.sizeBytes() + meter.sizeBytes() + 4L * parameters.values().length * state().size();
    }

    @Override
    public void check(Dataset train) {
        RangeCheck.check(model.likelihood(), config.objective(), config.input(), train);
    }

    @Override
    public Examples examples(Dataset data) {
        return examples.apply(data);
    }

    @Override
    public double step(double learningRate, Examples examples, int[] order, int from, int count, boolean isProbed) {
        steps++;
        optimizer.prepare(steps, learningRate);
        return plan.step(examples.samples(), examples.targets(), order, from, count, steps, isProbed);
    }

    @Override
    public double measure(Examples examples) {
        return meter.measure(examples.samples(), examples.targets(), examples.rows());
    }

    @Override
    public Map<String, Double> terms(Examples train, Examples validation) {
        return plan.takeTerms();
    }

    @Override
    public List<LayerRecord> layerRecords() {
        return PlanRecords.of(plan);
    }

    @Override
    public String brokenLayer() {
        return PlanRecords.brokenLayer(plan);
    }

    @Override
    public RowLoss loss() {
        return task.loss().loss();
    }

    @Override
    public List<String> lossWarnings(Examples examples, int rows) {
        GradientProbe probe = new GradientProbe(task, parameters, config.penalty(), rows, options.seed(), kernels);
        return LossCheck.warnings(probe, config.objective(), examples, rows);
    }

    @Override
    public List<Parameters> state() {
        return optimizer.state();
    }

    @Override
    public void restore(long taken, Parameters weights, List<Parameters> state) {
        steps = taken;
        parameters.copyFrom(weights);
        for (int i = 0; i < state.size(); i++) {
            state().get(i).copyFrom(state.get(i));
        }
        plan.refresh();
    }
}
