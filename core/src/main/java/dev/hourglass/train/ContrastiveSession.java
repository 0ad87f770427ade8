package dev.hourglass.train;

import dev.hourglass.data.Dataset;
import dev.hourglass.model.ActivationFunction;
import dev.hourglass.model.Autoencoder;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.model.Latent;
import dev.hourglass.model.Likelihood;
import dev.hourglass.model.ModelConfig;
import dev.hourglass.nn.BoltzmannUnits;
import dev.hourglass.nn.ContrastivePlan;
import dev.hourglass.nn.LayerStatistics;
import dev.hourglass.nn.LossMeter;
import dev.hourglass.nn.ParameterLayout;
import dev.hourglass.nn.Parameters;
import dev.hourglass.nn.RowLoss;
import dev.hourglass.nn.TrainingPlan;
import dev.hourglass.nn.WeightInitializer;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.train.EpochRecord.LayerRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Steps of contrastive divergence: the weights of a restricted Boltzmann machine, optimiser and plan. */
final class ContrastiveSession implements Session {
    private static final String ENCODER = "encoder.0";
    private static final String DECODER = "decoder.0";
    private static final String BINARY_MACHINE = "a Boltzmann machine with sigmoid outputs";

    private final ContrastivePlan.Chains chains;
    private final InputConfig input;
    private final Autoencoder model;
    private final Parameters parameters;
    private final Optimizer optimizer;
    private final ContrastivePlan plan;
    private final LossMeter meter;
    private final FreeEnergy freeEnergy;
    private final Parameters chain;
    private long steps;

    ContrastiveSession(
            ModelConfig modelConfig,
            Objective.ContrastiveDivergence objective,
            TrainerConfig config,
            RunOptions options,
            Kernels kernels) {
        DenseConfig machine = requireMachine(modelConfig, objective);
        Tasks.requireFreeCodes("objective " + objective.id(), config);
        this.input = config.input();
        input.check(modelConfig.inputShape());
        if (input.corruption().isPresent()) {
            throw new IllegalArgumentException("objective " + objective.id()
                    + " learns the distribution of its samples, so that they must not be corrupted; leave corruption"
                    + " out");
        }
        this.chains = new ContrastivePlan.Chains(
                units(machine.encoder().get(0).activation()),
                units(machine.decoder().get(0).activation()),
                objective.steps(),
                objective.isPersistent(),
                input.transform(modelConfig.inputShape()));
        requireDistribution(chains);
        this.model = modelConfig.build();
        this.parameters =
                WeightInitializer.initialize(ParameterLayout.of(model), modelConfig.initializer(), options.seed());
        this.optimizer = Optimizer.create(config.optimizer(), parameters, kernels);
        this.plan = new ContrastivePlan(
                chains,
                parameters,
                config.penalty(),
                optimizer,
                new TrainingPlan.Settings(config.batchSize(), options.threads(), options.seed()),
                kernels);
        this.meter = LossMeter.ofReconstruction(
                model, parameters, Losses.bind(new Objective.MeanSquaredError()), options.threads(), kernels);
        this.freeEnergy = new FreeEnergy(machine, chains, parameters, options.threads(), kernels);
        this.chain =
                new Parameters(ParameterLayout.ofState("chain", Shape.of(config.batchSize(), machine.latentSize())));
    }

    private static DenseConfig requireMachine(ModelConfig model, Objective objective) {
        if (model instanceof DenseConfig dense
                && dense.encoder().size() == 1
                && dense.decoder().size() == 1
                && dense.isTied()
                && dense.latent() instanceof Latent.Point
                && dense.likelihood() instanceof Likelihood.Direct
                && isUnit(dense.encoder().get(0).activation())
                && isUnit(dense.decoder().get(0).activation())) {
            return dense;
        }
        throw new IllegalArgumentException("objective " + objective.id()
                + " needs a restricted Boltzmann machine: a dense model of one tied layer whose code and output are"
                + " sigmoid or linear; leave hidden layers out, or pretrain them instead");
    }

    /** Normal units on both sides have no distribution once a singular value of W reaches 1: their chains run away. */
    private static void requireDistribution(ContrastivePlan.Chains chains) {
        if (chains.isPersistent()
                && chains.hidden() == BoltzmannUnits.NORMAL
                && chains.visible() == BoltzmannUnits.NORMAL) {
            throw new IllegalArgumentException(
                    "objective pcd needs sigmoid code or output, but both are linear; use cd");
        }
    }

    /** Returns whether units of this function can be drawn. */
    static boolean isUnit(ActivationFunction function) {
        return function == ActivationFunction.SIGMOID || function == ActivationFunction.LINEAR;
    }

    private static BoltzmannUnits units(ActivationFunction function) {
        return function == ActivationFunction.SIGMOID ? BoltzmannUnits.BINARY : BoltzmannUnits.NORMAL;
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
        GradientSession.requireSameLayout(initial, parameters);
        parameters.copyFrom(initial);
        plan.refresh();
    }

    @Override
    public long steps() {
        return steps;
    }

    @Override
    public long sizeBytes() {
        return plan.sizeBytes()
                + meter.sizeBytes()
                + 4L * parameters.values().length * optimizer.state().size();
    }

    @Override
    public void check(Dataset train) {
        if (chains.visible() == BoltzmannUnits.BINARY) {
            RangeCheck.requireUnitRange(BINARY_MACHINE, "linear outputs", train);
            RangeCheck.requireNoNoise(BINARY_MACHINE, input);
        }
    }

    @Override
    public Examples examples(Dataset data) {
        return Examples.of(data.values(), data.rows());
    }

    @Override
    public double step(double learningRate, Examples examples, int[] order, int from, int count, boolean isProbed) {
        steps++;
        optimizer.prepare(steps, learningRate);
        return plan.step(examples.samples(), order, from, count, steps, isProbed);
    }

    @Override
    public double measure(Examples examples) {
        return meter.measure(examples.samples(), examples.rows());
    }

    @Override
    public Map<String, Double> terms(Examples train, Examples validation) {
        Map<String, Double> terms = new LinkedHashMap<>();
        Examples measured = validation.rows() > 0 ? validation : train;
        terms.put("squared_error", measure(measured.head(FreeEnergy.MOST_ROWS)) * model.features());
        if (validation.rows() > 0) {
            double gap = freeEnergy.mean(validation) - freeEnergy.mean(train.head(validation.rows()));
            terms.put("free_energy_gap", gap);
        }
        return terms;
    }

    @Override
    public List<LayerRecord> layerRecords() {
        return List.of(record(ENCODER, plan.hidden()), record(DECODER, plan.visible()));
    }

    private LayerRecord record(String path, LayerStatistics outputs) {
        return new LayerRecord(
                path, plan.gradientNorm(path + "."), outputs.mean(), outputs.deviation(), outputs.zeroShare());
    }

    @Override
    public String brokenLayer() {
        return plan.hidden().isFinite() ? DECODER : ENCODER;
    }

    @Override
    public RowLoss loss() {
        return Losses.bind(new Objective.MeanSquaredError()).loss();
    }

    /** There is no loss whose gradient the statistics would be. */
    @Override
    public List<String> lossWarnings(Examples examples, int rows) {
        return List.of();
    }

    @Override
    public List<Parameters> state() {
        List<Parameters> state = new ArrayList<>(optimizer.state());
        if (chains.isPersistent()) {
            plan.saveChain(chain);
            state.add(chain);
        }
        return state;
    }

    @Override
    public void restore(long taken, Parameters weights, List<Parameters> state) {
        steps = taken;
        parameters.copyFrom(weights);
        List<Parameters> own = optimizer.state();
        for (int i = 0; i < own.size(); i++) {
            own.get(i).copyFrom(state.get(i));
        }
        if (chains.isPersistent()) {
            plan.restoreChain(state.get(own.size()));
        }
        plan.refresh();
    }
}
