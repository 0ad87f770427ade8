package dev.hourglass.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.testkit.KernelCase.Target;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every set of kernels draws the random numbers of the plain ones, and each element's own, however a range is cut. */
public interface NoiseKernelContract {
    /** Returns the kernels under test. */
    Kernels kernels();

    /** Ranges of any length, at any index. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.hourglass.testkit.Seeds#twoHundred")
    default void drawsTheSameBits(long seed) {
        SeededRandom random = new SeededRandom(seed);
        long key = random.nextLong();
        long first = random.nextInt(2) == 0 ? random.nextInt(1000) : random.nextLong();
        int count = random.nextInt(200);
        int from = random.nextInt(20);
        float[] target = RandomArrays.wild(random, from + count + random.nextInt(20));
        KernelCase.assertSameBits(
                kernels(),
                "uniform of " + count,
                List.of(Target.of(0, from, count)),
                (kernels, arrays) -> {
                    kernels.noise().uniform(key, first, arrays[0], from, count);
                    return 0;
                },
                target);
        KernelCase.assertSameBits(
                kernels(),
                "normal of " + count,
                List.of(Target.of(0, from, count)),
                (kernels, arrays) -> {
                    kernels.noise().normal(key, first, arrays[0], from, count);
                    return 0;
                },
                target);
    }

    /** As threads do that share a row. */
    @Test
    default void drawsTheSameWhereverARangeIsCut() {
        int count = 300;
        float[] whole = new float[count];
        kernels().noise().normal(7, 1000, whole, 0, count);
        for (int cut = 0; cut <= count; cut += 13) {
            float[] cutInTwo = new float[count];
            kernels().noise().normal(7, 1000, cutInTwo, 0, cut);
            kernels().noise().normal(7, 1000 + cut, cutInTwo, cut, count - cut);
            assertThat(cutInTwo).isEqualTo(whole);
        }
    }
}
