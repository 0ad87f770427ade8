package dev.hourglass.testkit;

import dev.hourglass.nn.Parameter;
import dev.hourglass.nn.Parameters;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Weights and gradients in float64, by path, without padding. Not thread-safe. */
public final class ReferenceWeights {
    private final Map<String, double[]> values = new LinkedHashMap<>();
    private final Map<String, double[]> gradients = new LinkedHashMap<>();

    /** Copies the trained arrays of some weights. */
    public static ReferenceWeights from(Parameters parameters) {
        ReferenceWeights weights = new ReferenceWeights();
        for (Parameter parameter : parameters.layout().parameters()) {
            if (parameter.role().isTrained()) {
                float[] dense = parameters.tensor(parameter).values();
                double[] copy = new double[dense.length];
                for (int i = 0; i < dense.length; i++) {
                    copy[i] = dense[i];
                }
                weights.values.put(parameter.name(), copy);
                weights.gradients.put(parameter.name(), new double[dense.length]);
            }
        }
        return weights;
    }

    /** Returns the paths, in the order of the layout. */
    public List<String> names() {
        return List.copyOf(values.keySet());
    }

    /** Returns the values of a path; shared. */
    public double[] values(String name) {
        return find(values, name);
    }

    /** Returns the gradients of a path; shared. */
    public double[] gradients(String name) {
        return find(gradients, name);
    }

    /** Returns the gradients of all paths one after the other. */
    public double[] allGradients() {
        return gradients.values().stream().flatMapToDouble(Arrays::stream).toArray();
    }

    void clearGradients() {
        gradients.values().forEach(array -> Arrays.fill(array, 0));
    }

    private static double[] find(Map<String, double[]> arrays, String name) {
        double[] found = arrays.get(name);
        if (found == null) {
            throw new IllegalArgumentException("no weights are named \"" + name + "\"; there are " + arrays.keySet());
        }
        return found;
    }
}
