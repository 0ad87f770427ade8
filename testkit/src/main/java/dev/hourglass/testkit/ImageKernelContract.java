package dev.hourglass.testkit;

import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.testkit.KernelCase.Target;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every set of kernels convolves and pools to the bits of the plain ones. */
public interface ImageKernelContract {
    /** Floats of a run: the samples of one channel of one pixel. */
    int RUN = 16;

    /** Returns the kernels under test. */
    Kernels kernels();

    /** Any number of pixels, channels and taps, any steps. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.hourglass.testkit.Seeds#twoHundred")
    default void gathersTheSameBits(long seed) {
        SeededRandom random = new SeededRandom(seed);
        int pixels = 1 + random.nextInt(20);
        int channels = 1 + random.nextInt(19);
        int taps = random.nextInt(30);
        int inStep = RUN * (1 + random.nextInt(3));
        int outStep = RUN * (channels + random.nextInt(3));
        int[] offsets = offsets(random, taps);
        boolean isWild = random.nextInt(4) == 0;
        float[] in = RandomArrays.either(random, isWild, RUN * (40 + pixels * 3));
        float[] w = RandomArrays.normal(random, 3 + taps * (channels + 2));
        float[] init = RandomArrays.normal(random, channels + 1);
        float[] out = RandomArrays.normal(random, RUN + pixels * outStep);
        KernelCase.assertSameBits(
                kernels(),
                "gather of " + pixels + " pixels, " + channels + " channels, " + taps + " taps",
                List.of(new Target(3, RUN, pixels, channels * RUN, outStep)),
                (kernels, arrays) -> {
                    kernels.image()
                            .gather(
                                    pixels,
                                    channels,
                                    taps,
                                    offsets,
                                    arrays[0],
                                    RUN,
                                    inStep,
                                    arrays[1],
                                    3,
                                    channels + 2,
                                    arrays[2],
                                    1,
                                    arrays[3],
                                    RUN,
                                    outStep);
                    return 0;
                },
                in,
                w,
                init,
                out);
    }

    /** Any number of pixels, channels and taps. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.hourglass.testkit.Seeds#twoHundred")
    default void correlatesTheSameBits(long seed) {
        SeededRandom random = new SeededRandom(seed);
        int pixels = 1 + random.nextInt(30);
        int channels = 1 + random.nextInt(19);
        int taps = 1 + random.nextInt(20);
        int[] offsets = offsets(random, 1 + taps);
        int[] inPixels = offsets(random, 2 + pixels);
        int[] slopePixels = offsets(random, 2 + pixels);
        boolean isWild = random.nextInt(4) == 0;
        float[] in = RandomArrays.either(random, isWild, RUN * 80);
        float[] slope = RandomArrays.normal(random, RUN * (45 + channels));
        float[] sums = RandomArrays.normal(random, 5 + RUN * (taps * channels + 1));
        KernelCase.assertSameBits(
                kernels(),
                "correlate of " + pixels + " pixels, " + channels + " channels, " + taps + " taps",
                List.of(Target.of(2, 5, RUN * taps * channels)),
                (kernels, arrays) -> {
                    kernels.image()
                            .correlate(
                                    2,
                                    pixels,
                                    channels,
                                    taps,
                                    arrays[0],
                                    inPixels,
                                    RUN,
                                    offsets,
                                    1,
                                    arrays[1],
                                    slopePixels,
                                    RUN,
                                    arrays[2],
                                    5);
                    return 0;
                },
                in,
                slope,
                sums);
        KernelCase.assertSameBits(
                kernels(),
                "channel sums of " + pixels + " pixels, " + channels + " channels",
                List.of(Target.of(1, 5, RUN * channels)),
                (kernels, arrays) -> {
                    kernels.image().channelSums(2, pixels, channels, arrays[0], slopePixels, RUN, arrays[1], 5);
                    return 0;
                },
                slope,
                sums);
        float[] g = RandomArrays.normal(random, 3 + taps * channels);
        KernelCase.assertSameBits(
                kernels(),
                "sample sums of " + taps + " runs",
                List.of(new Target(1, 3, taps, 1, channels)),
                (kernels, arrays) -> {
                    kernels.image().sampleSums(taps, arrays[0], 5, arrays[1], 3, channels);
                    return 0;
                },
                sums,
                g);
    }

    /** Ties, NaN and infinities too. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.hourglass.testkit.Seeds#twoHundred")
    default void poolsTheSameBits(long seed) {
        SeededRandom random = new SeededRandom(seed);
        int count = RUN * (1 + random.nextInt(6));
        float[] in = RandomArrays.either(random, random.nextInt(2) == 0, 8 + 5 * count);
        for (int i = 0; i < in.length; i += 3) {
            in[i] = 0f;
        }
        float[] out = RandomArrays.normal(random, count + 9);
        float[] winners = new float[count + 9];
        for (int i = 0; i < winners.length; i++) {
            winners[i] = random.nextInt(4);
        }
        KernelCase.assertSameBits(
                kernels(),
                "max4 of " + count,
                List.of(Target.of(1, 5, count), Target.of(2, 5, count)),
                (kernels, arrays) -> {
                    kernels.image().max4(arrays[0], 8, 0, count, 3 * count, 4 * count, arrays[1], arrays[2], 5, count);
                    return 0;
                },
                in,
                out,
                winners);
        KernelCase.assertSameBits(
                kernels(),
                "max4 gradient of " + count,
                List.of(new Target(2, 8, 1, 5 * count, 5 * count)),
                (kernels, arrays) -> {
                    kernels.image()
                            .max4Gradient(arrays[0], arrays[1], 5, arrays[2], 8, 0, count, 3 * count, 4 * count, count);
                    return 0;
                },
                out,
                winners,
                in);
        KernelCase.assertSameBits(
                kernels(),
                "tap of " + count,
                List.of(Target.of(1, 5, count), Target.of(2, 5, count)),
                (kernels, arrays) -> {
                    kernels.image().maxTap(arrays[0], 8, 2f, arrays[1], arrays[2], 5, count);
                    return 0;
                },
                in,
                out,
                winners);
        KernelCase.assertSameBits(
                kernels(),
                "tap gradient and scaled sum of " + count,
                List.of(Target.of(2, 8, count), Target.of(2, 8 + count, count)),
                (kernels, arrays) -> {
                    kernels.image().maxTapGradient(arrays[0], arrays[1], 5, 1f, arrays[2], 8, count);
                    kernels.image().addScaled(arrays[0], 5, 0.3f, arrays[2], 8 + count, count);
                    return 0;
                },
                out,
                winners,
                in);
    }

    /** Any number of rows and runs. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.hourglass.testkit.Seeds#forty")
    default void copiesPatches(long seed) {
        SeededRandom random = new SeededRandom(seed);
        int rows = random.nextInt(9);
        int runs = 1 + random.nextInt(17);
        int step = RUN * (1 + random.nextInt(4));
        int[] offsets = offsets(random, 2 + rows);
        KernelCase.assertSameBits(
                kernels(),
                "patches of " + rows + " rows, " + runs + " runs",
                List.of(Target.of(1, 5, rows * runs * RUN)),
                (kernels, arrays) -> {
                    kernels.image().patches(rows, offsets, 2, arrays[0], 3, runs, step, arrays[1], 5);
                    return 0;
                },
                RandomArrays.either(random, true, 3 + RUN * 36 + runs * step),
                RandomArrays.normal(random, 5 + rows * runs * RUN + 7));
    }

    private static int[] offsets(SeededRandom random, int count) {
        int[] offsets = new int[count];
        Arrays.setAll(offsets, i -> RUN * random.nextInt(35));
        return offsets;
    }
}
