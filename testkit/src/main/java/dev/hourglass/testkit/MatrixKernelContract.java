package dev.hourglass.testkit;

import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.testkit.KernelCase.Target;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every set of kernels multiplies and transposes to the same bits as the plain ones. */
public interface MatrixKernelContract {
    /** Returns the kernels under test. */
    Kernels kernels();

    /** Products of any shape, with A stored either way, offsets, strides and each kind of start value. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.hourglass.testkit.Seeds#twoHundred")
    default void multipliesToTheSameBits(long seed) {
        SeededRandom random = new SeededRandom(seed);
        int m = 1 + random.nextInt(35);
        int n = 16 * (1 + random.nextInt(10));
        int k = 1 + random.nextInt(seed % 8 == 0 ? 2500 : 50); // long ones go in parts
        boolean isWild = random.nextInt(4) == 0;
        boolean isTransposed = random.nextInt(2) == 0;
        int aRow = isTransposed ? 1 : k + random.nextInt(3);
        int aStep = isTransposed ? m + random.nextInt(3) : 1;
        int bStride = n + random.nextInt(2) * 16;
        int cStride = n + random.nextInt(2) * 16;
        int start = random.nextInt(3); // a repeated row, a matrix of its own, C itself
        int initStride = start == 0 ? 0 : cStride;
        int aFrom = random.nextInt(20);
        int bFrom = random.nextInt(20);
        int cFrom = random.nextInt(20);
        int initFrom = start == 2 ? cFrom : random.nextInt(20);
        float[] a = RandomArrays.either(random, isWild, aFrom + (m - 1) * aRow + (k - 1) * aStep + 1);
        float[] b = RandomArrays.either(random, isWild, bFrom + (k - 1) * bStride + n);
        float[] init = RandomArrays.either(random, isWild, initFrom + (m - 1) * initStride + n);
        float[] c = RandomArrays.either(random, isWild, cFrom + (m - 1) * cStride + n + random.nextInt(20));
        KernelCase.assertSameBits(
                kernels(),
                "multiply m=" + m + " n=" + n + " k=" + k,
                List.of(new Target(3, cFrom, m, n, cStride)),
                (kernels, arrays) -> {
                    float[] i = arrays[start == 2 ? 3 : 2];
                    kernels.matrix()
                            .multiply(
                                    m,
                                    n,
                                    k,
                                    arrays[0],
                                    aFrom,
                                    aRow,
                                    aStep,
                                    arrays[1],
                                    bFrom,
                                    bStride,
                                    i,
                                    initFrom,
                                    initStride,
                                    arrays[3],
                                    cFrom,
                                    cStride);
                    return 0;
                },
                a,
                b,
                init,
                c);
    }

    /** Lists of where eight rows are not 0, of any length, stored either way, up to the very end of the array. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.hourglass.testkit.Seeds#twoHundred")
    default void listsTheSameSteps(long seed) {
        SeededRandom random = new SeededRandom(seed);
        int k = 1 + random.nextInt(100);
        boolean isTransposed = random.nextInt(2) == 0;
        int aRow = isTransposed ? 1 : k + random.nextInt(3);
        int aStep = isTransposed ? 8 + random.nextInt(30) : 1;
        int aFrom = 16 + random.nextInt(20); // so that the array is long enough for any k
        float[] a = RandomArrays.wild(random, aFrom + 7 * aRow + (k - 1) * aStep + 1 + random.nextInt(2) * 20);
        int zeros = random.nextInt(11);
        for (int i = 0; i < a.length; i++) {
            a[i] = random.nextInt(10) < zeros ? (random.nextInt(2) == 0 ? 0f : -0f) : a[i];
        }
        KernelCase.assertSameBits(
                kernels(),
                "list k=" + k + " transposed=" + isTransposed,
                List.of(Target.of(1, 0, 2 * k + 2)),
                (kernels, arrays) -> {
                    int[] steps = new int[2 * k + 18];
                    kernels.matrix().listSteps(k, arrays[0], aFrom, aRow, aStep, steps);
                    copyList(steps, 0, arrays[1]);
                    copyList(steps, k + 1, arrays[1]);
                    return 0;
                },
                a,
                new float[2 * k + 2]);
    }

    private static void copyList(int[] steps, int at, float[] to) {
        for (int i = at; i <= at + steps[at]; i++) {
            to[i] = steps[i];
        }
    }

    /** Products over any k of a list, of any width, with A stored either way and each kind of start value. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.hourglass.testkit.Seeds#twoHundred")
    default void multipliesListedStepsToTheSameBits(long seed) {
        SeededRandom random = new SeededRandom(seed);
        int n = 16 * (1 + random.nextInt(12));
        int k = 1 + random.nextInt(50);
        boolean isWild = random.nextInt(4) == 0;
        boolean isTransposed = random.nextInt(2) == 0;
        int aRow = isTransposed ? 1 : k + random.nextInt(3);
        int aStep = isTransposed ? 4 + random.nextInt(3) : 1;
        int stride = n + random.nextInt(2) * 16;
        int start = random.nextInt(3); // a repeated row, a matrix of its own, C itself
        int initStride = start == 0 ? 0 : stride;
        int first = random.nextInt(5);
        int[] steps = new int[first + k];
        int count = 0;
        for (int j = 0; j < k; j++) {
            steps[first + count] = j;
            count += random.nextInt(2);
        }
        int listed = count;
        float[] a = RandomArrays.either(random, isWild, 7 + 3 * aRow + (k - 1) * aStep + 1);
        float[] b = RandomArrays.either(random, isWild, 5 + (k - 1) * stride + n);
        float[] init = RandomArrays.either(random, isWild, 3 + 3 * stride + n);
        float[] c = RandomArrays.either(random, isWild, 3 + 3 * stride + n + random.nextInt(20));
        KernelCase.assertSameBits(
                kernels(),
                "multiply " + listed + " listed of k=" + k + " n=" + n,
                List.of(new Target(3, 3, 4, n, stride)),
                (kernels, arrays) -> {
                    float[] i = arrays[start == 2 ? 3 : 2];
                    kernels.matrix()
                            .multiplySteps(
                                    n,
                                    steps,
                                    first,
                                    listed,
                                    arrays[0],
                                    7,
                                    aRow,
                                    aStep,
                                    arrays[1],
                                    5,
                                    stride,
                                    i,
                                    3,
                                    initStride,
                                    arrays[3],
                                    3,
                                    stride);
                    return 0;
                },
                a,
                b,
                init,
                c);
    }

    /** Transposes of 8, 16, ... rows and any number of columns. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.hourglass.testkit.Seeds#forty")
    default void transposesToTheSameBits(long seed) {
        SeededRandom random = new SeededRandom(seed);
        int rows = 8 * (1 + random.nextInt(5));
        int columns = 1 + random.nextInt(70);
        int sourceStride = columns + random.nextInt(17);
        int targetStride = rows + random.nextInt(17);
        int sourceFrom = random.nextInt(20);
        int targetFrom = random.nextInt(20);
        float[] source = RandomArrays.wild(random, sourceFrom + (rows - 1) * sourceStride + columns);
        float[] target = RandomArrays.wild(random, targetFrom + (columns - 1) * targetStride + rows);
        KernelCase.assertSameBits(
                kernels(),
                "transpose " + rows + " x " + columns,
                List.of(new Target(1, targetFrom, columns, rows, targetStride)),
                (kernels, arrays) -> {
                    kernels.matrix()
                            .transpose(
                                    rows,
                                    columns,
                                    arrays[0],
                                    sourceFrom,
                                    sourceStride,
                                    arrays[1],
                                    targetFrom,
                                    targetStride);
                    return 0;
                },
                source,
                target);
    }

    /** Any number of rows and columns. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.hourglass.testkit.Seeds#forty")
    default void gathersTheSameRows(long seed) {
        SeededRandom random = new SeededRandom(seed);
        int rows = random.nextInt(30);
        int columns = 1 + random.nextInt(70);
        int stored = 1 + random.nextInt(50);
        int stride = columns + random.nextInt(17);
        int from = random.nextInt(20);
        int[] order = new int[rows + 3];
        for (int i = 0; i < order.length; i++) {
            order[i] = random.nextInt(stored);
        }
        KernelCase.assertSameBits(
                kernels(),
                "gather " + rows + " rows of " + columns,
                List.of(new Target(1, from, rows, columns, stride)),
                (kernels, arrays) -> {
                    kernels.matrix().gatherRows(rows, columns, arrays[0], order, 3, arrays[1], from, stride);
                    return 0;
                },
                RandomArrays.wild(random, stored * columns),
                RandomArrays.wild(random, from + rows * stride));
    }
}
