package dev.hourglass.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.hourglass.data.Augmentation;
import dev.hourglass.data.Corruption;
import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.tensor.kernel.LikelihoodKernels;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Kernels, corruptions and augmentations allocate nothing once the compiler knows them: no vector is left on the heap.
 */
final class KernelAllocationTest {
    private static final int FEATURES = 784;
    private static final int CALLS = 20;
    private static final long WARM_UP_NANOS = 20_000_000_000L;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final List<ReferenceLikelihood> LIKELIHOODS = List.of(
            new ReferenceLikelihood.Gaussian(0.3f),
            new ReferenceLikelihood.LearnedGaussian(),
            new ReferenceLikelihood.LogisticMixture(5),
            new ReferenceLikelihood.BetaBinomial(),
            new ReferenceLikelihood.Categorical(8));

    private static void assertAllocatesNothing(String what, Runnable call) {
        long end = System.nanoTime() + WARM_UP_NANOS;
        long allocated;
        do {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < CALLS; i++) {
                call.run();
            }
            allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        } while (allocated > 0 && System.nanoTime() < end);
        assertThat(allocated)
                .as("bytes allocated by %s calls of %s", CALLS, what)
                .isZero();
    }

    @Test
    void likelihoodsAllocateNothing() {
        SeededRandom random = new SeededRandom(3);
        LikelihoodKernels kernels = Kernels.best().likelihood();
        float[] scratch = new float[LikelihoodKernels.SCRATCH];
        for (ReferenceLikelihood likelihood : LIKELIHOODS) {
            float[] y = RandomArrays.normal(random, likelihood.planes() * FEATURES);
            float[] x = likelihood.targets(random, FEATURES);
            float[] g = new float[y.length];
            assertAllocatesNothing(
                    likelihood.name(), () -> likelihood.row(kernels, y, 0, x, 0, g, 0, FEATURES, 1f, scratch));
        }
    }

    @Test
    void noiseAllocatesNothing() {
        float[] target = new float[FEATURES];
        assertAllocatesNothing("noise", () -> {
            Kernels.best().noise().normal(1, 2, target, 0, FEATURES);
            Kernels.best().noise().uniform(1, 2, target, 0, FEATURES);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"gaussian:0.3", "masking:0.5", "salt-and-pepper:0.2", "blur:1.5"})
    void corruptionsAllocateNothing(String text) {
        Corruption corruption = Corruption.from(text);
        Shape shape = Shape.of(1, 28, 28);
        float[] source = new float[FEATURES];
        float[] target = new float[FEATURES];
        assertAllocatesNothing(text, () -> corruption.apply(source, 0, target, 0, shape, 1));
    }

    @Test
    void augmentationsAllocateNothing() {
        Augmentation augmentation = Augmentation.from("shift:2,rotate:10,scale:0.1,flip,noise:0.05");
        Shape shape = Shape.of(1, 28, 28);
        float[] source = new float[FEATURES];
        float[] target = new float[FEATURES];
        assertAllocatesNothing("augmentation", () -> augmentation.apply(source, 0, target, 0, shape, 1));
    }
}
