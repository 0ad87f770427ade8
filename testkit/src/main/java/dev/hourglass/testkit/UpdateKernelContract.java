package dev.hourglass.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.tensor.kernel.UpdateKernels;
import dev.hourglass.testkit.KernelCase.Target;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every set of kernels steps weights to the same bits as the plain ones. */
public interface UpdateKernelContract {
    /** Returns the kernels under test. */
    Kernels kernels();

    /** A step of weights with up to two states. */
    @FunctionalInterface
    interface Step {
        /** Runs it. */
        void run(UpdateKernels kernels, float[] w, float[] m, float[] v, int from, float[] g, int gFrom, int count);
    }

    /** Steps of every optimiser, penalties and clamps. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.hourglass.testkit.Seeds#forty")
    default void stepsToTheSameBits(long seed) {
        SeededRandom random = new SeededRandom(seed);
        float rate = (float) random.nextDouble() * 0.1f;
        Map<String, Step> steps = new LinkedHashMap<>();
        steps.put("momentum", (k, w, m, v, from, g, gFrom, n) -> k.momentum(w, m, from, g, gFrom, n, rate, 0.9f));
        steps.put("nesterov", (k, w, m, v, from, g, gFrom, n) -> k.nesterov(w, m, from, g, gFrom, n, rate, 0.9f));
        steps.put("rmsProp", (k, w, m, v, from, g, gFrom, n) -> k.rmsProp(w, v, from, g, gFrom, n, rate, 0.9f, 1e-7f));
        steps.put("adadelta", (k, w, m, v, from, g, gFrom, n) -> {
            for (int i = 0; i < n; i++) {
                m[from + i] = Math.abs(m[from + i]);
            }
            k.adadelta(w, v, m, from, g, gFrom, n, rate, 0.95f, 1e-6f);
        });
        steps.put(
                "adam",
                (k, w, m, v, from, g, gFrom, n) -> k.adam(w, m, v, from, g, gFrom, n, rate, 1.7f, 0.9f, 0.999f, 1e-8f));
        steps.put("scale", (k, w, m, v, from, g, gFrom, n) -> k.scale(w, from, n, 1 - rate));
        steps.put("penalize", (k, w, m, v, from, g, gFrom, n) -> k.penalize(w, from, g, gFrom, n, 0.01f, 0.02f));
        steps.put("clamp", (k, w, m, v, from, g, gFrom, n) -> k.clamp(g, gFrom, n, 0.5f));
        steps.put("flush", (k, w, m, v, from, g, gFrom, n) -> k.flush(m, from, n, 0x1p-120f));
        steps.forEach((name, step) -> {
            assertSameStep(random, name, step, false);
            assertSameStep(random, name + " of wild numbers", step, true);
        });
    }

    /** What is at least as large as the limit, infinite or no number stays as it is, to the bit. */
    @Test
    default void onlyWhatIsTinyBecomesZero() {
        float limit = 0x1p-96f;
        float[] kept = {limit, -limit, 1f, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, Float.NaN, 0f, -1f};
        float[] gone = {
            Math.nextDown(limit),
            -Math.nextDown(limit),
            Float.MIN_VALUE,
            -Float.MIN_NORMAL,
            1e-40f,
            -0f,
            1e-38f,
            -1e-39f
        };
        float[] x = new float[18];
        System.arraycopy(kept, 0, x, 1, 8);
        System.arraycopy(gone, 0, x, 9, 8);
        x[0] = Float.MIN_VALUE;
        x[17] = Float.MIN_VALUE;
        kernels().update().flush(x, 1, 16, limit);
        assertThat(Arrays.copyOfRange(x, 1, 9)).isEqualTo(kept);
        assertThat(Arrays.copyOfRange(x, 9, 17)).isEqualTo(new float[8]);
        assertThat(x[0]).as("before").isEqualTo(Float.MIN_VALUE);
        assertThat(x[17]).as("after").isEqualTo(Float.MIN_VALUE);
    }

    private void assertSameStep(SeededRandom random, String name, Step step, boolean isWild) {
        int count = 16 * (1 + random.nextInt(20));
        int from = random.nextInt(40);
        int gFrom = random.nextInt(40);
        float[] v = RandomArrays.either(random, isWild, from + count);
        for (int i = 0; i < v.length; i++) {
            v[i] = Math.abs(v[i]);
        }
        KernelCase.assertSameBits(
                kernels(),
                name,
                List.of(
                        Target.of(0, from, count),
                        Target.of(1, from, count),
                        Target.of(2, from, count),
                        Target.of(3, gFrom, count)),
                (kernels, arrays) -> {
                    step.run(kernels.update(), arrays[0], arrays[1], arrays[2], from, arrays[3], gFrom, count);
                    return 0;
                },
                RandomArrays.either(random, isWild, from + count + random.nextInt(20)),
                RandomArrays.either(random, isWild, from + count + random.nextInt(20)),
                v,
                RandomArrays.either(random, isWild, gFrom + count + random.nextInt(20)));
    }
}
