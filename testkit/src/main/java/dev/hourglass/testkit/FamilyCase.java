package dev.hourglass.testkit;

import dev.hourglass.data.Augmentation;
import dev.hourglass.data.Corruption;
import dev.hourglass.model.ActivationFunction;
import dev.hourglass.model.ConvConfig;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.model.DenseConfig.DenseLayer;
import dev.hourglass.model.Hierarchical;
import dev.hourglass.model.Initializer;
import dev.hourglass.model.Latent;
import dev.hourglass.model.Layer;
import dev.hourglass.model.LayerText;
import dev.hourglass.model.Likelihood;
import dev.hourglass.model.ModelConfig;
import dev.hourglass.model.Network;
import dev.hourglass.nn.CodePenalty;
import dev.hourglass.nn.Divergence;
import dev.hourglass.tensor.Shape;
import dev.hourglass.train.Distortion;
import dev.hourglass.train.InputConfig;
import dev.hourglass.train.Objective;
import dev.hourglass.train.Objective.Adversarial.Game;
import dev.hourglass.train.TrainerConfig;
import java.util.List;

/**
 * One small model of every family with an objective that suits it: a new family adds its line here, and every contract
 * that holds for all of them holds for it.
 *
 * @param name for messages
 * @param model the model; it takes samples of 21 values in [0, 1]
 * @param training how it is trained
 */
public record FamilyCase(String name, ModelConfig model, TrainerConfig training) {
    /** D of every case. */
    public static final int FEATURES = 21;

    private static final int EPOCHS = 4;
    private static final int BATCH = 24;

    /** Returns all cases. */
    public static List<FamilyCase> all() {
        return List.of(
                of("dense", DenseConfig.defaults(Shape.of(FEATURES), List.of(13), 5), new Objective.MeanSquaredError()),
                of("variational", variational(), new Objective.Elbo(Divergence.plain())),
                of("variational, free nats", variational(), new Objective.Elbo(new Divergence(2, 20, 0.1, 0))),
                of("variational, capacity", variational(), new Objective.Elbo(new Divergence(3, 0, 0, 2))),
                of("hierarchical", hierarchical(), new Objective.Elbo(Divergence.plain())),
                of("hierarchical, warm-up", hierarchical(), new Objective.Elbo(new Divergence(2, 20, 0, 0))),
                of("gaussian", likelihood(new Likelihood.Gaussian(0.5)), new Objective.Elbo(Divergence.plain())),
                of(
                        "gaussian variance",
                        likelihood(new Likelihood.GaussianVariance()),
                        new Objective.Elbo(Divergence.plain())),
                drawn(of(
                        "mixture",
                        likelihood(new Likelihood.LogisticMixture(2)),
                        new Objective.Elbo(Divergence.plain()))),
                drawn(of(
                        "beta-binomial",
                        likelihood(new Likelihood.BetaBinomial()),
                        new Objective.Elbo(Divergence.plain()))),
                drawn(of(
                        "categorical", likelihood(new Likelihood.Categorical(2)), new Objective.ImportanceWeighted(2))),
                drawn(of("importance-weighted", variational(), new Objective.ImportanceWeighted(3))),
                input(
                        "denoising",
                        DenseConfig.defaults(Shape.of(FEATURES), List.of(13), 5),
                        InputConfig.NONE
                                .withCorruption(new Corruption.Gaussian(0.2))
                                .withAugmentation(Augmentation.none().withNoise(0.05))),
                input(
                        "denoising convolutional",
                        strided(),
                        InputConfig.NONE
                                .withCorruption(new Corruption.Blur(0.7))
                                .withAugmentation(Augmentation.from("rotate:4,scale:0.1"))),
                of("convolutional", conv(), new Objective.BinaryCrossEntropy()),
                of("strided", strided(), new Objective.MeanSquaredError()),
                of("convolutional variational", convVariational(), new Objective.Elbo(Divergence.plain())),
                game("adversarial codes", Game.AAE, DenseConfig.defaults(Shape.of(FEATURES), List.of(13), 5)),
                game("adversarial samples", Game.GAN, DenseConfig.defaults(Shape.of(FEATURES), List.of(13), 5)),
                game("adversarial convolutions", Game.GAN, strided()),
                game(
                        "adversarial variational",
                        Game.VAE_GAN,
                        DenseConfig.defaults(Shape.of(FEATURES), List.of(13), 5).withLatent(new Latent.Gaussian(5))),
                of("coded, factorised prior", coded(false), Objective.from("rate-distortion")),
                of("coded, hyperprior", coded(true), Objective.from("rate-distortion")),
                of("coded, by likeness", coded(false), new Objective.RateDistortion(Distortion.MS_SSIM, 0)),
                of("quantised", quantized(), Objective.VectorQuantized.defaults(new Objective.MeanSquaredError())),
                of(
                        "Wasserstein",
                        DenseConfig.defaults(Shape.of(FEATURES), List.of(13), 5),
                        Objective.Wasserstein.defaults(new Objective.MeanSquaredError())),
                of(
                        "code matching",
                        DenseConfig.defaults(Shape.of(FEATURES), List.of(13), FEATURES),
                        new Objective.CodeMatching(new Objective.BinaryCrossEntropy(), 0.3)),
                codes("sparse by magnitude", ActivationFunction.RELU, new CodePenalty.Magnitude(1e-3)),
                codes("sparse by mean", ActivationFunction.SIGMOID, new CodePenalty.Sparsity(0.01, 0.2)),
                penalized(
                        "contractive",
                        machine(ActivationFunction.SIGMOID, ActivationFunction.SIGMOID),
                        new CodePenalty.Contractive(0.01)),
                penalized("contractive convolutions", strided(), new CodePenalty.Contractive(0.01)),
                of(
                        "k-sparse",
                        ConvConfig.of(
                                Shape.of(1, 3, 7),
                                List.of("flatten", "linear:9", "top-k:4"),
                                List.of("linear:21", "sigmoid", "reshape:1x3x7")),
                        new Objective.MeanSquaredError()),
                of("Boltzmann machine", machine(ActivationFunction.SIGMOID, ActivationFunction.SIGMOID), cd(1)),
                of("Boltzmann machine, normal", machine(ActivationFunction.LINEAR, ActivationFunction.LINEAR), cd(3)),
                drawn(of(
                        "Boltzmann machine, persistent chains",
                        machine(ActivationFunction.SIGMOID, ActivationFunction.SIGMOID),
                        new Objective.ContrastiveDivergence(2, true))));
    }

    /** Returns whether training is to lower the measured loss: not where the decoder plays another game. */
    public boolean lowersItsLoss() {
        return !(training.objective() instanceof Objective.Adversarial adversarial) || adversarial.game() == Game.AAE;
    }

    /** Returns whether the measured loss is the mean squared error of reconstructions and nothing else. */
    public boolean measuresSquaredError() {
        return training.input().corruption().isEmpty()
                && training.codePenalty().equals(CodePenalty.NONE)
                && (training.objective() instanceof Objective.MeanSquaredError
                        || training.objective() instanceof Objective.Adversarial);
    }

    private static FamilyCase of(String name, ModelConfig model, Objective objective) {
        TrainerConfig training =
                TrainerConfig.defaults(objective, EPOCHS).withBatchSize(BATCH).withLearningRate(0.01);
        return new FamilyCase(name, model, training);
    }

    private static FamilyCase input(String name, ModelConfig model, InputConfig input) {
        FamilyCase plain = of(name, model, new Objective.MeanSquaredError());
        return new FamilyCase(name, model, plain.training.withInput(input));
    }

    private static FamilyCase codes(String name, ActivationFunction function, CodePenalty penalty) {
        return penalized(
                name,
                DenseConfig.symmetric(Shape.of(FEATURES), List.of(13), 5, function, ActivationFunction.SIGMOID),
                penalty);
    }

    private static FamilyCase penalized(String name, ModelConfig model, CodePenalty penalty) {
        FamilyCase plain = of(name, model, new Objective.MeanSquaredError());
        return new FamilyCase(name, model, plain.training.withCodePenalty(penalty));
    }

    private static FamilyCase game(String name, Game game, ModelConfig model) {
        return of(name, model, new Objective.Adversarial(game, new Objective.MeanSquaredError(), List.of(9, 8)));
    }

    private static FamilyCase drawn(FamilyCase known) {
        return new FamilyCase(
                known.name, known.model, known.training.withInput(InputConfig.NONE.withDrawnPixels(true)));
    }

    private static Objective cd(int steps) {
        return new Objective.ContrastiveDivergence(steps, false);
    }

    private static DenseConfig machine(ActivationFunction code, ActivationFunction output) {
        return new DenseConfig(
                Shape.of(FEATURES),
                List.of(new DenseLayer(10, code)),
                List.of(new DenseLayer(FEATURES, output)),
                true,
                false,
                0,
                Initializer.GLOROT);
    }

    private static DenseConfig variational() {
        return likelihood(new Likelihood.Bernoulli());
    }

    private static DenseConfig likelihood(Likelihood likelihood) {
        return DenseConfig.variational(Shape.of(FEATURES), List.of(13), 5, likelihood);
    }

    private static DenseConfig hierarchical() {
        return variational().withLatent(new Hierarchical(List.of(5, 4, 2), List.of(7), ActivationFunction.TANH));
    }

    private static ConvConfig conv() {
        return ConvConfig.of(
                Shape.of(1, 3, 7),
                List.of("conv:5:3", "relu", "max-pool:2:ceiling", "conv:3:3", "tanh"),
                List.of("upsample:2:bilinear", "conv:4:2:padding=valid", "elu", "avg-pool:1", "conv:1:3", "sigmoid"));
    }

    private static ConvConfig strided() {
        return ConvConfig.defaults(Shape.of(1, 3, 7), List.of(9, 4), 3);
    }

    private static ConvConfig convVariational() {
        Shape shape = Shape.of(1, 3, 7);
        List<Layer> encoder = LayerText.parse(List.of("conv:4:3:stride=2:padding=1", "relu", "linear:6"), shape);
        List<Layer> decoder = LayerText.parse(
                List.of("linear:21", "relu", "reshape:1x3x7", "conv:3:3", "relu", "conv:1:1"), Shape.of(3));
        return new ConvConfig(
                shape,
                encoder,
                Shape.of(3),
                decoder,
                new Latent.Gaussian(3),
                new Likelihood.Bernoulli(),
                Initializer.GLOROT);
    }

    private static ConvConfig coded(boolean hasHyperprior) {
        Shape shape = Shape.of(1, 3, 7);
        List<Layer> encoder = LayerText.parse(List.of("conv:6:3:stride=2:padding=1", "gdn", "conv:4:3"), shape);
        Shape code = new Network(shape, encoder).outputShape();
        List<Layer> decoder = LayerText.parse(List.of("igdn", "deconv:1:3:stride=2:padding=1"), code);
        List<Layer> down = LayerText.parse(List.of("conv:3:1", "tanh", "conv:2:3"), code);
        List<Layer> up = LayerText.parse(List.of("conv:8:3"), Shape.of(2, code.dimension(1), code.dimension(2)));
        return new ConvConfig(
                shape,
                encoder,
                code,
                decoder,
                new Latent.Coded(
                        code,
                        List.of(0.01, 0.1, 0.5),
                        hasHyperprior ? down : List.of(),
                        hasHyperprior ? up : List.of()),
                new Likelihood.Direct(),
                Initializer.GLOROT);
    }

    private static DenseConfig quantized() {
        return new DenseConfig(
                Shape.of(FEATURES),
                List.of(new DenseLayer(13, ActivationFunction.RELU), new DenseLayer(6, ActivationFunction.LINEAR)),
                List.of(
                        new DenseLayer(13, ActivationFunction.RELU),
                        new DenseLayer(FEATURES, ActivationFunction.LINEAR)),
                new Latent.Quantized(3, 9, 2),
                new Likelihood.Direct(),
                false,
                false,
                0,
                Initializer.GLOROT);
    }

    @Override
    public String toString() {
        return name;
    }
}
