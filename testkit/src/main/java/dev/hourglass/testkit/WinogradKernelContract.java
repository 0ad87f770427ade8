package dev.hourglass.testkit;

import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.tensor.kernel.WinogradKernels;
import dev.hourglass.testkit.KernelCase.Call;
import dev.hourglass.testkit.KernelCase.Target;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every set of kernels transforms tiles of convolutions to the bits of the plain ones. */
public interface WinogradKernelContract {
    /** Floats of a run: the samples of one channel of one pixel. */
    int RUN = 16;

    /** Returns the kernels under test. */
    Kernels kernels();

    /** Filters to points and gradients back, any steps. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.hourglass.testkit.Seeds#twoHundred")
    default void filtersGiveTheSameBits(long seed) {
        SeededRandom random = new SeededRandom(seed);
        int count = RUN * (1 + random.nextInt(5));
        int tapStep = count + random.nextInt(4);
        int pointStep = count + random.nextInt(4);
        check(
                "filter of " + count,
                new Target(1, 2, WinogradKernels.POINTS, count, pointStep),
                (kernels, arrays) -> {
                    kernels.winograd().filterToPoints(count, arrays[0], 3, tapStep, arrays[1], 2, pointStep);
                    return 0;
                },
                values(random, 3 + 5 * tapStep),
                values(random, 2 + 7 * pointStep));
        check(
                "gradient of a filter of " + count,
                new Target(1, 2, 5, count, tapStep),
                (kernels, arrays) -> {
                    kernels.winograd().pointsToFilter(count, arrays[0], 3, pointStep, arrays[1], 2, tapStep);
                    return 0;
                },
                values(random, 3 + 7 * pointStep),
                values(random, 2 + 5 * tapStep));
    }

    /** Pixels to points, any steps and signs. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.hourglass.testkit.Seeds#twoHundred")
    default void pixelsGiveTheSameBits(long seed) {
        SeededRandom random = new SeededRandom(seed);
        int channels = 1 + random.nextInt(5);
        int pixelStep = RUN * (channels + random.nextInt(3));
        int channelStep = RUN * (1 + random.nextInt(3));
        int pointStep = channels * channelStep + random.nextInt(4);
        int second = random.nextInt(40);
        float sign = random.nextInt(3) - 1;
        Target target = new Target(1, 2, 7 * channels, RUN, channelStep);
        Target all = channels * channelStep == pointStep ? target : Target.of(1, 2, 7 * pointStep);
        float[] in = values(random, 40 + 7 * pixelStep);
        float[] points = values(random, 2 + 7 * pointStep);
        Call window = (kernels, arrays) -> {
            kernels.winograd()
                    .windowToPoints(
                            channels, arrays[0], 3, second, sign, pixelStep, arrays[1], 2, channelStep, pointStep);
            return 0;
        };
        check("window of " + channels + " channels", all, window, in, points);
        Call patch = (kernels, arrays) -> {
            kernels.winograd()
                    .patchToPoints(
                            channels, arrays[0], 3, second, sign, pixelStep, arrays[1], 2, channelStep, pointStep);
            return 0;
        };
        check("patch of " + channels + " channels", all, patch, in, points);
    }

    /** Points to outputs, which they are added to. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.hourglass.testkit.Seeds#twoHundred")
    default void outputsGetTheSameBits(long seed) {
        SeededRandom random = new SeededRandom(seed);
        int channels = 1 + random.nextInt(5);
        int pixelStep = RUN * (channels + random.nextInt(3));
        int channelStep = RUN * (1 + random.nextInt(3));
        int pointStep = channels * channelStep + random.nextInt(4);
        float factor = random.nextInt(3) - 1;
        float[] points = values(random, 3 + 7 * pointStep);
        float[] out = values(random, 2 + 4 * pixelStep);
        Call pair = (kernels, arrays) -> {
            kernels.winograd().addPair(channels, arrays[0], 3, channelStep, pointStep, factor, arrays[1], 2, pixelStep);
            return 0;
        };
        check("pair of " + channels, new Target(1, 2, 2, channels * RUN, pixelStep), pair, points, out);
        Call quad = (kernels, arrays) -> {
            kernels.winograd().addQuad(channels, arrays[0], 3, channelStep, pointStep, factor, arrays[1], 2, pixelStep);
            return 0;
        };
        check("quad of " + channels, new Target(1, 2, 4, channels * RUN, pixelStep), quad, points, out);
    }

    /** Gradients of outputs to points. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.hourglass.testkit.Seeds#twoHundred")
    default void slopesGiveTheSameBits(long seed) {
        SeededRandom random = new SeededRandom(seed);
        int count = RUN * (1 + random.nextInt(5));
        int outputStep = count + random.nextInt(4);
        int pointStep = count + random.nextInt(4);
        int second = random.nextInt(40);
        float a = random.nextInt(3) - 1;
        float b = random.nextInt(3) - 1;
        check(
                "slopes of " + count,
                new Target(1, 2, 4, count, pointStep),
                (kernels, arrays) -> {
                    kernels.winograd()
                            .pairToPoints(count, arrays[0], 3, a, second, b, outputStep, arrays[1], 2, pointStep);
                    return 0;
                },
                values(random, 40 + 2 * outputStep),
                values(random, 2 + 4 * pointStep));
    }

    private static float[] values(SeededRandom random, int size) {
        return RandomArrays.either(random, random.nextInt(4) == 0, size);
    }

    private void check(String what, Target target, Call call, float[]... arrays) {
        KernelCase.assertSameBits(kernels(), what, List.of(target), call, arrays);
    }
}
