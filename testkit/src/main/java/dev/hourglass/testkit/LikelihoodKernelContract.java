package dev.hourglass.testkit;

import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.tensor.kernel.LikelihoodKernels;
import dev.hourglass.testkit.KernelCase.Target;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every set of kernels computes likelihoods and their gradients to the same bits as the plain ones. */
public interface LikelihoodKernelContract {
    /** Returns the kernels under test. */
    Kernels kernels();

    /** Rows of any length, tame and wild; the scratch may hold anything before. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.hourglass.testkit.Seeds#twoHundred")
    default void measuresTheSameBits(long seed) {
        SeededRandom random = new SeededRandom(seed);
        for (ReferenceLikelihood likelihood : ReferenceLikelihood.draw(random)) {
            assertSameRow(random, likelihood);
        }
    }

    private void assertSameRow(SeededRandom random, ReferenceLikelihood likelihood) {
        int count = 1 + random.nextInt(random.nextInt(16) == 0 ? 1200 : 100);
        int yFrom = random.nextInt(20);
        int xFrom = random.nextInt(20);
        int gFrom = random.nextInt(20);
        boolean isWild = random.nextInt(3) == 0;
        int size = likelihood.planes() * count;
        float scale = (float) random.nextDouble();
        float[] y = RandomArrays.either(random, isWild, yFrom + size);
        float[] x = isWild ? RandomArrays.wild(random, xFrom + count) : likelihood.targets(random, xFrom + count);
        KernelCase.assertSameBits(
                kernels(),
                likelihood.name() + " of " + count,
                List.of(Target.of(2, gFrom, size)),
                (kernels, arrays) -> {
                    float[] scratch = new float[LikelihoodKernels.SCRATCH];
                    Arrays.fill(scratch, 7f);
                    return likelihood.row(
                            kernels.likelihood(),
                            arrays[0],
                            yFrom,
                            arrays[1],
                            xFrom,
                            arrays[2],
                            gFrom,
                            count,
                            scale,
                            scratch);
                },
                y,
                x,
                RandomArrays.wild(random, gFrom + size + random.nextInt(20)));
    }
}
