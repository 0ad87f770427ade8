package dev.hourglass.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.hourglass.model.Autoencoder;
import dev.hourglass.model.ConvConfig;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.model.Likelihood;
import dev.hourglass.nn.RowLoss;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.kernel.Kernels;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SpeedCheckTest {
    @Test
    void staysSilentAtHealthySpeeds() {
        assertThat(SpeedCheck.complaint(180, 0.4)).isEmpty();
    }

    @Test
    void complainsOfSlowProductsWithAdvice() {
        assertThat(SpeedCheck.complaint(2.5, 0.4))
                .hasValueSatisfying(complaint -> assertThat(complaint)
                        .contains("products at 2.5 GFLOP/s")
                        .contains("newer JDK"));
    }

    @Test
    void complainsOfSlowLosses() {
        assertThat(SpeedCheck.complaint(180, 2.5))
                .hasValueSatisfying(
                        complaint -> assertThat(complaint).contains("losses at 2.5 ns an element (at most 1.5)"));
    }

    @Test
    void complainsOfKernelsThatAreReallySlow() {
        assertThat(new SpeedCheck(Kernels.plain(), dense(new Likelihood.Direct()), SpeedCheckTest::dawdle).examine())
                .isPresent();
    }

    @Test
    void takesTheLossOfAnyLikelihood() {
        List<Likelihood> likelihoods = List.of(
                new Likelihood.Bernoulli(),
                new Likelihood.Gaussian(1),
                new Likelihood.GaussianVariance(),
                new Likelihood.LogisticMixture(3),
                new Likelihood.BetaBinomial(),
                new Likelihood.Categorical(256));

        assertThat(likelihoods).allSatisfy(likelihood -> {
            RowLoss loss = Losses.of(likelihood).loss();
            assertThatCode(() -> new SpeedCheck(Kernels.best(), dense(likelihood), loss).examine())
                    .doesNotThrowAnyException();
        });
    }

    @Test
    void timesProductsWhereTheModelHasThem() {
        Autoencoder images = ConvConfig.of(Shape.of(1, 8, 8), List.of("conv:4:3"), List.of("conv:1:3"))
                .build();

        assertThat(SpeedCheck.multiplies(images.encoder().layers())).isFalse();
        assertThat(SpeedCheck.multiplies(
                        dense(new Likelihood.Direct()).encoder().layers()))
                .isTrue();
    }

    private static Autoencoder dense(Likelihood likelihood) {
        return DenseConfig.variational(Shape.of(6), List.of(), 2, likelihood).build();
    }

    private static float dawdle(
            Kernels kernels,
            float[] outputs,
            int y,
            float[] targets,
            int x,
            float[] gradients,
            int g,
            int count,
            float scale,
            float[] lanes) {
        long end = System.nanoTime() + 100_000;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        return 0;
    }
}
