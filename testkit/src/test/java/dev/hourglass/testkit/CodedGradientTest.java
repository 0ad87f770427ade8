package dev.hourglass.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hourglass.model.Autoencoder;
import dev.hourglass.model.Latent;
import dev.hourglass.nn.Chain;
import dev.hourglass.nn.GradientProbe;
import dev.hourglass.nn.GradientProbe.Finding;
import dev.hourglass.nn.Link;
import dev.hourglass.nn.LossBinding;
import dev.hourglass.nn.ParameterLayout;
import dev.hourglass.nn.Penalty;
import dev.hourglass.nn.SimilarityLoss;
import dev.hourglass.nn.TrainingPlan.Task;
import dev.hourglass.nn.WeightInitializer;
import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.kernel.Kernels;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds gradients of what codes take up to the loss, more closely than the check before training does. */
final class CodedGradientTest {
    private static final int ROWS = 23;
    private static final LossBinding SQUARES = new LossBinding(
            (k, y, yFrom, x, xFrom, g, gFrom, n, scale, lanes) ->
                    k.loss().squaredError(y, yFrom, x, xFrom, g, gFrom, n, scale, lanes),
            false);

    /** With a hyperprior the encoder and the gains decide what it sees rounded, which has no slope. */
    @ParameterizedTest
    @ValueSource(strings = {"coded, factorised prior", "coded, hyperprior"})
    void gradientsAreThoseOfTheLoss(String name) {
        check(name, SQUARES);
    }

    @Test
    void gradientsAreThoseOfLikeness() {
        check("coded, by likeness", new LossBinding(new SimilarityLoss(Shape.of(1, 3, 7), 2), false, true));
    }

    private static void check(String name, LossBinding loss) {
        FamilyCase known = FamilyCase.all().stream()
                .filter(family -> family.name().equals(name))
                .findFirst()
                .orElseThrow();
        Autoencoder model = known.model().build();
        Latent.Coded latent = (Latent.Coded) model.latent();
        Chain chain = Chain.of("encoder", model.encoder())
                .then(new Link.Code(latent, Link.Code.Seen.NOISE, 0), new Link.Part("decoder", model.decoder()));
        GradientProbe probe = new GradientProbe(
                Task.reconstruct(chain, loss),
                WeightInitializer.initialize(
                        ParameterLayout.of(model), known.model().initializer(), 3),
                Penalty.NONE,
                ROWS,
                3,
                Kernels.best());
        float[] samples = RandomArrays.normal(new SeededRandom(5), ROWS * FamilyCase.FEATURES);

        List<Finding> findings = probe.examine(samples, new float[0], ROWS);

        assertThat(findings).extracting(Finding::path).contains("rate.gain", "rate.prior");
        assertThat(findings)
                .filteredOn(finding -> !latent.hasHyperprior()
                        || !(finding.path().startsWith("encoder.")
                                || finding.path().equals("rate.gain")))
                .allSatisfy(finding ->
                        assertThat(finding.relativeError()).as("%s", finding).isLessThan(0.01));
    }
}
