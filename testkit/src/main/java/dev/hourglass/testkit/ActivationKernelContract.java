package dev.hourglass.testkit;

import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.kernel.ActivationKernels;
import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.testkit.KernelCase.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every set of kernels computes activations and their gradients to the same bits as the plain ones. */
public interface ActivationKernelContract {
    /** Returns the kernels under test. */
    Kernels kernels();

    /** A function of one array in place. */
    @FunctionalInterface
    interface InPlace {
        /** Runs it. */
        void run(ActivationKernels kernels, float[] z, int from, int count);
    }

    /** A function from one array to another. */
    @FunctionalInterface
    interface Between {
        /** Runs it. */
        void run(ActivationKernels kernels, float[] source, int from, float[] target, int targetFrom, int count);
    }

    /** Functions in place, on numbers of every magnitude, infinities and NaN. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.hourglass.testkit.Seeds#forty")
    default void activatesToTheSameBits(long seed) {
        Map<String, InPlace> functions = new LinkedHashMap<>();
        functions.put("relu", ActivationKernels::relu);
        functions.put("leakyRelu", ActivationKernels::leakyRelu);
        functions.put("elu", ActivationKernels::elu);
        functions.put("tanh", ActivationKernels::tanh);
        functions.put("sigmoid in place", (kernels, z, from, count) -> kernels.sigmoid(z, from, z, from, count));
        functions.put("gelu in place", (kernels, z, from, count) -> kernels.gelu(z, from, z, from, count));
        SeededRandom random = new SeededRandom(seed);
        functions.forEach((name, function) -> {
            int count = 16 * (1 + random.nextInt(10));
            int from = random.nextInt(20);
            KernelCase.assertSameBits(
                    kernels(),
                    name,
                    List.of(Target.of(0, from, count)),
                    (kernels, arrays) -> {
                        function.run(kernels.activation(), arrays[0], from, count);
                        return 0;
                    },
                    RandomArrays.wild(random, from + count + random.nextInt(20)));
        });
    }

    /** Gradients, and functions that write elsewhere. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.hourglass.testkit.Seeds#forty")
    default void slopesHaveTheSameBits(long seed) {
        Map<String, Between> functions = new LinkedHashMap<>();
        functions.put("reluGradient", ActivationKernels::reluGradient);
        functions.put("leakyReluGradient", ActivationKernels::leakyReluGradient);
        functions.put("eluGradient", ActivationKernels::eluGradient);
        functions.put("tanhGradient", ActivationKernels::tanhGradient);
        functions.put("sigmoidGradient", ActivationKernels::sigmoidGradient);
        functions.put("sigmoid", ActivationKernels::sigmoid);
        functions.put("gelu", ActivationKernels::gelu);
        functions.put("geluGradient", ActivationKernels::geluGradient);
        SeededRandom random = new SeededRandom(seed);
        functions.forEach((name, function) -> {
            int count = 16 * (1 + random.nextInt(10));
            int from = random.nextInt(20);
            int targetFrom = random.nextInt(20);
            KernelCase.assertSameBits(
                    kernels(),
                    name,
                    List.of(Target.of(1, targetFrom, count)),
                    (kernels, arrays) -> {
                        function.run(kernels.activation(), arrays[0], from, arrays[1], targetFrom, count);
                        return 0;
                    },
                    RandomArrays.wild(random, from + count),
                    RandomArrays.wild(random, targetFrom + count + random.nextInt(20)));
        });
    }
}
