package dev.hourglass.testkit;

import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.tensor.kernel.ReductionKernels;
import dev.hourglass.testkit.KernelCase.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every set of kernels sums and normalises to the same bits as the plain ones. */
public interface ReductionKernelContract {
    /** Returns the kernels under test. */
    Kernels kernels();

    /** A sum over rows for each column; {@code other} is a second matrix or a row of means. */
    @FunctionalInterface
    interface Columns {
        /** Runs it. */
        void run(
                ReductionKernels kernels,
                int rows,
                int columns,
                float[] x,
                float[] other,
                int from,
                int stride,
                float[] target,
                int targetFrom);
    }

    /** What batch normalisation does to one row, from {@code from} on; a, b, c are rows of factors. */
    @FunctionalInterface
    interface RowWise {
        /** Runs it. */
        void run(ReductionKernels kernels, float[] x, float[] y, int from, float[] a, float[] b, float[] c, int count);
    }

    /** Sums over rows. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.hourglass.testkit.Seeds#forty")
    default void columnsSumToTheSameBits(long seed) {
        Map<String, Columns> sums = new LinkedHashMap<>();
        sums.put(
                "columnSums", (k, rows, n, x, y, from, stride, t, to) -> k.columnSums(rows, n, x, from, stride, t, to));
        sums.put(
                "columnDeviations",
                (k, rows, n, x, y, from, stride, t, to) ->
                        k.columnDeviations(rows, n, x, from, stride, y, from, t, to));
        sums.put(
                "columnProducts",
                (k, rows, n, x, y, from, stride, t, to) -> k.columnProducts(rows, n, x, y, from, stride, t, to));
        SeededRandom random = new SeededRandom(seed);
        sums.forEach((name, sum) -> {
            int rows = 1 + random.nextInt(40);
            int columns = 16 * (1 + random.nextInt(10));
            int stride = columns + 16 * random.nextInt(2);
            int from = random.nextInt(20);
            int to = random.nextInt(20);
            boolean isWild = random.nextInt(3) == 0;
            int size = from + (rows - 1) * stride + columns;
            KernelCase.assertSameBits(
                    kernels(),
                    name + " of " + rows + " x " + columns,
                    List.of(Target.of(2, to, columns)),
                    (kernels, arrays) -> {
                        sum.run(kernels.reduction(), rows, columns, arrays[0], arrays[1], from, stride, arrays[2], to);
                        return 0;
                    },
                    RandomArrays.either(random, isWild, size),
                    RandomArrays.either(random, isWild, size),
                    RandomArrays.wild(random, to + columns + random.nextInt(20)));
        });
    }

    /** Sums over all elements. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.hourglass.testkit.Seeds#forty")
    default void elementsSumToTheSameBits(long seed) {
        SeededRandom random = new SeededRandom(seed);
        int count = 16 * (1 + random.nextInt(40));
        int from = random.nextInt(20);
        float[] x = RandomArrays.either(random, random.nextInt(3) == 0, from + count);
        float[] lanes = RandomArrays.wild(random, 16);
        KernelCase.assertSameBits(
                kernels(),
                "sumOfSquares",
                List.of(),
                (kernels, arrays) -> kernels.reduction().sumOfSquares(arrays[0], from, count, lanes.clone()),
                x);
        KernelCase.assertSameBits(
                kernels(),
                "sumOfMagnitudes",
                List.of(),
                (kernels, arrays) -> kernels.reduction().sumOfMagnitudes(arrays[0], from, count, lanes.clone()),
                x);
    }

    /** The least of columns, with one, two and more kept. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.hourglass.testkit.Seeds#forty")
    default void leastAreTheSame(long seed) {
        SeededRandom random = new SeededRandom(seed);
        int rows = 1 + random.nextInt(40);
        int columns = 16 * (1 + random.nextInt(5));
        int count = 1 + random.nextInt(4);
        int from = random.nextInt(20);
        int to = random.nextInt(20);
        boolean isWild = random.nextInt(3) == 0;
        KernelCase.assertSameBits(
                kernels(),
                "keepLeast of " + count,
                List.of(Target.of(1, to, count * columns)),
                (kernels, arrays) -> {
                    kernels.reduction().keepLeast(rows, columns, arrays[0], from, arrays[1], to, count);
                    return 0;
                },
                RandomArrays.either(random, isWild, from + rows * columns),
                RandomArrays.either(random, isWild, to + count * columns + random.nextInt(20)));
    }

    /** Rows of batch normalisation, forward and backward. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.hourglass.testkit.Seeds#forty")
    default void rowsNormalizeToTheSameBits(long seed) {
        Map<String, RowWise> functions = new LinkedHashMap<>();
        functions.put("normalize", (k, x, y, from, a, b, c, n) -> k.normalize(y, from, a, b, x, n));
        functions.put("normalize in place", (k, x, y, from, a, b, c, n) -> k.normalize(x, from, a, b, x, n));
        functions.put("scaleShift", (k, x, y, from, a, b, c, n) -> k.scaleShift(y, from, c, 3, 7, x, n));
        functions.put("combine", (k, x, y, from, a, b, c, n) -> k.combine(x, from, y, a, b, c, n));
        SeededRandom random = new SeededRandom(seed);
        functions.forEach((name, function) -> {
            int count = 16 * (1 + random.nextInt(10));
            int from = random.nextInt(20);
            boolean isWild = random.nextInt(3) == 0;
            KernelCase.assertSameBits(
                    kernels(),
                    name,
                    List.of(Target.of(0, from, count)),
                    (kernels, arrays) -> {
                        function.run(
                                kernels.reduction(),
                                arrays[0],
                                arrays[1],
                                from,
                                arrays[2],
                                arrays[3],
                                arrays[4],
                                count);
                        return 0;
                    },
                    RandomArrays.either(random, isWild, from + count + random.nextInt(20)),
                    RandomArrays.either(random, isWild, from + count),
                    RandomArrays.either(random, isWild, count),
                    RandomArrays.either(random, isWild, count),
                    RandomArrays.either(random, isWild, count + 7));
        });
    }
}
