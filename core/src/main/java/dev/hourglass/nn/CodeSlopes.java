package dev.hourglass.nn;

import dev.hourglass.model.ActivationFunction;
import java.util.Arrays;

/** The squares of slopes s' of functions at the end of a code y, and how they change with y. */
final class CodeSlopes {
    private static final float LEAK = 0.01f;

    private CodeSlopes() {}

    /** Returns whether the function's outputs tell its slopes. */
    static boolean knows(ActivationFunction function) {
        return function != ActivationFunction.GELU;
    }

    /** Writes s'^2 for outputs y, both from {@code from}. */
    static void square(ActivationFunction function, float[] y, int from, float[] target, int count) {
        int end = from + count;
        switch (function) {
            case LINEAR -> Arrays.fill(target, from, end, 1f);
            case RELU -> {
                for (int i = from; i < end; i++) {
                    target[i] = y[i] > 0f ? 1f : 0f;
                }
            }
            case LEAKY_RELU -> {
                for (int i = from; i < end; i++) {
                    target[i] = y[i] > 0f ? 1f : LEAK * LEAK;
                }
            }
            case ELU -> {
                for (int i = from; i < end; i++) {
                    float slope = y[i] > 0f ? 1f : y[i] + 1f;
                    target[i] = slope * slope;
                }
            }
            case TANH -> {
                for (int i = from; i < end; i++) {
                    float slope = Math.fma(-y[i], y[i], 1f);
                    target[i] = slope * slope;
                }
            }
            case SIGMOID -> {
                for (int i = from; i < end; i++) {
                    float slope = Math.fma(-y[i], y[i], y[i]);
                    target[i] = slope * slope;
                }
            }
            case GELU -> throw new AssertionError(function);
        }
    }

    /** Writes the derivative of s'^2 by y for outputs y from {@code from}, to the start of the target. */
    static void bend(ActivationFunction function, float[] y, int from, float[] target, int count) {
        switch (function) {
            case LINEAR, RELU, LEAKY_RELU -> Arrays.fill(target, 0, count, 0f);
            case ELU -> {
                for (int i = 0; i < count; i++) {
                    target[i] = y[from + i] > 0f ? 0f : 2f * (y[from + i] + 1f);
                }
            }
            case TANH -> {
                for (int i = 0; i < count; i++) {
                    float slope = Math.fma(-y[from + i], y[from + i], 1f);
                    target[i] = -4f * y[from + i] * slope;
                }
            }
            case SIGMOID -> {
                for (int i = 0; i < count; i++) {
                    float slope = Math.fma(-y[from + i], y[from + i], y[from + i]);
                    target[i] = 2f * slope * Math.fma(-2f, y[from + i], 1f);
                }
            }
            case GELU -> throw new AssertionError(function);
        }
    }
}
