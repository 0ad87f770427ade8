package dev.hourglass.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.hourglass.model.Likelihood;
import dev.hourglass.nn.RowLoss;
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
        assertThat(new SpeedCheck(Kernels.plain(), new Likelihood.Direct(), SpeedCheckTest::dawdle).examine())
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
            assertThatCode(() -> new SpeedCheck(Kernels.best(), likelihood, loss).examine())
                    .doesNotThrowAnyException();
        });
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
