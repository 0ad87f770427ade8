package dev.hourglass.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Names the elementwise functions a layer may end in. Their formulas and errors are in {@code tensor.kernel}. */
public enum ActivationFunction {
    /** {@code x}. */
    LINEAR,
    /** {@code max(x, 0)}. */
    RELU,
    /** {@code x > 0 ? x : 0.01 x}. Source: Maas et al. 2013. */
    LEAKY_RELU,
    /** {@code x > 0 ? x : exp(x) - 1}. Source: Clevert et al. 2016, https://arxiv.org/abs/1511.07289. */
    ELU,
    /** {@code x * sigmoid(sqrt(8 / pi) * (x + 0.044715 x^3))}, the tanh form of https://arxiv.org/abs/1606.08415. */
    GELU,
    /** The hyperbolic tangent. */
    TANH,
    /** {@code 1 / (1 + exp(-x))}. */
    SIGMOID;

    /** Returns the name used in files and on the command line, for example {@code leaky-relu}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Finds a function by its name in files.
     *
     * @param id a name as {@link #id()} gives it
     * @return the function
     * @throws IllegalArgumentException if there is no such function
     */
    public static ActivationFunction from(String id) {
        return Arrays.stream(values())
                .filter(function -> function.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("activation must be one of "
                        + Arrays.stream(values()).map(ActivationFunction::id).collect(Collectors.joining(", "))
                        + ", but was \"" + id + "\""));
    }
}
