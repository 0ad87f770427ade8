package dev.hourglass.train;

import dev.hourglass.data.Dataset;
import dev.hourglass.model.Autoencoder;
import dev.hourglass.model.Latent;
import dev.hourglass.model.Likelihood;
import dev.hourglass.model.ModelConfig;
import dev.hourglass.model.Network;
import dev.hourglass.nn.Chain;
import dev.hourglass.nn.Divergence;
import dev.hourglass.nn.Inference;
import dev.hourglass.nn.Link;
import dev.hourglass.nn.LossBinding;
import dev.hourglass.nn.LossMeter;
import dev.hourglass.nn.Parameter;
import dev.hourglass.nn.ParameterLayout;
import dev.hourglass.nn.Parameters;
import dev.hourglass.nn.RowLoss;
import dev.hourglass.nn.RowTransform;
import dev.hourglass.nn.TrainingPlan;
import dev.hourglass.nn.TrainingPlan.Task;
import dev.hourglass.nn.WeightInitializer;
import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.train.EpochRecord.LayerRecord;
import dev.hourglass.train.Objective.Adversarial.Game;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Steps of a game in three moves: the autoencoder learns to give samples back; the critic learns to tell real rows from
 * made ones; and the maker of those rows learns to be taken for real. Each move trains its own networks by its own
 * optimiser on weights that all share.
 */
final class AdversarialSession implements Session {
    private static final int SPREAD_ROWS = 64;

    /**
     * The weight of the divergence beside the squared distance of features: that of normal features with a deviation of
     * 0.05, {@code d^2 / (2 * 0.0025) + KL}, divided by 200. With a deviation of 1, as in the source of this game,
     * codes collapse onto the prior, for the features of a spectrally normalised critic differ by so little.
     */
    private static final double FEATURE_BETA = 2 * 0.05 * 0.05;

    private final TrainerConfig config;
    private final Game game;
    private final Autoencoder model;
    private final Kernels kernels;
    private final RunOptions options;
    private final Parameters own;
    private final Parameters all;
    private final Critic critic;
    private final Task reconstructing;
    private final TrainingPlan reconstruction;
    private final TrainingPlan fooling;
    /** What a move finds changed: weights that the other moves train. */
    private final Predicate<String> changedForReconstruction;

    private final Predicate<String> changedForFooling;
    private final Optimizer reconstructionOptimizer;
    private final Optimizer foolingOptimizer;
    private final Inference maker;
    private final Inference features;
    private final LossMeter meter;

    private final float[] batch;
    private final float[] noise;
    private final float[] made;
    private final float[] featureTargets;
    private final float[] ones;
    private final int[] order;
    private long steps;
    private double criticLoss;
    private double makerLoss;
    private long measured;

    AdversarialSession(
            ModelConfig modelConfig,
            Objective.Adversarial objective,
            TrainerConfig config,
            RunOptions options,
            Kernels kernels) {
        this.config = config;
        this.game = objective.game();
        this.model = modelConfig.build();
        this.kernels = kernels;
        this.options = options;
        requireFit(objective);
        Network judge = Critic.network(judgesCodes() ? model.latent().size() : model.features(), objective.critic());
        Map<String, Network> networks = new LinkedHashMap<>(model.networks());
        networks.put(Critic.PATH, judge);
        this.own = new Parameters(ParameterLayout.of(model));
        this.all =
                WeightInitializer.initialize(ParameterLayout.of(networks), modelConfig.initializer(), options.seed());
        this.critic = new Critic(judge, all, config, options, kernels);
        this.reconstructing = reconstructing(objective.reconstruction(), judge);
        this.reconstructionOptimizer = Optimizer.create(config.optimizer(), all, kernels);
        this.reconstruction = plan(reconstructing, reconstructionOptimizer);
        this.foolingOptimizer = Optimizer.create(config.optimizer(), all, kernels);
        Task pretending = fooling(judge);
        this.fooling = plan(pretending, foolingOptimizer);
        Predicate<String> isCritics = name -> name.startsWith(Critic.PATH);
        this.changedForReconstruction = names(pretending.isTrained().or(isCritics));
        this.changedForFooling = names(reconstructing.isTrained().or(isCritics));
        this.maker = Inference.create(
                judgesCodes() ? Chain.encode(model) : Chain.decode(model), all, options.threads(), kernels);
        this.features =
                Inference.create(Chain.of(Critic.PATH, Critic.features(judge)), all, options.threads(), kernels);
        this.meter = LossMeter.ofReconstruction(
                model, own, Losses.bind(objective.reconstruction()), options.threads(), kernels);
        int rows = config.batchSize();
        this.batch = new float[rows * model.features()];
        this.noise = new float[rows * model.latent().size()];
        this.made = new float[rows * maker.outputs()];
        this.featureTargets = new float[game == Game.VAE_GAN ? rows * features.outputs() : 0];
        this.ones = new float[rows];
        Arrays.fill(ones, 1f);
        this.order = new int[rows];
        Arrays.setAll(order, i -> i);
    }

    /** Returns the names that a predicate takes, looked up rather than asked anew in every step. */
    private Predicate<String> names(Predicate<String> which) {
        Set<String> names = all.layout().parameters().stream()
                .map(Parameter::name)
                .filter(which)
                .collect(Collectors.toUnmodifiableSet());
        return names::contains;
    }

    private boolean judgesCodes() {
        return game == Game.AAE;
    }

    private void requireFit(Objective objective) {
        Tasks.requireFreeCodes("objective " + objective.id(), config);
        if (!config.input().equals(InputConfig.NONE)) {
            throw new IllegalArgumentException("objective " + objective.id()
                    + " plays with samples as they are; leave corruption, augmentation and drawn pixels out");
        }
        Tasks.requireLatent(model.latent(), objective);
        if (!(model.likelihood() instanceof Likelihood.Direct)) {
            throw new IllegalArgumentException("objective " + objective.id()
                    + " compares values, but the decoder ends in the parameters of a "
                    + model.likelihood().id() + " likelihood; use likelihood direct");
        }
    }

    private TrainingPlan plan(Task task, Optimizer optimizer) {
        return new TrainingPlan(
                task,
                all,
                config.penalty(),
                optimizer,
                new TrainingPlan.Settings(config.batchSize(), options.threads(), options.seed()),
                kernels);
    }

    /** The first move: samples through encoder and decoder; where the decoder only plays, it stays as it is. */
    private Task reconstructing(Objective distance, Network judge) {
        Chain chain = Chain.of("encoder", model.encoder());
        Link decoder = new Link.Part("decoder", model.decoder());
        return switch (game) {
            case AAE -> task(chain.then(decoder), Losses.bind(distance), 0, "encoder.", "decoder.");
            case GAN -> task(chain.then(decoder), Losses.bind(distance), 0, "encoder.");
            case VAE_GAN ->
                task(
                        chain.then(
                                new Link.Draw((Latent.Gaussian) model.latent(), new Divergence(FEATURE_BETA, 0, 0, 0)),
                                decoder,
                                new Link.Part(Critic.PATH, Critic.features(judge))),
                        new LossBinding(
                                Losses.bind(new Objective.MeanSquaredError()).loss(), false, true),
                        Critic.features(judge).outputShape().size(),
                        "encoder.",
                        "decoder.");
        };
    }

    /** The third move: rows through their maker and the critic, which stays as it is. */
    private Task fooling(Network judge) {
        Link last = new Link.Part(Critic.PATH, judge);
        return judgesCodes()
                ? task(Chain.of("encoder", model.encoder()).then(last), Critic.judgement(), 1, "encoder.")
                : task(Chain.of("decoder", model.decoder()).then(last), Critic.judgement(), 1, "decoder.");
    }

    private static Task task(Chain chain, LossBinding loss, int targets, String... trained) {
        return new Task(
                chain,
                loss,
                targets,
                RowTransform.NONE,
                name -> Arrays.stream(trained).anyMatch(name::startsWith));
    }

    @Override
    public Autoencoder model() {
        return model;
    }

    @Override
    public Parameters parameters() {
        copy(own.layout(), all, own);
        return own;
    }

    private static void copy(ParameterLayout shared, Parameters from, Parameters to) {
        for (Parameter parameter : shared.parameters()) {
            Parameter source = from.layout().parameter(parameter.name());
            to.set(to.layout().parameter(parameter.name()), from.tensor(source).values());
        }
    }

    @Override
    public void startFrom(Parameters initial) {
        GradientSession.requireSameLayout(initial, own);
        copy(own.layout(), initial, all);
        refresh();
    }

    private void refresh() {
        reconstruction.refresh();
        fooling.refresh();
        critic.refresh();
        maker.refresh();
        features.refresh();
    }

    @Override
    public long steps() {
        return steps;
    }

    @Override
    public long sizeBytes() {
        return reconstruction.sizeBytes()
                + fooling.sizeBytes()
                + critic.sizeBytes()
                + meter.sizeBytes()
                + 4L * all.values().length * state().size();
    }

    @Override
    public void check(Dataset train) {
        RangeCheck.check(model.likelihood(), config.objective(), config.input(), train);
    }

    @Override
    public Examples examples(Dataset data) {
        return Examples.of(data.values(), data.rows());
    }

    @Override
    public double step(double learningRate, Examples examples, int[] rows, int from, int count, boolean isProbed) {
        steps++;
        int features = model.features();
        for (int i = 0; i < count; i++) {
            System.arraycopy(examples.samples(), rows[from + i] * features, batch, i * features, features);
        }
        double loss = reconstruct(learningRate, count, isProbed);
        judge(learningRate, count);
        fool(learningRate, count);
        measured++;
        return loss;
    }

    private double reconstruct(double rate, int count, boolean isProbed) {
        reconstructionOptimizer.prepare(steps, rate);
        reconstruction.refresh(changedForReconstruction);
        if (game == Game.VAE_GAN) {
            features.refresh();
            features.run(batch, 0, featureTargets, count);
        }
        return reconstruction.step(batch, featureTargets, order, 0, count, steps, isProbed);
    }

    private void judge(double rate, int count) {
        draw("judged", count);
        maker.refresh();
        maker.run(judgesCodes() ? batch : noise, 0, made, count);
        float[] real = judgesCodes() ? noise : batch;
        int size = count * maker.outputs();
        System.arraycopy(real, 0, critic.rows(), 0, size);
        System.arraycopy(made, 0, critic.rows(), size, size);
        criticLoss += critic.step(steps, rate, count);
    }

    private void fool(double rate, int count) {
        draw("shown", count);
        foolingOptimizer.prepare(steps, rate);
        fooling.refresh(changedForFooling);
        makerLoss += fooling.step(judgesCodes() ? batch : noise, ones, order, 0, count, steps, false);
    }

    private void draw(String purpose, int count) {
        long key = SeededRandom.mix(options.seed() + SeededRandom.mix(2 * steps + (purpose.equals("judged") ? 0 : 1)));
        kernels.noise().normal(key, 0, noise, 0, count * model.latent().size());
    }

    @Override
    public double measure(Examples examples) {
        parameters();
        return meter.measure(examples.samples(), examples.targets(), examples.rows());
    }

    @Override
    public Map<String, Double> terms(Examples train, Examples validation) {
        Map<String, Double> terms = new LinkedHashMap<>(reconstruction.takeTerms());
        terms.put("critic_loss", criticLoss / measured);
        terms.put("maker_loss", makerLoss / measured);
        criticLoss = 0;
        makerLoss = 0;
        measured = 0;
        int rows = Math.min(Math.min(SPREAD_ROWS, config.batchSize()), train.rows());
        if (!judgesCodes() && rows > 1) {
            draw("judged", rows);
            maker.refresh();
            maker.run(noise, 0, made, rows);
            terms.put("spread", spread(made, rows) / spread(train.samples(), rows));
        }
        return terms;
    }

    /** Returns the mean squared distance between rows: near 0 where all are alike. */
    private double spread(float[] samples, int rows) {
        int features = model.features();
        double sum = 0;
        for (int i = 1; i < rows; i++) {
            for (int j = 0; j < i * features; j++) {
                double distance = samples[i * features + j % features] - samples[j];
                sum += distance * distance;
            }
        }
        return Math.max(sum / (rows * (rows - 1) / 2.0), Double.MIN_NORMAL);
    }

    @Override
    public List<LayerRecord> layerRecords() {
        return PlanRecords.of(reconstruction);
    }

    @Override
    public String brokenLayer() {
        return PlanRecords.brokenLayer(reconstruction);
    }

    @Override
    public RowLoss loss() {
        return reconstructing.loss().loss();
    }

    @Override
    public List<String> lossWarnings(Examples examples, int rows) {
        if (game == Game.VAE_GAN) {
            return List.of(); // its targets move with the critic; its terms are probed in the other games and the bound
        }
        return LossCheck.warnings(
                new dev.hourglass.nn.GradientProbe(
                        reconstructing, all, config.penalty(), rows, options.seed(), kernels),
                config.objective(),
                examples,
                rows);
    }

    @Override
    public List<Parameters> state() {
        List<Parameters> state = new ArrayList<>(List.of(all));
        state.addAll(reconstructionOptimizer.state());
        state.addAll(foolingOptimizer.state());
        state.addAll(critic.state());
        return state;
    }

    @Override
    public void restore(long taken, Parameters weights, List<Parameters> state) {
        steps = taken;
        for (int i = 0; i < state.size(); i++) {
            state().get(i).copyFrom(state.get(i));
        }
        refresh();
    }
}
