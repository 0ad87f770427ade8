package dev.hourglass.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hourglass.model.Activation;
import dev.hourglass.model.ActivationFunction;
import dev.hourglass.model.Autoencoder;
import dev.hourglass.model.Conv2d;
import dev.hourglass.model.ConvTranspose2d;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.model.DenseConfig.DenseLayer;
import dev.hourglass.model.Hierarchical;
import dev.hourglass.model.Initializer;
import dev.hourglass.model.Latent;
import dev.hourglass.model.Layer;
import dev.hourglass.model.Likelihood;
import dev.hourglass.model.Linear;
import dev.hourglass.model.Network;
import dev.hourglass.model.Padding;
import dev.hourglass.model.Pool;
import dev.hourglass.model.Reshape;
import dev.hourglass.model.TopK;
import dev.hourglass.model.Upsample;
import dev.hourglass.nn.Chain;
import dev.hourglass.nn.CodePenalty;
import dev.hourglass.nn.Divergence;
import dev.hourglass.nn.GradientProbe;
import dev.hourglass.nn.Link;
import dev.hourglass.nn.LossBinding;
import dev.hourglass.nn.ParameterLayout;
import dev.hourglass.nn.Penalty;
import dev.hourglass.nn.RowTransform;
import dev.hourglass.nn.TrainingPlan.Task;
import dev.hourglass.nn.WeightInitializer;
import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.kernel.Kernels;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class GradientProbeTest {
    private static final int ROWS = 20;
    private static final int FEATURES = 11;
    private static final LossBinding BERNOULLI = new LossBinding(
            (k, y, yFrom, x, xFrom, g, gFrom, n, scale, lanes) ->
                    k.loss().crossEntropy(y, yFrom, x, xFrom, g, gFrom, n, scale, lanes),
            false,
            true);
    private static final DenseConfig MODEL =
            DenseConfig.variational(Shape.of(FEATURES), List.of(9), 4, new Likelihood.Bernoulli());
    private static final Latent.Gaussian LATENT = (Latent.Gaussian) MODEL.latent();

    static List<Link> waists() {
        return List.of(
                new Link.Draw(LATENT, Divergence.plain()),
                new Link.Draw(LATENT, new Divergence(4, 0, 0, 0)),
                new Link.Draw(LATENT, new Divergence(1, 10, 0, 0)),
                new Link.Draw(LATENT, new Divergence(1, 0, 0.05, 0)),
                new Link.Draw(LATENT, new Divergence(3, 0, 0, 2)),
                new Link.DrawMany(LATENT, 1),
                new Link.DrawMany(LATENT, 5));
    }

    @ParameterizedTest
    @MethodSource("waists")
    void gradientsAreThoseOfTheLoss(Link waist) {
        assertThat(examine(waist, BERNOULLI))
                .allSatisfy(finding ->
                        assertThat(finding.relativeError()).as("%s", finding).isLessThan(0.01));
    }

    static List<Link.DrawLevels> hierarchies() {
        return List.of(
                levels(Divergence.plain(), List.of(), 4, 3),
                levels(new Divergence(4, 0, 0, 0), List.of(6), 4, 3),
                levels(new Divergence(1, 10, 0, 0), List.of(6, 5), 4, 3, 5),
                levels(new Divergence(2, 0, 0, 0), List.of(6), 4, 1, 2, 17));
    }

    private static Link.DrawLevels levels(Divergence divergence, List<Integer> hidden, Integer... sizes) {
        return new Link.DrawLevels(new Hierarchical(List.of(sizes), hidden, ActivationFunction.TANH), divergence);
    }

    @ParameterizedTest
    @MethodSource("hierarchies")
    void gradientsOfAllLevelsAreThoseOfTheLoss(Link.DrawLevels draw) {
        Autoencoder model = MODEL.withLatent(draw.latent()).build();

        assertThat(examine(model, draw, BERNOULLI))
                .hasSizeGreaterThanOrEqualTo(8 + 4 * (draw.latent().levels() - 1))
                .allSatisfy(finding ->
                        assertThat(finding.relativeError()).as("%s", finding).isLessThan(0.01));
    }

    @Test
    void forgottenTermsShow() {
        LossBinding halved = new LossBinding(
                (k, y, yFrom, x, xFrom, g, gFrom, n, scale, lanes) ->
                        0.5f * k.loss().crossEntropy(y, yFrom, x, xFrom, g, gFrom, n, scale, lanes),
                false,
                true);
        assertThat(examine(new Link.Draw(LATENT, Divergence.plain()), halved))
                .filteredOn(finding -> finding.path().startsWith("decoder"))
                .allSatisfy(finding ->
                        assertThat(finding.relativeError()).as("%s", finding).isGreaterThan(0.1));
    }

    /** What stands after an encoder of one hidden layer and a code of this activation. */
    record CodeCase(ActivationFunction activation, Link waist) {}

    static List<CodeCase> penalties() {
        return List.of(
                new CodeCase(ActivationFunction.LINEAR, new Link.MatchPrior(3)),
                new CodeCase(ActivationFunction.LINEAR, new Link.MatchPrior(300)),
                new CodeCase(ActivationFunction.TANH, new Link.Penalize(new CodePenalty.Magnitude(2))),
                new CodeCase(ActivationFunction.RELU, new Link.Penalize(new CodePenalty.Magnitude(0.1))),
                new CodeCase(ActivationFunction.SIGMOID, new Link.Penalize(new CodePenalty.Sparsity(5, 0.05))));
    }

    @ParameterizedTest
    @MethodSource("penalties")
    void gradientsOfPenaltiesOnCodesAreThoseOfTheLoss(CodeCase code) {
        Autoencoder model = new DenseConfig(
                        Shape.of(FEATURES),
                        List.of(new DenseLayer(9, ActivationFunction.TANH), new DenseLayer(4, code.activation())),
                        List.of(new DenseLayer(FEATURES, ActivationFunction.LINEAR)),
                        false,
                        false,
                        0,
                        Initializer.GLOROT)
                .build();

        assertThat(examine(model, code.waist(), BERNOULLI))
                .allSatisfy(finding ->
                        assertThat(finding.relativeError()).as("%s", finding).isLessThan(0.01));
    }

    static List<ActivationFunction> functionsOfCodes() {
        return List.of(
                ActivationFunction.LINEAR,
                ActivationFunction.RELU,
                ActivationFunction.LEAKY_RELU,
                ActivationFunction.ELU,
                ActivationFunction.TANH,
                ActivationFunction.SIGMOID);
    }

    @ParameterizedTest
    @MethodSource("functionsOfCodes")
    void gradientsOfTheJacobianAreThoseOfTheLoss(ActivationFunction function) {
        Autoencoder model = DenseConfig.symmetric(Shape.of(FEATURES), List.of(), 4, function, ActivationFunction.LINEAR)
                .build();

        assertThat(examine(model, new Link.Contract(2, function), BERNOULLI))
                .allSatisfy(finding ->
                        assertThat(finding.relativeError()).as("%s", finding).isLessThan(0.01));
    }

    @Test
    void gradientsOfTheEstimatedJacobianAreThoseOfTheLoss() {
        Autoencoder model = DenseConfig.symmetric(
                        Shape.of(FEATURES), List.of(9), 4, ActivationFunction.TANH, ActivationFunction.LINEAR)
                .build();
        Chain chain = new Chain(
                Shape.of(FEATURES),
                List.of(
                        new Link.Perturb(),
                        new Link.Part("encoder", model.encoder()),
                        new Link.Pair(2),
                        new Link.Part("decoder", model.decoder())));

        assertThat(examine(model, chain, BERNOULLI))
                .allSatisfy(finding ->
                        assertThat(finding.relativeError()).as("%s", finding).isLessThan(0.01));
    }

    @Test
    void gradientsOfMatchedCodesAreThoseOfTheLoss() {
        Autoencoder model = DenseConfig.symmetric(
                        Shape.of(FEATURES), List.of(9), FEATURES, ActivationFunction.TANH, ActivationFunction.LINEAR)
                .build();

        assertThat(examine(model, new Link.MatchCode(30), BERNOULLI))
                .allSatisfy(finding ->
                        assertThat(finding.relativeError()).as("%s", finding).isLessThan(0.01));
    }

    private static List<GradientProbe.Finding> examine(Link waist, LossBinding loss) {
        return examine(MODEL.build(), waist, loss);
    }

    private static List<GradientProbe.Finding> examine(Autoencoder model, Link waist, LossBinding loss) {
        Chain chain = Chain.of("encoder", model.encoder()).then(waist).then(new Link.Part("decoder", model.decoder()));
        return examine(model, chain, loss);
    }

    private static List<GradientProbe.Finding> examine(Autoencoder model, Chain chain, LossBinding loss) {
        GradientProbe probe = new GradientProbe(
                Task.reconstruct(chain, loss),
                WeightInitializer.initialize(ParameterLayout.of(model), MODEL.initializer(), 3),
                Penalty.NONE,
                ROWS,
                3,
                Kernels.best());
        float[] samples = RandomArrays.uniform(new SeededRandom(5), ROWS * FEATURES);
        for (int i = 0; i < samples.length; i++) {
            samples[i] = Math.abs(samples[i]) % 1f;
        }
        return probe.examine(samples, new float[0], ROWS);
    }

    static List<Network> imageNetworks() {
        Shape image = Shape.of(2, 7, 9);
        Layer tanh = new Activation(ActivationFunction.TANH);
        Layer relu = new Activation(ActivationFunction.RELU);
        return List.of(
                new Network(image, List.of(Conv2d.same(2, 5, 3), tanh, Conv2d.same(5, 2, 1))),
                new Network(
                        image,
                        List.of(
                                Conv2d.same(2, 40, 1),
                                new Conv2d(40, 32, 3, 2, Padding.all(1), 1),
                                tanh,
                                new ConvTranspose2d(32, 35, 3, 2, Padding.all(1), 1, 0),
                                Conv2d.same(35, 2, 1))),
                new Network(image, List.of(new Conv2d(2, 9, 3, 2, Padding.all(1), 1), tanh, Conv2d.same(9, 1, 5))),
                new Network(
                        image,
                        List.of(new Conv2d(2, 3, 2, 3, new Padding(0, 1, 2, 0), 1), tanh, Conv2d.same(3, 17, 3))),
                new Network(image, List.of(new Conv2d(2, 4, 3, 1, Padding.VALID, 2), tanh, Conv2d.same(4, 2, 3))),
                new Network(
                        image,
                        List.of(
                                new ConvTranspose2d(2, 6, 2, 2, Padding.VALID, 1, 0),
                                tanh,
                                new ConvTranspose2d(6, 1, 3, 2, Padding.all(1), 1, 1))),
                new Network(
                        image,
                        List.of(new ConvTranspose2d(2, 3, 1, 3, Padding.VALID, 1, 2), tanh, Conv2d.same(3, 2, 3))),
                new Network(
                        image, List.of(Conv2d.same(2, 4, 3), relu, Pool.of(Pool.Kind.MAX, 2), Conv2d.same(4, 3, 3))),
                new Network(
                        image,
                        List.of(Conv2d.same(2, 4, 3), tanh, new Pool(Pool.Kind.MAX, 3, 2, true), Conv2d.same(4, 3, 3))),
                new Network(
                        image,
                        List.of(
                                Conv2d.same(2, 4, 3),
                                new Pool(Pool.Kind.AVERAGE, 3, 2, true),
                                tanh,
                                Conv2d.same(4, 3, 3))),
                new Network(
                        image,
                        List.of(
                                Conv2d.same(2, 4, 3),
                                new Upsample(Upsample.Kind.BILINEAR, 2),
                                tanh,
                                Conv2d.same(4, 1, 3))),
                new Network(
                        image,
                        List.of(
                                Conv2d.same(2, 4, 3),
                                new Upsample(Upsample.Kind.NEAREST, 3),
                                tanh,
                                Conv2d.same(4, 1, 3))),
                new Network(
                        image,
                        List.of(
                                Conv2d.same(2, 1, 3),
                                new Reshape(Shape.of(63)),
                                new Linear(63, 12),
                                new TopK(5),
                                new Linear(12, 7))),
                new Network(
                        image,
                        List.of(
                                Conv2d.same(2, 3, 3),
                                new Reshape(Shape.of(189)),
                                new Linear(189, 12),
                                tanh,
                                new Reshape(Shape.of(3, 2, 2)),
                                Conv2d.same(3, 2, 3))));
    }

    @ParameterizedTest
    @MethodSource("imageNetworks")
    void gradientsOfImageLayersAreThoseOfTheLoss(Network network) {
        int targets = network.outputShape().size();
        LossBinding squares = new LossBinding(
                (k, y, yFrom, x, xFrom, g, gFrom, n, scale, lanes) ->
                        k.loss().squaredError(y, yFrom, x, xFrom, g, gFrom, n, scale, lanes),
                false);
        Map<String, Network> networks = Map.of("net", network);
        GradientProbe probe = new GradientProbe(
                new Task(Chain.of("net", network), squares, targets, RowTransform.NONE, name -> true),
                WeightInitializer.initialize(ParameterLayout.of(networks), Initializer.GLOROT, 3),
                Penalty.NONE,
                ROWS,
                3,
                Kernels.best());
        SeededRandom random = new SeededRandom(5);
        float[] samples =
                RandomArrays.normal(random, ROWS * network.inputShape().size());
        float[] wanted = RandomArrays.normal(random, ROWS * targets);

        assertThat(probe.examine(samples, wanted, ROWS))
                .allSatisfy(finding ->
                        assertThat(finding.relativeError()).as("%s", finding).isLessThan(0.01));
    }
}
