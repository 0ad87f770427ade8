package dev.hourglass.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hourglass.model.Autoencoder;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.model.Latent;
import dev.hourglass.model.Likelihood;
import dev.hourglass.nn.Chain;
import dev.hourglass.nn.Divergence;
import dev.hourglass.nn.GradientProbe;
import dev.hourglass.nn.Link;
import dev.hourglass.nn.LossBinding;
import dev.hourglass.nn.ParameterLayout;
import dev.hourglass.nn.Penalty;
import dev.hourglass.nn.TrainingPlan.Task;
import dev.hourglass.nn.WeightInitializer;
import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.kernel.Kernels;
import java.util.List;
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

    private static List<GradientProbe.Finding> examine(Link waist, LossBinding loss) {
        Autoencoder model = MODEL.build();
        Chain chain = Chain.of("encoder", model.encoder()).then(waist).then(new Link.Part("decoder", model.decoder()));
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
}
