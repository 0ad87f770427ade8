package dev.hourglass.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hourglass.tensor.kernel.Kernels;
import java.util.List;

/**
 * Runs one call of a kernel on copies of the same arrays, once with the plain kernels and once with others, and asserts
 * equal bits (any NaN equals any NaN), also of what lies around the target.
 */
final class KernelCase {
    /** A call; it returns the kernel's result, or 0 where it has none. */
    @FunctionalInterface
    interface Call {
        float run(Kernels kernels, float[][] arrays);
    }

    /** The elements of one array that a kernel may write: rows of {@code count}, {@code stride} apart. */
    record Target(int array, int from, int rows, int count, int stride) {
        static Target of(int array, int from, int count) {
            return new Target(array, from, 1, count, count);
        }

        boolean contains(int index) {
            int distance = index - from;
            int row = stride == 0 ? 0 : distance / stride;
            return distance >= 0 && row < rows && distance - row * stride < count;
        }
    }

    private KernelCase() {}

    static void assertSameBits(Kernels actual, String what, List<Target> targets, Call call, float[]... arrays) {
        float[][] expected = copy(arrays);
        float[][] obtained = copy(arrays);
        float expectedResult = call.run(Kernels.plain(), expected);
        float obtainedResult = call.run(actual, obtained);
        String name = actual.name() + ", " + what;
        assertThat(isSame(expectedResult, obtainedResult))
                .as("%s: result must be %s, but was %s", name, expectedResult, obtainedResult)
                .isTrue();
        for (int a = 0; a < arrays.length; a++) {
            for (int i = 0; i < arrays[a].length; i++) {
                if (!isSame(expected[a][i], obtained[a][i])) {
                    throw new AssertionError(name + ": element " + i + " of array " + a + " must be " + expected[a][i]
                            + ", but was " + obtained[a][i]);
                }
                if (!isSame(arrays[a][i], expected[a][i]) && !isTarget(targets, a, i)) {
                    throw new AssertionError(
                            name + ": element " + i + " of array " + a + " is no target, but was written");
                }
            }
        }
    }

    private static boolean isTarget(List<Target> targets, int array, int index) {
        return targets.stream().anyMatch(target -> target.array() == array && target.contains(index));
    }

    private static boolean isSame(float a, float b) {
        return Float.floatToIntBits(a) == Float.floatToIntBits(b); // all NaN give the same bits here
    }

    private static float[][] copy(float[][] arrays) {
        float[][] copy = new float[arrays.length][];
        for (int i = 0; i < arrays.length; i++) {
            copy[i] = arrays[i].clone();
        }
        return copy;
    }
}
