package dev.hourglass.testkit;

import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.tensor.kernel.Lanes;
import dev.hourglass.tensor.kernel.LossKernels;
import dev.hourglass.testkit.KernelCase.Target;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every set of kernels computes losses and their gradients to the same bits as the plain ones. */
public interface LossKernelContract {
    /** Returns the kernels under test. */
    Kernels kernels();

    /** The loss of a row. */
    @FunctionalInterface
    interface Row {
        /** Runs it. */
        float run(
                LossKernels kernels,
                float[] y,
                int yFrom,
                float[] x,
                int xFrom,
                float[] g,
                int gFrom,
                int count,
                float scale,
                float[] lanes);
    }

    /** Rows of any length; the scratch may hold anything before. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.hourglass.testkit.Seeds#twoHundred")
    default void losesTheSameBits(long seed) {
        Map<String, Row> losses = new LinkedHashMap<>();
        losses.put("squaredError", LossKernels::squaredError);
        losses.put("crossEntropy", LossKernels::crossEntropy);
        losses.put("softmaxCrossEntropy", LossKernels::softmaxCrossEntropy);
        losses.put("absoluteError", LossKernels::absoluteError);
        losses.put(
                "huber",
                (kernels, y, yFrom, x, xFrom, g, gFrom, count, scale, lanes) ->
                        kernels.huber(y, yFrom, x, xFrom, g, gFrom, count, scale, 0.7f, lanes));
        SeededRandom random = new SeededRandom(seed);
        losses.forEach((name, loss) -> assertSameRow(random, name, loss));
    }

    private void assertSameRow(SeededRandom random, String name, Row loss) {
        int count = 1 + random.nextInt(200);
        int yFrom = random.nextInt(20);
        int xFrom = random.nextInt(20);
        int gFrom = random.nextInt(20);
        boolean isWild = random.nextInt(3) == 0;
        float scale = (float) random.nextDouble();
        float[] y = RandomArrays.either(random, isWild, yFrom + count);
        float[] x = isWild ? RandomArrays.wild(random, xFrom + count) : RandomArrays.uniform(random, xFrom + count);
        x[xFrom] = y[yFrom]; // an error of exactly 0
        KernelCase.assertSameBits(
                kernels(),
                name + " of " + count,
                List.of(Target.of(2, gFrom, count)),
                (kernels, arrays) -> {
                    float[] lanes = new float[Lanes.SCRATCH];
                    Arrays.fill(lanes, 7f);
                    return loss.run(
                            kernels.loss(), arrays[0], yFrom, arrays[1], xFrom, arrays[2], gFrom, count, scale, lanes);
                },
                y,
                x,
                RandomArrays.wild(random, gFrom + count + random.nextInt(20)));
    }
}
