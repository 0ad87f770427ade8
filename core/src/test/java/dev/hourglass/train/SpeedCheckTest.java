package dev.hourglass.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hourglass.tensor.kernel.Kernels;
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
        SpeedCheck check =
                new SpeedCheck(Kernels.plain(), (kernels, y, yFrom, x, xFrom, g, gFrom, count, scale, lanes) -> {
                    long end = System.nanoTime() + 100_000;
                    while (System.nanoTime() < end) {
                        Thread.onSpinWait();
                    }
                    return 0;
                });
        assertThat(check.examine()).isPresent();
    }
}
